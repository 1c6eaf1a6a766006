// Where cues end and lines break, chosen together: the cheapest way through a block, by dynamic programming.
import { lineColumns, type Block } from './block.js';
import { Cues } from './costs.js';
import { Lines, maxUnits } from './lines.js';
import type { Style } from '../style.js';
import type { Weights } from './weights.js';

/** A cue as units [from, to), its lines beginning at `lines` (the first is `from`). */
export interface Plan {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly number[];
}

/**
 * The cheapest cues for a block, covering every unit once and in order. Hard: width (but for a single
 * unit wider than a line), lines, longest duration (but for a single unit). `steps`, when given, counts
 * the cues weighed. Linear: a cue's window is bounded by the style or by 250 units.
 */
export const plan = (
  block: Block,
  style: Style,
  weights: Weights,
  steps?: { count: number },
): Plan[] => {
  const n = block.units.length;
  const total = new Float64Array(n + 1).fill(Infinity);
  const cameFrom = new Uint32Array(n + 1);
  total[0] = 0;
  const cues = new Cues(block, style, weights);
  const lines = new Lines(block, style, weights);
  const reach = style.maxChars * lines.count;
  for (let from = 0; from < n; from += 1) {
    for (let k = 1; k <= maxUnits && from + k <= n; k += 1) {
      if (k > 1 && lineColumns(block, from, from + k, 0) > reach + lines.count) break;
      if (steps !== undefined) steps.count += 1;
      const cost = cues.cost(from, from + k);
      if (cost === Infinity) break;
      const before = (total[from] as number) + cost;
      const sum = before + lines.fill(from, k, (total[from + k] as number) - before);
      if (sum < (total[from + k] as number)) {
        total[from + k] = sum;
        cameFrom[from + k] = from;
      }
    }
  }
  const plans: Plan[] = [];
  for (let to = n; to > 0; to = cameFrom[to] as number) {
    const from = cameFrom[to] as number;
    for (let k = 1; k < to - from; k += 1) lines.fill(from, k, -Infinity);
    lines.fill(from, to - from);
    plans.push({ from, to, lines: lines.trace(from, to - from) });
  }
  return plans.reverse();
};

/**
 * Line starts for units [from, to) taken as one cue: in the style's number of lines where they fit, else
 * in as many as it takes, up to eight; beyond that, one line. Nothing is ever left out.
 */
export const layout = (
  block: Block,
  from: number,
  to: number,
  style: Style,
  weights: Weights,
): readonly number[] => {
  if (to - from > maxUnits) return [from];
  for (const maxLines of [style.maxLines, 8]) {
    const lines = new Lines(block, { ...style, maxLines }, weights);
    let cost = Infinity;
    for (let k = 1; k <= to - from; k += 1) cost = lines.fill(from, k);
    if (cost < Infinity) return lines.trace(from, to - from);
  }
  return [from];
};
