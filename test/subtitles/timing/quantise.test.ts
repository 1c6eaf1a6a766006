import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quantise } from '../../../src/subtitles/index.js';

const span = (startMs: number, endMs: number, speaker: string | null = null) => ({
  startMs,
  endMs,
  speaker,
});
const ms = { perSecond: 1000, gap: 0 };

describe('on the millisecond grid', () => {
  test.each([
    ['rounds once', [span(0.4, 1000.5)], [span(0, 1001)]],
    ['sorts', [span(500, 900), span(0, 400)], [span(0, 400), span(500, 900)]],
    [
      'cuts an overlap at the next start',
      [span(0, 500), span(400, 900)],
      [span(0, 400), span(400, 900)],
    ],
    ['keeps one unit of each', [span(5, 5), span(5, 5)], [span(5, 6), span(6, 7)]],
    ['never goes below 0', [span(-300, -100)], [span(0, 1)]],
  ])('%s', (_, before, after) => {
    expect(quantise(before, ms)).toEqual(after);
  });
});

test('a gap in frames is a gap of whole frames', () => {
  const [a, b] = quantise([span(0, 1000), span(1010, 2000)], { perSecond: 24, gap: 2 });
  expect(a?.endMs).toBe(917);
  expect(b?.startMs).toBe(1000);
});

test('overlaps of two speakers are kept; one speaker never overlaps with themselves', () => {
  const spans = [span(0, 5000, 'A'), span(3000, 4000, 'B'), span(4500, 9000, 'A')];
  expect(quantise(spans, ms, true)).toEqual([
    span(0, 4500, 'A'),
    span(3000, 4000, 'B'),
    span(4500, 9000, 'A'),
  ]);
  expect(quantise(spans, ms)).toEqual([
    span(0, 3000, 'A'),
    span(3000, 4000, 'B'),
    span(4500, 9000, 'A'),
  ]);
});

const anySpans = fc.array(
  fc.record({
    startMs: fc.double({ min: 0, max: 5000, noNaN: true }),
    endMs: fc.double({ min: 0, max: 5000, noNaN: true }),
    speaker: fc.constantFrom(null, 'A', 'B'),
  }),
);
const grids = fc.constantFrom(
  ms,
  { perSecond: 1000, gap: 84 },
  { perSecond: 100, gap: 0 },
  { perSecond: 24, gap: 2 },
  { perSecond: 30_000 / 1001, gap: 2 },
);

test('no overlap, no empty cue, none lost, integer ms, for any times and grid', () => {
  fc.assert(
    fc.property(anySpans, grids, (spans, grid) => {
      const settled = quantise(spans, grid);
      expect(settled).toHaveLength(spans.length);
      const unit = 1000 / grid.perSecond;
      for (const [i, { startMs, endMs }] of settled.entries()) {
        expect(Number.isInteger(startMs) && Number.isInteger(endMs)).toBe(true);
        expect(endMs).toBeGreaterThan(startMs);
        const free = startMs - (settled[i - 1]?.endMs ?? -Infinity);
        expect(free).toBeGreaterThan(grid.gap * unit - 1.001);
      }
    }),
  );
});
