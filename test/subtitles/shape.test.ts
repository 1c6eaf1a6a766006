import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transcriptOf, type Segment, type Transcript } from '../../src/transcripts/transcript.js';
import { isReadingSpeed, shape, styleFor, styles } from '../../src/subtitles/index.js';
import { tokensOf } from '../../src/subtitles/planner/tokens.js';
import { columns } from '../../src/subtitles/text/width.js';
import { cuesOf, inked, said, segment, word } from './support.js';

const vocabulary = [
  'the', 'a', 'of', 'river', 'house', 'and', 'walked', 'I', 'because', 'home.', 'said,', '“yes', 'no”',
  'Mr.', 'Watson', '250', '"', '”', '？」', '3.5%', '$20', 'don’t', 'naïve', 'e\u0301', 'incomprehensibilities',
  '我', '的故乡', '天气，', '没有一丝活气。', '“你好”', 'iPhone15', '因为', '在北京', '👨‍👩‍👧', 'สวัสดี', '左に見える',
  'https://example.com/a/very/long/address/that/no/line/holds',
]; // prettier-ignore

const anyText = fc
  .array(fc.tuple(fc.constantFrom(...vocabulary), fc.boolean()), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.map(([text, tight]) => (tight ? text : `${text} `)).join(''));

const anyTranscript: fc.Arbitrary<Transcript> = fc
  .array(
    fc.record({
      text: anyText,
      pause: fc.integer({ min: -800, max: 4000 }),
      pace: fc.integer({ min: 5, max: 160 }),
      speaker: fc.constantFrom(null, 'A', 'B'),
      timed: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((parts) => {
    let at = 1000;
    const segments: Segment[] = [];
    for (const { text, pause, pace, speaker, timed } of parts) {
      const startMs = Math.max(0, at + pause);
      const tokens = text.split(' ').filter((token) => token !== '');
      let clock = startMs;
      const words = tokens.map((token) => word(clock, (clock += token.length * pace), token));
      segments.push(segment(startMs, clock, text, { speaker, words: timed ? words : [] }));
      at = clock;
    }
    return transcriptOf(segments);
  });

const anyStyle = fc.constantFrom(...styles);
const runs = { numRuns: 150 };

/** A line without the dash of a speaker that another one speaks over. */
const undashed = (line: string): string => line.replace(/^- ?(?=\S)/, '');
/** Words by start, in the order of shaping. Overlaps of speakers may interleave. */
const inkOf = (texts: readonly string[]): string => Array.from(inked(texts)).sort().join('');

describe('for any transcript, in every style', () => {
  test('no word is lost and none is added', () => {
    fc.assert(
      fc.property(anyTranscript, anyStyle, (transcript, style) => {
        const { cues } = shape(transcript, style);
        const out = inkOf(cues.flatMap((cue) => cue.lines.map(undashed)));
        const said = transcript.segments.map(({ text }) => text);
        const stops = style.punctuation === 'spaces' ? /[，。]/g : /(?!)/g;
        expect(out.replace(stops, '')).toBe(inkOf(said).replace(stops, ''));
      }),
      runs,
    );
  });

  test('the words of one speaker stay in order', () => {
    fc.assert(
      fc.property(anyTranscript, anyStyle, (transcript, style) => {
        const alone = transcriptOf(transcript.segments.map((s) => ({ ...s, speaker: null })));
        const sorted = [...alone.segments].sort((a, b) => a.startMs - b.startMs);
        if (style.punctuation === 'spaces') return;
        expect(inked(shape(alone, style).cues.flatMap((cue) => cue.lines))).toBe(
          inked(sorted.map(({ text }) => text)),
        );
      }),
      runs,
    );
  });

  test('cues are sorted, have a duration and text, and overlap only when overlaps are kept', () => {
    fc.assert(
      fc.property(anyTranscript, anyStyle, fc.boolean(), (transcript, style, keepOverlap) => {
        const { cues } = shape(transcript, style, { keepOverlap });
        for (const [i, cue] of cues.entries()) {
          const before = cues[i - 1];
          expect(cue.endMs).toBeGreaterThan(cue.startMs);
          expect(Number.isInteger(cue.startMs) && Number.isInteger(cue.endMs)).toBe(true);
          expect(cue.lines.every((line) => line.trim() === line && line !== '')).toBe(true);
          const soonest = keepOverlap ? before?.startMs : before && before.endMs + style.gapMs;
          expect(cue.startMs).toBeGreaterThanOrEqual(soonest ?? 0);
        }
      }),
      runs,
    );
  });

  test('the hard limits are met, except for a word wider than a line or a fast change of speakers', () => {
    fc.assert(
      fc.property(
        anyTranscript,
        fc.constantFrom(...styles.filter((s) => !s.oneCuePerSegment)),
        (transcript, style) => {
          for (const cue of shape(transcript, style).cues) {
            expect(cue.lines.length).toBeLessThanOrEqual(style.maxLines);
            expect(cue.endMs - cue.startMs).toBeLessThanOrEqual(style.maxDurationMs);
            const wide = cue.lines.filter((line) => columns(line, style.unit) > style.maxChars);
            expect(wide.filter((line) => !/\S{12,}/u.test(line))).toEqual([]);
          }
        },
      ),
      runs,
    );
  });
});

describe('Chinese', () => {
  const parts = fc.constantFrom(
    '我的故乡',
    '天气',
    '，',
    '。',
    '“',
    '”',
    '（',
    '）',
    '在北京',
    'iPhone15',
    '3.5%',
    '因为',
    '、',
    '！',
    '…',
  );
  const text = fc.array(parts, { minLength: 1, maxLength: 60 }).map((tokens) => tokens.join(''));

  test('no line ends inside a dictionary word, a number or a Latin word, or violates kinsoku', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 50, max: 300 }), (whole, pace) => {
        const transcript = said(whole, 'zh', pace);
        const style = styleFor('netflix-zh-sdh', transcript);
        const starts = new Set(tokensOf(whole, style.maxChars, 'fw').map(({ start }) => start));
        let at = 0;
        for (const line of shape(transcript, style).cues.flatMap((cue) => cue.lines)) {
          expect(starts.has(at)).toBe(true);
          at += line.length;
        }
      }),
      runs,
    );
  });
});

