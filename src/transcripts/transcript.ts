// What was said and when. The shape is the contract's "Transcript"; times are integer milliseconds.

export interface Word {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** True when the times were interpolated from the segment's, not measured by the engine. */
  readonly estimated: boolean;
}

export interface Segment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker: string | null;
  readonly channel: number | null;
  /** Empty when the service gave segment times only. */
  readonly words: readonly Word[];
}

export interface Transcript {
  /** BCP 47 tag, or null when the service did not say. */
  readonly language: string | null;
  /** `word` when at least one segment has measured word times. */
  readonly timing: 'word' | 'segment';
  readonly segments: readonly Segment[];
}

/** A transcript of the given segments; `timing` follows from whether any word was measured. */
export const transcriptOf = (
  segments: readonly Segment[],
  language: string | null = null,
): Transcript => ({
  language,
  timing: segments.some((s) => s.words.some((w) => !w.estimated)) ? 'word' : 'segment',
  segments,
});
