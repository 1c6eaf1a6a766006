// Any transcript: written and read again it is the same, in order, and no player loses a cue.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { clockCs, clockLrc, clockMs, inHundredths } from '../../../src/formats/subtitles/clock.js';
import { cleanLines } from '../../../src/formats/subtitles/text.js';
import { subtitleFormat } from '../../../src/formats/subtitles/index.js';
import type { SubtitleOptions } from '../../../src/formats/subtitles/format.js';
import { readSubtitleFile } from '../../../src/transcripts/readers/subtitle-file.js';
import { readSubtitleSegments } from '../../../src/transcripts/readers/subtitle-segments.js';
import { readTranscript } from '../../../src/transcripts/documents.js';
import { transcriptOf, type Segment } from '../../../src/transcripts/transcript.js';
import type { Cue } from '../../../src/subtitles/cue.js';
import { shape, styleFor } from '../../../src/subtitles/index.js';

const options: SubtitleOptions = {
  language: null,
  title: null,
  eol: '\n',
  bom: false,
  startIndex: 1,
  highlight: false,
  voices: true,
  rawCells: false,
};

const renderTrack = async (
  name: string,
  cues: readonly Cue[],
  segments: readonly Segment[] = [],
  more: Partial<SubtitleOptions> = {},
): Promise<string> => {
  const { write } = (await subtitleFormat(name)?.load()) ?? { write: () => [] };
  return [...write({ cues, transcript: transcriptOf(segments) }, { ...options, ...more })].join('');
};

/** Text with everything that formats treat specially, far more often than chance would bring it. */
const special = fc.constantFrom(
  '-->',
  '<',
  '>',
  '&',
  '&amp;',
  '{',
  '}',
  '\\',
  '\\N',
  '[',
  ']',
  '=',
  '"',
  ',',
  '\t',
  '\r',
  '\n',
  '\0',
  '\uFFFE',
  '\uD800',
  '\u2028',
  ' ',
  '<v A>',
  '1',
  '00:00:01,000',
  '我',
  '，',
  '👩‍👧',
);
const line = fc
  .array(
    fc.oneof(special, fc.string({ unit: 'binary', maxLength: 6 }), fc.lorem({ maxCount: 2 })),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''));

const cuesOf = (lines: fc.Arbitrary<string[]>): fc.Arbitrary<Cue[]> =>
  fc
    .array(
      fc.tuple(
        fc.nat(5000),
        fc.integer({ min: 1, max: 9000 }),
        lines,
        fc.option(line, { nil: null }),
      ),
      { maxLength: 12 },
    )
    .map((rows) => {
      let at = 0;
      return rows.map(([gap, length, text, speaker]): Cue => {
        const startMs = at + gap;
        at = startMs + length;
        return { startMs, endMs: at, lines: text, speaker, words: [], translation: null };
      });
    });
const cues = cuesOf(fc.array(line, { minLength: 1, maxLength: 3 }));

/** Read back by whoever does not know who wrote it: only what the writer had to replace is different. */
const shown = (given: readonly Cue[], replaced: (text: string) => string): unknown[] =>
  given
    .map(({ startMs, endMs, lines }) => ({
      startMs,
      endMs,
      text: replaced(cleanLines(lines).join('\n')),
    }))
    .filter(({ text }) => text !== '');

const noBraces = (text: string): string =>
  text.replaceAll(/[{}]/g, (c) => (c === '{' ? '｛' : '｝'));
const arrowless = (text: string): string => text.replaceAll(/-{2,}>/g, '->');

it('srt: written and read again, nothing is lost, and indices increase', async () => {
  await fc.assert(
    fc.asyncProperty(cues, fc.constantFrom('\n', '\r\n'), async (given, eol) => {
      const text = await renderTrack('srt', given, [], { eol, bom: eol === '\r\n' });
      const seen = readSubtitleSegments(text).map(({ startMs, endMs, text: t }) => ({
        startMs,
        endMs,
        text: noBraces(t).replaceAll('\u2060', ''),
      }));
      expect(seen).toEqual(shown(given, (t) => noBraces(arrowless(t)).replaceAll('\u2060', '')));
      const indices = [...text.matchAll(/^\uFEFF?(\d+)\r?\n\d\d:/gm)].map(([, n]) => Number(n));
      expect(indices).toEqual(seen.map((_, i) => i + 1));
    }),
  );
});

