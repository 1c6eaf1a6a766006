import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transcriptOf, type Segment } from '../../../src/transcripts/transcript.js';
import { repair } from '../../../src/subtitles/index.js';
import { hasRepetition } from '../../../src/subtitles/repair/repetitions.js';
import { segment, word } from '../support.js';

const mended = (segments: Segment[], mediaEndMs: number | null = null) => {
  const { transcript, repairs } = repair(transcriptOf(segments), { mediaEndMs });
  return {
    times: transcript.segments.map(({ startMs, endMs }) => [startMs, endMs]),
    kinds: Object.fromEntries(repairs.map(({ kind, count, first }) => [kind, [count, first]])),
  };
};

test('a valid transcript is returned unchanged', () => {
  const sound = transcriptOf([
    segment(0, 900, 'one two', { words: [word(0, 400, 'one'), word(400, 900, 'two')] }),
    segment(900, 1500, 'three'),
  ]);
  const { transcript, repairs } = repair(sound);
  expect(repairs).toEqual([]);
  expect(transcript.segments[0]).toBe(sound.segments[0]);
  expect(transcript.segments[1]).toBe(sound.segments[1]);
});

describe('each error is repaired and counted', () => {
  test.each<[string, Segment[], number[][], Record<string, number[]>]>([
    [
      'overlap',
      [segment(0, 900, 'a'), segment(800, 1500, 'b')],
      [
        [0, 800],
        [800, 1500],
      ],
      { overlap: [1, 1] },
    ],
    [
      'order',
      [segment(500, 900, 'b'), segment(0, 400, 'a')],
      [
        [0, 400],
        [500, 900],
      ],
      { backwards: [1, 1] },
    ],
    ['end before start', [segment(900, 100, 'a')], [[100, 900]], { backwards: [1, 0] }],
    [
      'no length',
      [segment(100, 100, 'abcde'), segment(250, 400, 'b')],
      [
        [100, 250],
        [250, 400],
      ],
      { 'zero-length': [1, 0] },
    ],
    [
      'NaN',
      [segment(0, 400, 'a'), segment(Number.NaN, 900, 'b')],
      [
        [0, 400],
        [400, 900],
      ],
      { 'invalid-time': [1, 1] },
    ],
    ['negative', [segment(-50, 400, 'a')], [[0, 400]], { 'invalid-time': [1, 0] }],
    [
      'infinite',
      [segment(0, Infinity, 'abcde'), segment(900, 1000, 'b')],
      [
        [0, 300],
        [900, 1000],
      ],
      { 'invalid-time': [1, 0] },
    ],
    [
      'same time twice',
      [segment(0, 900, 'a'), segment(0, 900, 'b')],
      [
        [0, 450],
        [450, 900],
      ],
      { overlap: [1, 1] },
    ],
  ])('%s', (_, segments, times, kinds) => {
    expect(mended(segments)).toEqual({ times, kinds });
  });

  test('past the end of the media', () => {
    const segments = [segment(0, 900, 'a'), segment(900, 2000, 'b')];
    expect(mended(segments, 1500)).toEqual({
      times: [
        [0, 900],
        [900, 1500],
      ],
      kinds: { 'past-end': [1, 1] },
    });
  });

  test('two speakers at the same time are no error', () => {
    const segments = [
      segment(0, 900, 'a', { speaker: 'A' }),
      segment(100, 300, 'b', { speaker: 'B' }),
    ];
    expect(mended(segments).kinds).toEqual({});
  });

  test('one channel after the other is no error and is sorted by time', () => {
    const { transcript, repairs } = repair(
      transcriptOf([
        segment(0, 900, 'a', { channel: 0 }),
        segment(2000, 2900, 'c', { channel: 0 }),
        segment(1000, 1900, 'b', { channel: 1 }),
      ]),
    );
    expect(repairs).toEqual([]);
    expect(transcript.segments.map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  test('impossible word times are removed and the segment keeps its text', () => {
    const words = [word(0, 300, 'one'), word(Number.NaN, 500, 'two'), word(500, 900, 'three')];
    const { transcript, repairs } = repair(
      transcriptOf([segment(0, 900, 'one two three', { words })]),
    );
    expect(transcript.segments[0]?.text).toBe('one two three');
    expect(transcript.segments[0]?.words.map((w) => w.text)).toEqual(['one', 'three']);
    expect(repairs.map((r) => r.kind)).toEqual(['invalid-time']);
  });
});

test.each([
  ['thank you thank you thank you thank you', true],
  ['谢谢大家谢谢大家谢谢大家谢谢大家', true],
  ['no no no no no no no no', true],
  ['no, no, no, that is not it', false],
  ['哈哈哈哈', false],
  ['the more you look the more you see', false],
])('%s repeats: %s', (text, repeats) => {
  expect(hasRepetition(text)).toBe(repeats);
});

test('a segment that repeats many times is reported and kept', () => {
  const same = Array.from({ length: 6 }, (_, i) =>
    segment(i * 1000, i * 1000 + 900, 'Thanks for watching.'),
  );
  const { transcript, repairs } = repair(transcriptOf([segment(0, 1, 'x'), ...same].slice(1)));
  expect(repairs).toMatchObject([{ kind: 'repetition', count: 1, first: 0 }]);
  expect(transcript.segments).toHaveLength(6);
});

const anyTime = fc.oneof(
  fc.integer({ min: -1000, max: 20_000 }),
  fc.double({ min: 0, max: 20_000 }),
  fc.constantFrom(Number.NaN, Infinity, -Infinity),
);
const anySegment = fc
  .record({ startMs: anyTime, endMs: anyTime, speaker: fc.constantFrom(null, 'A', 'B') })
  .map(({ startMs, endMs, speaker }) => segment(startMs, endMs, 'words said', { speaker }));

test('for any times: integers, sorted, no empty segment, none lost', () => {
  fc.assert(
    fc.property(fc.array(anySegment, { maxLength: 12 }), (segments) => {
      const { transcript } = repair(transcriptOf(segments), { mediaEndMs: 15_000 });
      expect(transcript.segments).toHaveLength(segments.length);
      let before = 0;
      for (const { startMs, endMs } of transcript.segments) {
        expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true);
        expect(startMs).toBeGreaterThanOrEqual(before);
        expect(endMs).toBeGreaterThan(startMs);
        before = startMs;
      }
    }),
  );
});
