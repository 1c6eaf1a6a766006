// The only code that rounds times and separates cues. Every time is rounded once, to the grid of the file.
// One forward pass then restores the gaps that rounding made too small.

/** The grid of times: steps per second (1000 for ms, 100 for cs, or frames) and the gap in steps. */
export interface Grid {
  readonly perSecond: number;
  readonly gap: number;
}

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
  readonly speaker: string | null;
}

/** The grid of a style: its frame rate, else milliseconds. The gap is in frames when the guide gives frames. */
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

/** Spans sorted by start; spans with the same start keep their order. */
export const byStart = <T extends Span>(spans: readonly T[]): readonly T[] =>
  isSorted(spans) ? spans : [...spans].sort((a, b) => a.startMs - b.startMs);

interface Slot {
  start: number;
  end: number;
}

/** Makes `next` begin at least `gap` after the end of `slot`. Moves the end first, then the start. */
const separate = (slot: Slot, next: Slot, gap: number): void => {
  slot.end = Math.min(slot.end, next.start - gap);
  if (slot.end <= slot.start) slot.end = slot.start + 1;
  next.start = Math.max(next.start, slot.end + gap);
  if (next.end <= next.start) next.end = next.start + 1;
};

/**
 * Rounds every time to the grid and returns the spans sorted by start, in integer ms. Every span then lasts
 * at least one step and begins at least `gap` steps after the one before it. With `keepOverlap`, overlapping
 * spans of different speakers stay as they are, and the rule applies to each speaker alone. Linear. A property
 * test checks for 0 overlaps and 0 empty cues.
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
      // The neighbour has another speaker: an overlap stays, a gap that is too small is widened.
      if (before !== null && before !== own && before.end <= slot.start)
        separate(before, slot, gap);
      last.set(speaker, slot);
    }
    before = slot;
    return slot;
  });
  const ms = (step: number): number => Math.round((step * 1000) / perSecond);
  const rounded: T[] = [];
  for (const [i, span] of sorted.entries()) {
    const { start, end } = slots[i] as Slot;
    rounded.push({ ...span, startMs: ms(start), endMs: ms(end) });
  }
  return keepOverlap ? byStart(rounded) : rounded;
};
