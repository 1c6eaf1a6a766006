// Where the lines of a cue break: the cheapest layouts of every cue that begins at one unit.
import { lineColumns, spaceWidth, type Block } from './block.js';
import type { Style } from '../style.js';
import type { Weights } from './weights.js';

/** No cue holds more units than this, whatever the style: with limits lifted, cost stays linear. */
export const maxUnits = 250;

/** Costs of the lines of cues that begin at one unit: `best[m][k]`, units [from, from + k) in m + 1 lines. */
export class Lines {
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

  /**
   * Fills column k for cues that begin at `from`, and returns the cheapest layout's cost. Layouts of two
   * lines that cannot cost less than `limit` are not looked for: a line break alone costs more.
   */
  fill(from: number, k: number, limit = Infinity): number {
    const to = from + k;
    const first = this.best[0] as Float64Array;
    first[k] = this.line(from, to, 0);
    if (Number.isFinite(first[k])) return first[k] + this.finish(from, to, 1);
    let cheapest = Infinity;
    if (this.count === 2 && limit < this.weights.lineExists - this.weights.topHeavy)
      return Infinity;
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
