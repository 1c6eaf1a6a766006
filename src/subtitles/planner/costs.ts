// What a cue costs but for its lines: where it ends, how long it stays, how fast it must be read.
import type { Block } from './block.js';
import type { Style } from '../style.js';
import type { Unit } from './units.js';
import type { Weights } from './weights.js';

// A cue shown for less than this makes the eye jump, though a style may allow it. Judged on real speech:
// with it, clauses of one sentence that follow without a pause share a cue.
const comfortableMs = 2000;

/** Milliseconds a reader needs for units [from, to), by the style's columns a second and words a minute. */
export const neededMs = (block: Block, from: number, to: number, style: Style): number => {
  const columns = (block.columns[to] as number) - (block.columns[from] as number);
  const words = (block.words[to] as number) - (block.words[from] as number);
  return Math.max(
    (columns * 1000) / style.maxCps,
    (words * 60_000) / style.maxWpm,
    words * style.minWordMs,
  );
};

/** What cues cost but for their lines. All that hangs on one end alone is worked out once for each unit. */
export class Cues {
  private readonly starts: Float64Array;
  private readonly ends: Float64Array;
  /** When a cue that ends before unit i goes at the earliest (gaps to be chained are closed) and latest. */
  private readonly leaves: Float64Array;
  private readonly room: Float64Array;
  /** What it costs to end before unit i, however the cue began. */
  private readonly exits: Float64Array;

  constructor(
    private readonly block: Block,
    private readonly style: Style,
    private readonly weights: Weights,
  ) {
    const { units } = block;
    const n = units.length;
    this.starts = Float64Array.from(units, (unit) => unit.startMs);
    this.ends = new Float64Array(n + 1);
    this.leaves = new Float64Array(n + 1);
    this.room = new Float64Array(n + 1);
    this.exits = new Float64Array(n + 1);
    for (let to = 1; to <= n; to += 1) this.measure(units[to - 1] as Unit, to);
  }

  private measure(last: Unit, to: number): void {
    const { block, style, weights: w } = this;
    const pause = block.pauses[to] as number;
    const room = last.endMs + pause - style.gapMs;
    this.ends[to] = last.endMs;
    this.room[to] = room;
    this.leaves[to] = pause < style.chainGapMs ? room : last.endMs;
    const real = last.segmentEnd && !last.measured ? w.segmentEnd : 0;
    this.exits[to] =
      w.cue + w.break * (block.breaks[to] as number) - w.pause * Math.min(1, pause / 300) - real;
  }

  /** Cost of cue [from, to). Infinity when it may not be shown so long. */
  cost(from: number, to: number): number {
    const { block, style, weights: w } = this;
    const start = this.starts[from] as number;
    const leaves = this.leaves[to] as number;
    if (leaves - start > style.maxDurationMs && to > from + 1) return Infinity;
    const wish = Math.max((this.ends[to] as number) + style.leadOutMs, start + style.minDurationMs);
    const most = Math.max(Math.min(this.room[to] as number, wish), leaves) - start;
    const inside = (block.sentences[to - 1] as number) - (block.sentences[from] as number);
    const slow = neededMs(block, from, to, style) / Math.max(1, most) - 1;
    return (
      (this.exits[to] as number) +
      w.sentence * inside +
      (most < style.minDurationMs ? w.tooShort : 0) +
      (most < comfortableMs ? w.short * (1 - most / comfortableMs) : 0) +
      (slow > 0 ? w.speed * Math.min(slow, 4) : 0)
    );
  }
}