test('highlighted words are the words of the lines, in order', () => {
  fc.assert(
    fc.property(anyTranscript, anyStyle, (transcript, style) => {
      for (const cue of shape(transcript, style, { highlight: true }).cues) {
        const lines = cue.lines.map((_, n) => cue.words.filter(({ line }) => line === n));
        const shown =
          cue.words.length === 0 ? [] : lines.map((own) => inked(own.map((w) => w.text)));
        expect(shown).toEqual(
          cue.words.length === 0 ? [] : cue.lines.map((line) => inked([undashed(line)])),
        );
      }
    }),
    runs,
  );
});

test('every word is on screen while it is spoken, except in the gap after its cue', () => {
  // A word wider than a line has a cue of its own and may delay a neighbour that follows quickly.
  const fits = (text: string): boolean => text.split(' ').every(({ length }) => length <= 20);
  const turn = fc.record({
    text: anyText.filter(fits),
    pause: fc.integer({ min: 0, max: 3000 }),
    pace: fc.integer({ min: 40, max: 120 }),
  });
  const talk = fc.array(turn, { minLength: 1, maxLength: 5 }).map((turns) => {
    let at = 500;
    return transcriptOf(
      turns.map(({ text, pause, pace }) => {
        const startMs = at + pause;
        at = startMs;
        const tokens = text.split(' ').filter((token) => token !== '');
        const words = tokens.map((token) => word(at, (at += token.length * pace), token));
        return segment(startMs, at, text, { words });
      }),
    );
  });
  fc.assert(
    fc.property(
      talk,
      fc.constantFrom(...styles.filter((s) => !s.oneCuePerSegment)),
      (transcript, style) => {
        for (const { startMs, endMs, words } of shape(transcript, style, { highlight: true })
          .cues) {
          const early = words.filter((w) => w.startMs < startMs - 1);
          const last = startMs + style.maxDurationMs;
          const late = words.filter((w) => Math.min(w.endMs, last) > endMs + style.gapMs + 1);
          expect([early, late]).toEqual([[], []]);
        }
      },
    ),
    runs,
  );
});

const speech =
  'Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to do: ' +
  'once or twice she had peeped into the book her sister was reading, but it had no pictures or ' +
  'conversations in it. So she was considering in her own mind, as well as she could, for the hot day made ' +
  'her feel very sleepy and stupid. It was a long and quiet afternoon by the river.';
