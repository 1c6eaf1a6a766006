// Chooses cue ends and line breaks together: the cheapest path through an utterance, by dynamic programming.
import { lineColumns, type Utterance } from './utterance.js';
import { CueCosts } from './cue-costs.js';
import { LineLayouts, maxTokens } from './line-layouts.js';
import type { Style } from '../styles/style.js';
import type { Weights } from './weights.js';

/** A cue of tokens [from, to). `lines` are the tokens at which its lines begin; the first is `from`. */
export interface Plan {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly number[];
}

/**
 * The cheapest cues for an utterance; they cover every token once and in order. Hard limits: width (except a
 * single token wider than a line), lines, longest duration (except a single token). `steps` counts the cues
 * that were evaluated. Linear: the style or 250 tokens limit the size of a cue.
 */
export const plan = (
  utterance: Utterance,
  style: Style,
  weights: Weights,
  steps?: { count: number },
): Plan[] => {
  const n = utterance.tokens.length;
  const total = new Float64Array(n + 1).fill(Infinity);
  const cameFrom = new Uint32Array(n + 1);
  total[0] = 0;
  const cues = new CueCosts(utterance, style, weights);
  const lines = new LineLayouts(utterance, style, weights);
  const reach = style.maxChars * lines.count;
  for (let from = 0; from < n; from += 1) {
    for (let k = 1; k <= maxTokens && from + k <= n; k += 1) {
      if (k > 1 && lineColumns(utterance, from, from + k, 0) > reach + lines.count) break;
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
 * Line starts for tokens [from, to) as one cue: in the style's number of lines when they fit, else in up to
 * eight lines, else in one line. No text is left out.
 */
export const layout = (
  utterance: Utterance,
  from: number,
  to: number,
  style: Style,
  weights: Weights,
): readonly number[] => {
  if (to - from > maxTokens) return [from];
  for (const maxLines of [style.maxLines, 8]) {
    const lines = new LineLayouts(utterance, { ...style, maxLines }, weights);
    let cost = Infinity;
    for (let k = 1; k <= to - from; k += 1) cost = lines.fill(from, k);
    if (cost < Infinity) return lines.trace(from, to - from);
  }
  return [from];
};
