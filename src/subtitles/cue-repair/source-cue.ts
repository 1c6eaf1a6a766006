// A cue of a subtitle file while it is repaired: its lines with their markup, and what they show.
import { shownLines } from '../../transcripts/readers/subtitle-segments.js';
import type { Cue } from '../cue.js';

/** Times are whole ms. `from` is the index of the cue in the file. */
export interface SourceCue {
  readonly startMs: number;
  readonly endMs: number;
  readonly source: readonly string[];
  readonly from: number;
}

/** The cue as the rules see it. */
export const visibleCue = (cue: SourceCue, kind: 'srt' | 'vtt'): Cue => ({
  startMs: cue.startMs,
  endMs: cue.endMs,
  ...shownLines({ ...cue, line: 0, lastLine: 0 }, kind),
  words: [],
  translation: null,
});