const chinese =
  '时候既然是深冬；渐近故乡时，天气又阴晦了，冷风吹进船舱中，呜呜的响，从篷隙向外一望，苍黄的天底下，' +
  '远近横着几个萧索的荒村，没有一丝活气。我的心禁不住悲凉起来了。';

describe.each(styles.map((style) => style.name))('%s', (name) => {
  test.each([
    ['calm English', said(speech, 'en', 85)],
    ['calm Chinese', said(chinese, 'zh', 280)],
  ])('violates only reading speed on %s', (_, transcript) => {
    const { violations } = shape(transcript, styleFor(name, transcript));
    expect(violations.filter(({ rule }) => !isReadingSpeed(rule))).toEqual([]);
  });
});

test('reading speed is violated and reported only when the speech is too fast', () => {
  const style = styleFor('netflix-en', { segments: [] });
  expect(shape(said(speech, 'en', 60), style).violations).toEqual([]);
  const fast = shape(said(speech, 'en', 40), style);
  const reported = new Set(fast.violations.map(({ cue }) => cue));
  for (const [i, cue] of fast.cues.entries()) {
    const cps = (cue.lines.join('').length * 1000) / (cue.endMs - cue.startMs);
    expect(reported.has(i)).toBe(cps > 20);
  }
  expect(reported.size).toBeGreaterThan(5);
});

describe('styles side by side', () => {
  const text =
    'We could not go home, because the river was high. It rained for two days and nights.';
  test.each([
    [
      'netflix-en',
      ['We could not go home, / because the river was high.', 'It rained for two days and nights.'],
    ],
    [
      'bbc-vertical',
      [
        'We could not go home, / because the river / was high.',
        'It rained for two days / and nights.',
      ],
    ],
    [
      'shorts',
      [
        'We could not go home,',
        'because the river / was high.',
        'It rained for two days / and nights.',
      ],
    ],
    ['raw', [text]],
  ])('%s', (style, cues) => {
    expect(cuesOf(said(text, 'en'), style)).toEqual(cues);
  });

  test('netflix-zh replaces a comma by a space and removes a full stop', () => {
    expect(cuesOf(said('他来了，我走了。下雨，', 'zh', 200), 'netflix-zh')).toEqual([
      '他来了 我走了 下雨',
    ]);
  });
});

test('two Chinese clauses with a pause between them share a line, two English clauses do not', () => {
  const read = (clauses: readonly string[], msPerChar: number): Transcript => {
    let at = 0;
    const words = clauses.map((text) => {
      const heard = word(at, at + text.length * msPerChar, text);
      at = heard.endMs + 250;
      return heard;
    });
    return transcriptOf([
      segment(0, at, clauses.join(clauses[0]?.includes(' ') ? ' ' : ''), { words }),
    ]);
  };
  expect(cuesOf(read(['我冒了严寒，', '回到相隔二千余里，'], 215))).toEqual([
    '我冒了严寒，回到相隔二千余里，',
  ]);
  expect(cuesOf(read(['She took down a jar as she passed;', 'it was labelled.'], 70))).toEqual([
    'She took down a jar as she passed;',
    'it was labelled.',
  ]);
});

test('a long silence and a change of speaker end a cue', () => {
  const transcript = transcriptOf([
    segment(0, 800, 'and then', { speaker: 'A' }),
    segment(900, 1900, 'we went', { speaker: 'B' }),
    segment(4500, 5500, 'down the road', { speaker: 'B' }),
  ]);
  expect(cuesOf(transcript)).toEqual(['and then', 'we went', 'down the road']);
});

test('cues end 2 frames before the next when the gap is short, and on frames when a rate is given', () => {
  const transcript = transcriptOf([
    segment(1000, 2500, 'It rained all night.'),
    segment(2800, 4500, 'The river rose.'),
    segment(9000, 9200, 'Run!'),
  ]);
  const style = styleFor('netflix-en', transcript);
  const times = (fps: number | null) =>
    shape(transcript, { ...style, fps }).cues.map(({ startMs, endMs }) => [startMs, endMs]);
  expect(times(null)).toEqual([
    [1000, 2716],
    [2800, 4500],
    [9000, 9834],
  ]);
  expect(times(25)).toEqual([
    [1000, 2720],
    [2800, 4520],
    [9000, 9840],
  ]);
});
