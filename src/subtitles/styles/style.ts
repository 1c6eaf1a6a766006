// A subtitle style: the numbers of a style guide. The presets are in presets.ts.

/** The unit of one column. `ch`: every grapheme is 1. `fw`: a full-width character is 1, a half-width one 0.5. */
export type WidthUnit = 'ch' | 'fw';

export interface Style {
  readonly name: string;
  readonly unit: WidthUnit;
  /** Hard limit: columns of a line. Infinity when the guide has none. */
  readonly maxChars: number;
  /** Hard limit: lines of a cue. */
  readonly maxLines: number;
  /** Target: columns per second of the cue's duration; spaces and punctuation count. */
  readonly maxCps: number;
  /** The same for children's programmes, or null when the guide has none. */
  readonly childCps: number | null;
  /** Target: words per minute; Infinity in guides that count columns. */
  readonly maxWpm: number;
  /** Target: shortest duration. */
  readonly minDurationMs: number;
  /** Target: shortest duration for each word of the cue; 0 in most guides. */
  readonly minWordMs: number;
  /** Hard limit: longest duration. */
  readonly maxDurationMs: number;
  /** Hard limit: time between two cues, unless two speakers overlap. */
  readonly gapMs: number;
  /** The gap in frames, used when `fps` is known; null when the gap is a time. */
  readonly gapFrames: number | null;
  /** A gap shorter than this is reduced to `gapMs`; 0 keeps all gaps. */
  readonly chainGapMs: number;
  /** How long a cue may stay on screen after its last word. */
  readonly leadOutMs: number;
  /** Frame rate of the cue times, or null for milliseconds. */
  readonly fps: number | null;
  /** Target: shortest line divided by longest line of a cue; 0 for no rule. */
  readonly minLineRatio: number;
  /** `spaces`: Chinese commas and full stops become one space inside a line and are removed at its end. */
  readonly punctuation: 'keep' | 'spaces';
  /** True: one cue per segment with rounded times and no other change. */
  readonly oneCuePerSegment: boolean;
  /** Numbers used instead when most of the text is Chinese, Japanese or Korean. */
  readonly wide: Partial<Style> | null;
}

/** Numbers of a style that a user may change; columns and columns per second in the style's width unit. */
export interface StyleOverrides {
  readonly maxChars?: number | undefined;
  readonly maxLines?: number | undefined;
  readonly maxCps?: number | undefined;
  readonly minDurationMs?: number | undefined;
  readonly maxDurationMs?: number | undefined;
  readonly gapMs?: number | undefined;
  readonly chainGapMs?: number | undefined;
  readonly fps?: number | undefined;
  /** Use the reading speed for children when the guide has one. */
  readonly children?: boolean | undefined;
}

/** The style with the given numbers; absent numbers keep the style's own. */
export const overrideStyle = (style: Style, overrides: StyleOverrides): Style => {
  const { children, ...numbers } = overrides;
  const set = Object.fromEntries(
    Object.entries(numbers).filter(([, value]) => value !== undefined),
  );
  return {
    ...style,
    ...(children === true && style.childCps !== null ? { maxCps: style.childCps } : {}),
    ...set,
    // A gap given as a time stays a time at every frame rate.
    ...(overrides.gapMs === undefined ? {} : { gapFrames: null }),
  };
};
