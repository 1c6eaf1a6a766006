import { describe, expect, test } from 'vitest';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { shape, styleFor, type ShapeOptions } from '../../src/subtitles/index.js';
import { cuesOf, said, segment, word } from './support.js';

const dialogue = transcriptOf([
  segment(0, 2000, 'Where have you been?', { speaker: 'S1' }),
  segment(2100, 2500, 'Home.', { speaker: 'S2' }),
  segment(2700, 4800, 'I went home and slept.', { speaker: 'S2' }),
  segment(8000, 9800, 'All day long?', { speaker: 'S1' }),
]);

describe('speakers', () => {
  test('labels are written when the speaker changes, with the given names', () => {
    const options: ShapeOptions = { speakers: 'labels', speakerNames: { S1: 'Anna' } };
    expect(cuesOf(dialogue, null, options)).toEqual([
      'Anna: Where have you been?',
      'S2: Home. I went home and slept.',
      'Anna: All day long?',
    ]);
    const zh = transcriptOf([segment(0, 2000, '你去哪儿了？', { speaker: 'S1' })]);
    expect(cuesOf(zh, null, { speakers: 'labels', speakerNames: { S1: '安娜' } })).toEqual([
      '安娜：你去哪儿了？',
    ]);
  });

  test('dashes join a turn that is too short to read with its neighbour', () => {
    const quick = transcriptOf([
      segment(0, 1500, 'You were at home?', { speaker: 'A' }),
      segment(1600, 1900, 'Yes.', { speaker: 'B' }),
      segment(2000, 4500, 'I do not believe a word of it.', { speaker: 'A' }),
    ]);
    const dashed = shape(quick, styleFor(null, quick), { speakers: 'dashes' });
    expect(dashed.cues.map((cue) => cue.lines)).toEqual([
      ['- You were at home?', '- Yes.'],
      ['I do not believe a word of it.'],
    ]);
    expect(dashed.violations).toEqual([]);
    expect(shape(quick, styleFor(null, quick)).violations).toMatchObject([
      { cue: 1, rule: 'min-duration' },
    ]);
  });

  test('without labels the name is only in the speaker field', () => {
    const { cues } = shape(dialogue, styleFor(null, dialogue), { speakerNames: { S1: 'Anna' } });
    expect(cues.map((cue) => cue.speaker)).toEqual(['Anna', 'S2', 'Anna']);
  });

  test('overlapping speakers are kept or separated', () => {
    const both = transcriptOf([
      segment(0, 4000, 'I was saying that we should go', { speaker: 'A' }),
      segment(2000, 3500, 'No, wait for me', { speaker: 'B' }),
    ]);
    const times = (keepOverlap: boolean) =>
      shape(both, styleFor(null, both), { keepOverlap }).cues.map((cue) => [
        cue.startMs,
        cue.endMs,
      ]);
    expect(times(true)).toEqual([
      [0, 4000],
      [2000, 3500],
    ]);
    // One cue with a dash for each speaker.
    expect(times(false)).toEqual([[0, 4000]]);
  });
});

describe('text', () => {
  test.each<[string, ShapeOptions, string]>([
    ['Um, I was, uh, at home.', { dropFillers: true }, 'I was, at home.'],
    ['um so I was at home um.', { dropFillers: true }, 'so I was at home.'],
    ['嗯，我们 呃 走吧。', { dropFillers: true }, '我们 走吧。'],
    ['The umbrella hummed.', { dropFillers: true }, 'The umbrella hummed.'],
    ['Um, I was, uh, at home.', {}, 'Um, I was, uh, at home.'],
    ['WELL, I SAID. BUT I’M HERE.', { case: 'sentence' }, 'Well, I said. But I’m here.'],
    ['Straße', { case: 'upper' }, 'STRASSE'],
    ['ÉTÉ', { case: 'lower' }, 'été'],
  ])('%s %o', (text, options, shown) => {
    expect(cuesOf(said(text), null, options).join(' ')).toBe(shown);
  });

  test('Turkish letters follow the language; an invalid tag is ignored', () => {
    expect(cuesOf(said('istanbul', 'tr'), null, { case: 'upper' })).toEqual(['İSTANBUL']);
    expect(cuesOf(said('istanbul', 'not a tag'), null, { case: 'upper' })).toEqual(['ISTANBUL']);
  });
});

describe('time', () => {
  const one = transcriptOf([segment(1000, 3000, 'It rained.'), segment(5000, 7000, 'It stopped.')]);
  const times = (options: ShapeOptions) => {
    const { cues, repairs } = shape(one, styleFor('raw', one), options);
    return [cues.map((cue) => [cue.startMs, cue.endMs]), repairs.map((r) => [r.kind, r.count])];
  };
  test.each<[ShapeOptions, number[][], [string, number][]]>([
    [
      {},
      [
        [1000, 3000],
        [5000, 7000],
      ],
      [],
    ],
    [
      { offsetMs: 500 },
      [
        [1500, 3500],
        [5500, 7500],
      ],
      [],
    ],
    [
      { offsetMs: -1500 },
      [
        [0, 1500],
        [3500, 5500],
      ],
      [['before-zero', 1]],
    ],
    [
      { offsetMs: -3500 },
      [
        [0, 1],
        [1500, 3500],
      ],
      [['before-zero', 1]],
    ],
    [
      { scale: 25 / 24 },
      [
        [1042, 3125],
        [5208, 7292],
      ],
      [],
    ],
    [
      { scale: 2, offsetMs: -100 },
      [
        [1900, 5900],
        [9900, 13_900],
      ],
      [],
    ],
    [
      { mediaEndMs: 6000 },
      [
        [1000, 3000],
        [5000, 6000],
      ],
      [['past-end', 1]],
    ],
  ])('%o', (options, cues, repairs) => {
    expect(times(options)).toEqual([cues, repairs]);
  });
});

test('highlight returns the words of the lines in order, with their times', () => {
  const words = [word(0, 400, 'We'), word(400, 900, 'walked'), word(900, 1500, 'home.')];
  const timed = transcriptOf([segment(0, 1500, 'We walked home.', { words })]);
  const style = { ...styleFor(null, timed), maxChars: 10 };
  const [cue] = shape(timed, style, { highlight: true }).cues;
  expect(cue?.lines).toEqual(['We walked', 'home.']);
  expect(cue?.words).toEqual([
    { startMs: 0, endMs: 400, text: 'We', line: 0 },
    { startMs: 400, endMs: 900, text: 'walked', line: 0 },
    { startMs: 900, endMs: 1500, text: 'home.', line: 1 },
  ]);
  expect(shape(timed, style).cues[0]?.words).toEqual([]);
  expect(shape(said('We walked home.'), style, { highlight: true }).cues[0]?.words).toEqual([]);
});
