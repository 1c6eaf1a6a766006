// The one place where times become integers and cues stop touching: every boundary is rounded once,
// on the grid the file will have, and one forward pass settles what rounding brought too close.

/** What a time snaps to: `units` a second (1000 for ms, 100 for cs, or frames), and the gap in units. */
export interface Grid {
  readonly perSecond: number;
  readonly gap: number;
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string | null;
}

/** The grid of a style: its frame rate, or milliseconds; the gap in frames where the guide says so. */
export const gridOf = (style: {
  readonly fps: number | null;
  readonly gapMs: number;
  readonly gapFrames: number | null;
}): Grid =>
  style.fps === null
    ? { perSecond: 1000, gap: style.gapMs }
    : {
        perSecond: style.fps,
        gap: style.gapFrames ?? Math.ceil((style.gapMs * style.fps) / 1000 - 1e-9),
      };

const isSorted = (spans: readonly Span[]): boolean =>
  spans.every((span, i) => i === 0 || (spans[i - 1] as Span).startMs <= span.startMs);

/** Cues in order of start; those that begin together keep their order. */
export const byStart = <T extends Span>(spans: readonly T[]): readonly T[] =>
  isSorted(spans) ? spans : [...spans].sort((a, b) => a.startMs - b.startMs);

interface Slot {
  start: number;
  end: number;
}

/** Makes `next` begin at least `gap` after `slot` ends, moving ends before starts. */
const separate = (slot: Slot, next: Slot, gap: number): void => {
  slot.end = Math.min(slot.end, next.start - gap);
  if (slot.end <= slot.start) slot.end = slot.start + 1;
  next.start = Math.max(next.start, slot.end + gap);
  if (next.end <= next.start) next.end = next.start + 1;
};

/**
 * Rounds every time to the grid and returns the spans sorted by start, in integer ms. Afterwards every
 * span lasts at least one unit and begins `gap` units or more after the one before it; with
 * `keepOverlap`, spans of different speakers that overlap stay as they are, and the rule holds for each
 * speaker alone. Linear; 0 overlaps and 0 empty cues is a property test.
 */
export const quantise = <T extends Span>(
  spans: readonly T[],
  grid: Grid,
  keepOverlap = false,
): readonly T[] => {
  const { perSecond, gap } = grid;
  const last = new Map<string | null, Slot>();
  let before: Slot | null = null;
  const sorted = byStart(spans);
  const slots = sorted.map(({ startMs, endMs, speaker }) => {
    const start = Math.max(0, Math.round((startMs * perSecond) / 1000));
    const slot: Slot = { start, end: Math.max(start + 1, Math.round((endMs * perSecond) / 1000)) };
    const own = keepOverlap ? last.get(speaker) : before;
    if (own) separate(own, slot, gap);
    if (keepOverlap) {
      // The neighbour of another speaker: a true overlap stays, a mere closeness gets its gap.
      if (before !== null && before !== own && before.end <= slot.start)
        separate(before, slot, gap);
      last.set(speaker, slot);
    }
    before = slot;
    return slot;
  });
  const ms = (unit: number): number => Math.round((unit * 1000) / perSecond);
  const settled: T[] = [];
  for (const [i, span] of sorted.entries()) {
    const { start, end } = slots[i] as Slot;
    settled.push({ ...span, startMs: ms(start), endMs: ms(end) });
  }
  return keepOverlap ? byStart(settled) : settled;
};
