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
  /** How sure the language is, 0 to 1, when it was found in the text; absent when it was named. */
  readonly languageConfidence?: number;
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

/**
 * The segments with `Channel 0`, `Channel 1` … as their speakers, when no speaker is named and there are several
 * channels: two channels are two speakers. The numbers are those of the service. Other segments stay the same.
 */
export const withChannelSpeakers = (segments: readonly Segment[]): readonly Segment[] => {
  const channels = new Set(segments.map(({ channel }) => channel));
  const isNamed = segments.some(({ speaker }) => speaker !== null);
  if (isNamed || channels.size < 2 || [...channels].some((one) => one === null || one < 0))
    return segments;
  return segments.map((segment) => ({ ...segment, speaker: `Channel ${segment.channel}` }));
};
