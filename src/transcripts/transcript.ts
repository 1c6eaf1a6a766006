// A transcript: segments and words with their times. The shape is the Transcript document; times are integer ms.

export interface Word {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** True when the times were interpolated, not measured by the engine. */
  readonly estimated: boolean;
}

export interface Segment {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly speaker: string | null;
  readonly channel: number | null;
  /** Empty when the service returned segment times only. */
  readonly words: readonly Word[];
}

export interface Transcript {
  /** BCP 47 tag, or null when it is unknown. */
  readonly language: string | null;
  /** `word` when at least one segment has measured word times. */
  readonly timing: 'word' | 'segment';
  readonly segments: readonly Segment[];
}

/** A transcript of the given segments. `timing` is `word` when at least one word was measured. */
export const transcriptOf = (
  segments: readonly Segment[],
  language: string | null = null,
): Transcript => ({
  language,
  timing: segments.some((s) => s.words.some((w) => !w.estimated)) ? 'word' : 'segment',
  segments,
});
