// The cost of a cue without its line breaks: where it ends, how long it is shown, how fast it must be read.
import type { Utterance } from './utterance.js';
import type { Style } from '../styles/style.js';
import type { TimedToken } from './timed-tokens.js';
import type { Weights } from './weights.js';

// A cue that is shown for less time is hard to follow, though a style may allow it. Tested on real speech:
// with this cost, clauses of one sentence without a pause between them share a cue.
const comfortableMs = 2000;

/** Reading time of tokens [from, to) in ms, by the style's columns per second and words per minute. */
export const neededMs = (utterance: Utterance, from: number, to: number, style: Style): number => {
  const columns = (utterance.columns[to] as number) - (utterance.columns[from] as number);
  const words = (utterance.words[to] as number) - (utterance.words[from] as number);
  return Math.max(
    (columns * 1000) / style.maxCps,
    (words * 60_000) / style.maxWpm,
    words * style.minWordMs,
  );
};

/** Costs of cues without their lines. What depends on one end only is computed once for each token. */
export class CueCosts {
  private readonly starts: Float64Array;
  private readonly ends: Float64Array;
  /** Earliest end on screen of a cue that ends before token i: short gaps are closed. */
  private readonly earliestEnds: Float64Array;
  /** Latest end on screen: the next cue begins after the style's gap. */
  private readonly latestEnds: Float64Array;
  /** Cost of an end before token i, independent of the start of the cue. */
  private readonly endCosts: Float64Array;

  constructor(
    private readonly utterance: Utterance,
    private readonly style: Style,
    private readonly weights: Weights,
  ) {
    const { tokens } = utterance;
    const n = tokens.length;
    this.starts = Float64Array.from(tokens, (token) => token.startMs);
    this.ends = new Float64Array(n + 1);
    this.earliestEnds = new Float64Array(n + 1);
    this.latestEnds = new Float64Array(n + 1);
    this.endCosts = new Float64Array(n + 1);
    for (let to = 1; to <= n; to += 1) this.measure(tokens[to - 1] as TimedToken, to);
  }

  private measure(last: TimedToken, to: number): void {
    const { utterance, style, weights: w } = this;
    const pause = utterance.pauses[to] as number;
    const latest = last.endMs + pause - style.gapMs;
    this.ends[to] = last.endMs;
    this.latestEnds[to] = latest;
    this.earliestEnds[to] = pause < style.chainGapMs ? latest : last.endMs;
    const measuredEnd = last.segmentEnd && !last.measured ? w.segmentEnd : 0;
    this.endCosts[to] =
      w.cue +
      w.break * (utterance.breaks[to] as number) -
      w.pause * Math.min(1, pause / 300) -
      measuredEnd;
  }

  /** Cost of the cue [from, to). Infinity when it exceeds the longest duration. */
  cost(from: number, to: number): number {
    const { utterance, style, weights: w } = this;
    const start = this.starts[from] as number;
    const earliest = this.earliestEnds[to] as number;
    if (earliest - start > style.maxDurationMs && to > from + 1) return Infinity;
    const wanted = Math.max(
      (this.ends[to] as number) + style.leadOutMs,
      start + style.minDurationMs,
    );
    const shownMs = Math.max(Math.min(this.latestEnds[to] as number, wanted), earliest) - start;
    const inside = (utterance.sentences[to - 1] as number) - (utterance.sentences[from] as number);
    const excess = neededMs(utterance, from, to, style) / Math.max(1, shownMs) - 1;
    return (
      (this.endCosts[to] as number) +
      w.sentence * inside +
      (shownMs < style.minDurationMs ? w.tooShort : 0) +
      (shownMs < comfortableMs ? w.short * (1 - shownMs / comfortableMs) : 0) +
      (excess > 0 ? w.speed * Math.min(excess, 4) : 0)
    );
  }
}
