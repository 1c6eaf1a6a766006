// Line breaks inside a cue: the cheapest layouts of every cue that begins at one token.
import { lineColumns, spaceWidth, type Utterance } from './utterance.js';
import type { Style } from '../styles/style.js';
import type { Weights } from './weights.js';

/** The most tokens in a cue, for every style: the cost stays linear when a style has no limits. */
export const maxTokens = 250;

/** Layout costs of cues that begin at one token: `best[m][k]` is tokens [from, from + k) in m + 1 lines. */
export class LineLayouts {
  readonly best: Float64Array[] = [];
  readonly via: Uint8Array[] = [];
  private readonly space: number;
  private readonly balance: number;
  private readonly topHeavy: number;
  readonly count: number;

  constructor(
    private readonly utterance: Utterance,
    private readonly style: Style,
    private readonly weights: Weights,
  ) {
    this.space = spaceWidth(style);
    this.count = Math.min(style.maxLines, 8);
    const width = style.maxChars;
    this.balance = (2 * weights.balance) / (width * width);
    this.topHeavy = weights.topHeavy / width;
    for (let m = 0; m < this.count; m += 1) {
      this.best.push(new Float64Array(maxTokens + 1));
      this.via.push(new Uint8Array(maxTokens + 1));
    }
  }

  private width(from: number, to: number): number {
    return lineColumns(this.utterance, from, to, this.space);
  }

  /** Cost of line `m` (from 0) with tokens [a, b). `spreadOf` completes the sum over all lines. */
  private line(a: number, b: number, m: number): number {
    const width = this.width(a, b);
    if (width > this.style.maxChars && b > a + 1) return Infinity;
    return this.balance * width * width - this.topHeavy * (m + 1) * width;
  }

  /**
   * The term that turns the sum of line costs into a difference of widths. With S the columns of all m
   * lines, sum(w²) - S²/m is their spread; for two lines it is (w1 - w2)² / 2.
   */
  private spreadOf(from: number, to: number, lines: number): number {
    const all = this.width(from, to);
    return (-this.balance * all * all) / lines + (this.topHeavy * all * (lines + 1)) / 2;
  }

  /**
   * Fills column k for cues that begin at `from` and returns the cost of the cheapest layout. Skips layouts
   * of two lines when the line break alone costs more than `limit`.
   */
  fill(from: number, k: number, limit = Infinity): number {
    const to = from + k;
    const first = this.best[0] as Float64Array;
    first[k] = this.line(from, to, 0);
    if (Number.isFinite(first[k])) return first[k] + this.spreadOf(from, to, 1);
    let cheapest = Infinity;
    if (this.count === 2 && limit < this.weights.lineExists - this.weights.topHeavy)
      return Infinity;
    for (let m = 1; m < this.count; m += 1) {
      const cost = this.wrap(from, k, m);
      (this.best[m] as Float64Array)[k] = cost;
      if (cost < Infinity) cheapest = Math.min(cheapest, cost + this.spreadOf(from, to, m + 1));
    }
    return cheapest;
  }

  /** True when one of two lines is shorter than the style's ratio allows. */
  private isUneven(from: number, middle: number, to: number): boolean {
    const { minLineRatio } = this.style;
    if (minLineRatio === 0) return false;
    const upper = this.width(from, middle);
    const lower = this.width(middle, to);
    return Math.min(upper, lower) < minLineRatio * Math.max(upper, lower);
  }

  /** Cost of the cheapest position of the last break of m + 1 lines. */
  private wrap(from: number, k: number, m: number): number {
    const { utterance, weights } = this;
    const upper = this.best[m - 1] as Float64Array;
    let cheapest = Infinity;
    for (let a = k - 1; a > 0; a -= 1) {
      const last = this.line(from + a, from + k, m);
      if (last === Infinity) break;
      // For m > 0 a column of `best` is valid only where the text does not fit on one line.
      if (m > 1 && Number.isFinite((this.best[0] as Float64Array)[a])) break;
      const cost =
        (upper[a] as number) +
        last +
        weights.lineExists +
        weights.line * (utterance.breaks[from + a] as number) +
        (m === 1 && this.isUneven(from, from + a, from + k) ? weights.uneven : 0);
      if (cost < cheapest) {
        cheapest = cost;
        (this.via[m] as Uint8Array)[k] = a;
      }
    }
    return cheapest;
  }

  /** The line starts of the cue [from, from + k). Call `fill` for it and for all shorter cues first. */
  trace(from: number, k: number): number[] {
    let m = 0;
    let cheapest = Infinity;
    const top = Number.isFinite((this.best[0] as Float64Array)[k]) ? 1 : this.count;
    for (let lines = 1; lines <= top; lines += 1) {
      const cost = (this.best[lines - 1] as Float64Array)[k] as number;
      const whole = cost < Infinity ? cost + this.spreadOf(from, from + k, lines) : Infinity;
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
