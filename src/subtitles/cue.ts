// A cue as every subtitle format sees it: shaped, timed and quantised; formats only spell it.

/** One word of a cue with its times, for karaoke and word-by-word highlighting. */
export interface CueWord {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  /** Index into `Cue.lines` of the line the word stands on. */
  readonly line: number;
}

/** Times are integer milliseconds, `endMs > startMs`; cues of a track are sorted by start. */
export interface Cue {
  readonly startMs: number;
  readonly endMs: number;
  /** At least one, none blank, no line breaks inside; plain text, unescaped. */
  readonly lines: readonly string[];
  /** Display name, or null. Formats with a field for it use it; labels inside the text are already in `lines`. */
  readonly speaker: string | null;
  /** Empty unless word times are known. Their texts, in order, are the words of `lines`. */
  readonly words: readonly CueWord[];
  /** The second language of a bilingual track, or null. Already part of `lines`; kept for formats with structure. */
  readonly translation: readonly string[] | null;
}