it('vtt: written and read again it is the same, voices too', async () => {
  await fc.assert(
    fc.asyncProperty(cues, async (given) => {
      const text = await renderTrack('vtt', given);
      const seen = readSubtitleSegments(text).map(({ startMs, endMs, text: t }) => ({
        startMs,
        endMs,
        text: t,
      }));
      expect(seen).toEqual(
        shown(given, (t) =>
          t
            .split('\n')
            .map((l) => l.trim())
            .join('\n'),
        ),
      );
      expect(readSubtitleFile(text).problems).toEqual([]);
    }),
  );
});

const segments = cues.map((given) =>
  given.map(({ startMs, endMs, lines, speaker }): Segment => ({
    startMs,
    endMs,
    text: lines.join(' '),
    speaker,
    channel: null,
    words: [],
  })),
);

it('json: read again and written again it is the same to the byte', async () => {
  await fc.assert(
    fc.asyncProperty(segments, async (given) => {
      const text = await renderTrack('json', [], given);
      const again = readTranscript(JSON.parse(text));
      expect(await renderTrack('json', [], again?.segments ?? [])).toBe(text);
    }),
  );
});

const said = fc.array(
  fc.tuple(fc.nat(3000), fc.integer({ min: 200, max: 6000 }), fc.lorem({ maxCount: 25 })),
  { minLength: 1, maxLength: 12 },
);

it('shaped and written, cues do not overlap, have a length, and contain every word in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      said,
      fc.constantFrom('netflix-en', 'bbc', 'shorts', 'raw'),
      async (rows, name) => {
        let at = 0;
        const spoken = rows.map(([gap, length, text]): Segment => {
          const startMs = at + gap;
          at = startMs + length;
          return { startMs, endMs: at, text, speaker: null, channel: null, words: [] };
        });
        const transcript = transcriptOf(spoken, 'en');
        const text = await renderTrack('srt', shape(transcript, styleFor(name, transcript)).cues);
        const seen = readSubtitleSegments(text);
        const words = (parts: readonly { readonly text: string }[]): string[] =>
          parts.flatMap((p) => p.text.split(/\s+/));
        expect(words(seen)).toEqual(words(spoken));
        expect(
          seen.filter(
            ({ startMs, endMs }, i) => endMs <= startMs || startMs < (seen[i - 1]?.endMs ?? 0),
          ),
        ).toEqual([]);
      },
    ),
  );
});

it('times in hundredths: no cue loses its length, and no overlap is added', () => {
  fc.assert(
    fc.property(cuesOf(fc.constant(['x'])), (given) => {
      const spans = inHundredths(given);
      expect(
        spans.filter(({ start, end }, i) => end <= start || start < (spans[i - 1]?.end ?? 0)),
      ).toEqual([]);
    }),
  );
});

it('clocks read back as the same time, far above 24 and 100 hours', () => {
  fc.assert(
    fc.property(fc.nat(4_000_000_000), (ms) => {
      const back = (text: string): number =>
        text
          .split(/[:.,]/)
          .reduce((sum, part, i, all) => (i < all.length - 1 ? sum * 60 + Number(part) : sum), 0);
      expect(clockMs(ms, ',')).toMatch(/^\d{2,}:[0-5]\d:[0-5]\d,\d{3}$/);
      expect(back(clockMs(ms, ',')) * 1000 + (ms % 1000)).toBe(ms);
      const cs = Math.floor(ms / 10);
      expect(clockCs(cs)).toMatch(/^\d+:[0-5]\d:[0-5]\d\.\d{2}$/);
      expect(back(clockCs(cs)) * 100 + (cs % 100)).toBe(cs);
      expect(back(clockLrc(cs)) * 100 + (cs % 100)).toBe(cs);
    }),
  );
});
