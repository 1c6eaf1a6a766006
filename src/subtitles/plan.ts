// Where cues end and lines break, chosen together: the cheapest way through a block, by dynamic programming.
import { lineColumns, spaceWidth, type Block } from './block.js';
import type { Style } from './style.js';
import type { Weights } from './weights.js';

/** A cue as units [from, to), its lines beginning at `lines` (the first is `from`). */
export interface Plan {
  readonly from: number;
  readonly to: number;
  readonly lines: readonly number[];
}

// A cue shown for less than this makes the eye jump, though a style may allow it. Judged on real speech:
// with it, clauses of one sentence that follow without a pause share a cue.
const comfortableMs = 2000;

// No cue holds more units than this, whatever the style: with limits lifted, cost stays linear.
const maxUnits = 250;

/** Costs of the lines of cues that begin at one unit: `best[m][k]`, units [from, from + k) in m + 1 lines. */
class Lines {
  readonly best: Float64Array[] = [];
  readonly via: Uint8Array[] = [];
  private readonly space: number;
  private readonly balance: number;
  private readonly lean: number;
  readonly count: number;

  constructor(
    private readonly block: Block,
    private readonly style: Style,
    private readonly weights: Weights,
  ) {
    this.space = spaceWidth(style);
    this.count = Math.min(style.maxLines, 8);
    const width = style.maxChars;
    this.balance = (2 * weights.balance) / (width * width);
    this.lean = weights.topHeavy / width;
    for (let m = 0; m < this.count; m += 1) {
      this.best.push(new Float64Array(maxUnits + 1));
      this.via.push(new Uint8Array(maxUnits + 1));
    }
  }

  private width(from: number, to: number): number {
    return lineColumns(this.block, from, to, this.space);
  }

  /** Cost of line number `m` (from 0) holding units [a, b). Summed up over lines, then `finish`ed. */
  private line(a: number, b: number, m: number): number {
    const width = this.width(a, b);
    if (width > this.style.maxChars && b > a + 1) return Infinity;
    return this.balance * width * width - this.lean * (m + 1) * width;
  }

  /**
   * What the sum of line costs needs to become a difference of widths: with S all columns of m lines,
   * sum(w²) - S²/m is the spread, which for two lines is (w1 - w2)² / 2.
   */
  private finish(from: number, to: number, lines: number): number {
    const all = this.width(from, to);
    return (-this.balance * all * all) / lines + (this.lean * all * (lines + 1)) / 2;
  }

  /** Fills column k for cues that begin at `from`, and returns the cheapest layout's cost. */
  fill(from: number, k: number): number {
    const to = from + k;
    const first = this.best[0] as Float64Array;
    first[k] = this.line(from, to, 0);
    if (Number.isFinite(first[k])) return first[k] + this.finish(from, to, 1);
    let cheapest = Infinity;
    for (let m = 1; m < this.count; m += 1) {
      const cost = this.wrap(from, k, m);
      (this.best[m] as Float64Array)[k] = cost;
      if (cost < Infinity) cheapest = Math.min(cheapest, cost + this.finish(from, to, m + 1));
    }
    return cheapest;
  }

  /** Two lines of which one is shorter than the style's share of the other. */
  private isUneven(from: number, middle: number, to: number): boolean {
    const { minLineRatio } = this.style;
    if (minLineRatio === 0) return false;
    const upper = this.width(from, middle);
    const lower = this.width(middle, to);
    return Math.min(upper, lower) < minLineRatio * Math.max(upper, lower);
  }

  /** The cheapest place for the last break of m + 1 lines. */
  private wrap(from: number, k: number, m: number): number {
    const { block, weights } = this;
    const upper = this.best[m - 1] as Float64Array;
    let cheapest = Infinity;
    for (let a = k - 1; a > 0; a -= 1) {
      const last = this.line(from + a, from + k, m);
      if (last === Infinity) break;
      // A column of `best` is valid for m > 0 only where one line does not hold the text.
      if (m > 1 && Number.isFinite((this.best[0] as Float64Array)[a])) break;
      const cost =
        (upper[a] as number) +
        last +
        weights.lineExists +
        weights.line * (block.breaks[from + a] as number) +
        (m === 1 && this.isUneven(from, from + a, from + k) ? weights.uneven : 0);
      if (cost < cheapest) {
        cheapest = cost;
        (this.via[m] as Uint8Array)[k] = a;
      }
    }
    return cheapest;
  }

  /** The starts of the lines of cue [from, to); `fill` must have run for it and for all shorter ones. */
  trace(from: number, k: number): number[] {
    let m = 0;
    let cheapest = Infinity;
    const top = Number.isFinite((this.best[0] as Float64Array)[k]) ? 1 : this.count;
    for (let lines = 1; lines <= top; lines += 1) {
      const cost = (this.best[lines - 1] as Float64Array)[k] as number;
      const whole = cost < Infinity ? cost + this.finish(from, from + k, lines) : Infinity;
      if (whole < cheapest) {
        cheapest = whole;
        m = lines - 1;
      }
    }
    const starts: number[] = [];
    for (let at = k; m > 0; m -= 1) {
      at = (this.via[m] as Uint8Array)[at] as number;
      starts.push(from + at);
    }
    return [from, ...starts.reverse()];
  }
}

