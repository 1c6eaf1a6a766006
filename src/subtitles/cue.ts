// A cue: shaped, timed and quantised. Every subtitle format writes it without further changes.

/** One word of a cue with its times, for karaoke and word-by-word highlighting. */
export interface CueWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** Index into `Cue.lines` of the line of this word. */
  readonly line: number;
}

/** Times are integer milliseconds, `endMs > startMs`; cues of a track are sorted by start. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** At least one, none blank, no line breaks inside; plain text, unescaped. */
  readonly lines: readonly string[];
  /** Display name, or null, for formats with a speaker field. Labels in the text are already part of `lines`. */
  readonly speaker: string | null;
  /** Empty when word times are unknown. Their texts, in order, are the words of `lines`. */
  readonly words: readonly CueWord[];
  /** The second language of a bilingual track, or null. Also part of `lines`; for formats with structure. */
  readonly translation: readonly string[] | null;
}
