import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  utteranceOf,
  lineColumns,
  type Utterance,
} from '../../../src/subtitles/planner/utterance.js';
import { breakCostsFor } from '../../../src/subtitles/planner/breaks/break-costs.js';
import { layout, plan } from '../../../src/subtitles/planner/plan.js';
import { styles, type Style } from '../../../src/subtitles/index.js';
import { timedTokensOf } from '../../../src/subtitles/planner/timed-tokens.js';
import { weightsFor } from '../../../src/subtitles/planner/weights.js';
import { segment } from '../support.js';

const style = { ...(styles[0] as Style), maxChars: 16 };
const weights = weightsFor(style);

const blockFrom = (text: string, msPerChar = 60, over: Style = style): Utterance =>
  utteranceOf(
    timedTokensOf(segment(0, text.length * msPerChar, text), over, {}, 'en'),
    null,
    Infinity,
    over,
    breakCostsFor('en'),
  );

/** Every way to split n tokens into cues of at most two lines, as lists of line starts per cue. */
function* allCuts(from: number, n: number): Generator<number[][]> {
  if (from === n) yield [];
  for (let to = from + 1; to <= n; to += 1) {
    for (const rest of allCuts(to, n)) {
      yield [[from], ...rest];
      for (let k = from + 1; k < to; k += 1) yield [[from, k], ...rest];
    }
  }
}

/** The cost of one split, computed from the definition without tables. */
const costOf = (utterance: Utterance, cut: readonly number[][]): number => {
  let sum = 0;
  for (const [i, lines] of cut.entries()) {
    const from = lines[0] as number;
    const to = cut[i + 1]?.[0] ?? utterance.tokens.length;
    const widths = lines.map((start, n) => lineColumns(utterance, start, lines[n + 1] ?? to, 1));
    const [upper = 0, lower = upper] = widths;
    const ends = lines.map((start, n) => (lines[n + 1] ?? to) - start);
    if (widths.some((width, n) => width > style.maxChars && ends[n] !== 1)) return Infinity;
    if (lines.length === 2 && lineColumns(utterance, from, to, 1) <= style.maxChars)
      return Infinity;
    const start = utterance.tokens[from]?.startMs ?? 0;
    const end = utterance.tokens[to - 1]?.endMs ?? 0;
    const pause = utterance.pauses[to] as number;
    const most = Math.min(end + pause - 84, Math.max(end + 500, start + 834)) - start;
    const columns = (utterance.columns[to] as number) - (utterance.columns[from] as number);
    const slow = Math.max(0, (columns * 1000) / style.maxCps / Math.max(1, most) - 1);
    const inside = utterance.tokens
      .slice(from, to - 1)
      .filter((unit, n) =>
        breakCostsFor('en').endsSentence(
          unit.source,
          utterance.tokens[from + n + 1]?.source ?? null,
        ),
      );
    sum += weights.cue + weights.break * (utterance.breaks[to] as number);
    sum -= weights.pause * Math.min(1, pause / 300);
    sum -= utterance.tokens[to - 1]?.segmentEnd === true ? weights.segmentEnd : 0;
    sum += weights.sentence * inside.length + (most < 834 ? weights.tooShort : 0);
    sum += weights.short * Math.max(0, 1 - most / 2000) + weights.speed * Math.min(4, slow);
    if (lines.length === 1) continue;
    // S includes the space at the break, as in the planner.
    const all = lineColumns(utterance, from, to, 1);
    const spread = upper * upper + lower * lower - (all * all) / 2;
    sum += weights.lineExists + weights.line * (utterance.breaks[lines[1] as number] as number);
    sum += (2 * weights.balance * spread) / (16 * 16);
    sum += (weights.topHeavy * (1.5 * all - upper - 2 * lower)) / 16;
  }
  return sum;
};

test('finds the same plan as an exhaustive search', () => {
  const words = fc.constantFrom(
    'I',
    'the',
    'river.',
    'of',
    'walked',
    'and',
    'home,',
    'incomprehension',
  );
  fc.assert(
    fc.property(fc.array(words, { minLength: 1, maxLength: 7 }), (text) => {
      const utterance = blockFrom(text.join(' '));
      const planned = plan(utterance, style, weights).map(({ lines }) => [...lines]);
      const best = Math.min(...[...allCuts(0, text.length)].map((cut) => costOf(utterance, cut)));
      expect(costOf(utterance, planned)).toBeCloseTo(best, 6);
    }),
    { numRuns: 60 },
  );
});

test('work is linear in the text for all limits', () => {
  const count = (words: number, over: Style): number => {
    const steps = { count: 0 };
    plan(blockFrom('walked home and '.repeat(words / 4), 60, over), over, weights, steps);
    return steps.count;
  };
  const free = { ...style, maxChars: Infinity, maxDurationMs: Infinity };
  for (const over of [style, free, { ...style, maxLines: 6 }]) {
    const ratio = count(4000, over) / count(2000, over);
    expect(ratio).toBeGreaterThan(1.8);
    expect(ratio).toBeLessThan(2.2);
  }
});

test('layout uses more lines than the style allows before a line becomes too wide', () => {
  const utterance = blockFrom('one two three four five six seven eight nine ten');
  expect(layout(utterance, 0, 4, style, weights)).toHaveLength(2);
  expect(layout(utterance, 0, 10, style, weights)).toHaveLength(4);
});