/** Milliseconds a reader needs for units [from, to), by the style's columns a second and words a minute. */
export function neededMs(block: Block, from: number, to: number, style: Style): number {
  const columns = (block.columns[to] as number) - (block.columns[from] as number);
  const words = (block.words[to] as number) - (block.words[from] as number);
  return Math.max(
    (columns * 1000) / style.maxCps,
    (words * 60_000) / style.maxWpm,
    words * style.minWordMs,
  );
}

/** How long units [from, to) are shown: `least` from speech and chained gaps, `most` as the style allows. */
function shownMs(block: Block, from: number, to: number, style: Style): [number, number] {
  const start = block.units[from]?.startMs ?? 0;
  const end = block.units[to - 1]?.endMs ?? 0;
  const pause = block.pauses[to] as number;
  const chained = pause < style.chainGapMs ? end + Math.max(0, pause - style.gapMs) : end;
  const room = end + Math.max(0, pause - style.gapMs);
  const wish = Math.max(end + style.leadOutMs, start + style.minDurationMs);
  return [Math.max(chained, end) - start, Math.max(Math.min(room, wish), chained) - start];
}

/** The cost of cue [from, to) but for its lines. Infinity when it may not be shown so long. */
function cueCost(block: Block, from: number, to: number, style: Style, w: Weights): number {
  const [least, most] = shownMs(block, from, to, style);
  if (least > style.maxDurationMs && to > from + 1) return Infinity;
  const inside = (block.sentences[to - 1] as number) - (block.sentences[from] as number);
  const pause = Math.min(1, (block.pauses[to] as number) / 300);
  const last = block.units[to - 1];
  const real = last !== undefined && last.segmentEnd && !last.measured ? w.segmentEnd : 0;
  const short = Math.max(0, 1 - most / comfortableMs);
  const slow = Math.max(0, neededMs(block, from, to, style) / Math.max(1, most) - 1);
  return (
    w.cue +
    w.break * (block.breaks[to] as number) -
    w.pause * pause -
    real +
    w.sentence * inside +
    (most < style.minDurationMs ? w.tooShort : 0) +
    w.short * short +
    w.speed * Math.min(slow, 4)
  );
}

/**
 * The cheapest cues for a block, covering every unit once and in order. Hard: width (but for a single
 * unit wider than a line), lines, longest duration (but for a single unit). `steps`, when given, counts
 * the cues weighed. Linear: a cue's window is bounded by the style or by 250 units.
 */
export function plan(
  block: Block,
  style: Style,
  weights: Weights,
  steps?: { count: number },
): Plan[] {
  const n = block.units.length;
  const total = new Float64Array(n + 1).fill(Infinity);
  const cameFrom = new Uint32Array(n + 1);
  total[0] = 0;
  const lines = new Lines(block, style, weights);
  const reach = style.maxChars * lines.count;
  for (let from = 0; from < n; from += 1) {
    for (let k = 1; k <= maxUnits && from + k <= n; k += 1) {
      if (k > 1 && lineColumns(block, from, from + k, 0) > reach + lines.count) break;
      if (steps !== undefined) steps.count += 1;
      const cost = cueCost(block, from, from + k, style, weights);
      if (cost === Infinity) break;
      const sum = (total[from] as number) + cost + lines.fill(from, k);
      if (sum < (total[from + k] as number)) {
        total[from + k] = sum;
        cameFrom[from + k] = from;
      }
    }
  }
  const plans: Plan[] = [];
  for (let to = n; to > 0; to = cameFrom[to] as number) {
    const from = cameFrom[to] as number;
    for (let k = 1; k <= to - from; k += 1) lines.fill(from, k);
    plans.push({ from, to, lines: lines.trace(from, to - from) });
  }
  return plans.reverse();
}

/**
 * Line starts for units [from, to) taken as one cue: in the style's number of lines where they fit, else
 * in as many as it takes, up to eight; beyond that, one line. Nothing is ever left out.
 */
export function layout(
  block: Block,
  from: number,
  to: number,
  style: Style,
  weights: Weights,
): readonly number[] {
  if (to - from > maxUnits) return [from];
  for (const maxLines of [style.maxLines, 8]) {
    const lines = new Lines(block, { ...style, maxLines }, weights);
    let cost = Infinity;
    for (let k = 1; k <= to - from; k += 1) cost = lines.fill(from, k);
    if (cost < Infinity) return lines.trace(from, to - from);
  }
  return [from];
}
