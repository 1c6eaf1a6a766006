// A second language under (or over) the first, in the same cues, matched by time.
import type { Transcript } from '../transcripts/transcript.js';
import { blockOf, type Block } from './planner/block.js';
import { breaksFor } from './planner/breaks.js';
import type { Cue } from './cue.js';
import { textOf } from './untimed-cue.js';
import { layout } from './planner/plan.js';
import { repair } from './repair/repair.js';
import { styleFor, type Style } from './style.js';
import { unitsOf, type Unit } from './planner/units.js';
import { weightsFor } from './planner/weights.js';

export interface BilingualOptions {
  /** Line lengths of the second language; default: the style of its script. */
  readonly style?: Style | undefined;
  /** Where the second language stands. */
  readonly order?: 'below' | 'above' | undefined;
}

// How far a translation may stray from its cue to end at a better place, and what straying costs:
// half a second off weighs as much as a break between two plain words.
const reachMs = 1500;
const strayCost = 1 / 100;

/** The index at which the second language passes from one cue to the next: near `ms`, at a good break. */
const cutNear = (block: Block, from: number, ms: number): number => {
  const { units } = block;
  let at = from;
  while (at < units.length && (units[at] as Unit).startMs < ms - reachMs) at += 1;
  let best = at;
  let cheapest = Infinity;
  for (; at <= units.length; at += 1) {
    const startMs = units[at]?.startMs ?? units.at(-1)?.endMs ?? ms;
    const cost = (block.breaks[at] as number) + Math.abs(startMs - ms) * strayCost;
    if (cost < cheapest) {
      cheapest = cost;
      best = at;
    }
    if (startMs > ms + reachMs) break;
  }
  return best;
};

const joined = (cue: Cue, translation: readonly string[], order: 'below' | 'above'): Cue => {
  if (translation.length === 0) return cue;
  if (order === 'below') return { ...cue, translation, lines: [...cue.lines, ...translation] };
  const words = cue.words.map(({ startMs, endMs, text, line }) => ({
    startMs,
    endMs,
    text,
    line: line + translation.length,
  }));
  return { ...cue, words, translation, lines: [...translation, ...cue.lines] };
};

/** Second-language units of all segments in order; a segment's end is a good place to part them. */
const secondBlock = (secondary: Transcript, style: Style): Block => {
  const { transcript } = repair(secondary);
  const { language } = transcript;
  const units = transcript.segments.flatMap((segment, i) => {
    const own = unitsOf(segment, style, {}, language);
    const [first] = own;
    return first === undefined || i === 0 ? own : [{ ...first, space: true }, ...own.slice(1)];
  });
  const block = blockOf(units, null, Infinity, style, breaksFor(language));
  for (const [i, unit] of units.entries()) if (unit.segmentEnd) block.breaks[i + 1] = 0;
  return block;
};

/**
 * The primary cues with the second language in `translation` and in `lines`. Every word of the secondary
 * transcript is in exactly one cue, in order; each cue takes what was said in its time, give or take
 * 1.5 s where that spares a phrase. Cues without a counterpart stay as they are. Linear.
 */
export const alignBilingual = (
  primary: readonly Cue[],
  secondary: Transcript,
  options: BilingualOptions = {},
): Cue[] => {
  const style = options.style ?? styleFor(null, secondary);
  const block = secondBlock(secondary, style);
  const last = primary.length - 1;
  let from = 0;
  return primary.map((cue, i) => {
    const next = primary[i + 1]?.startMs ?? Infinity;
    const to = i === last ? block.units.length : cutNear(block, from, next);
    if (to === from) return cue;
    const starts = layout(block, from, to, style, weightsFor(style));
    const lines = starts.map((start, n) => textOf(block.units.slice(start, starts[n + 1] ?? to)));
    from = to;
    return joined(cue, lines, options.order ?? 'below');
  });
};
