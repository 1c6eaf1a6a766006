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

type Shown = Pick<Cue, 'lines' | 'speaker'>;

/** What source lines show. A repair looks at most lines several times, and they never change. */
const shownBySource = new WeakMap<readonly string[], Shown>();

const shownOf = (source: readonly string[], kind: 'srt' | 'vtt'): Shown => {
  let shown = shownBySource.get(source);
  if (shown === undefined) {
    shown = shownLines({ source }, kind);
    shownBySource.set(source, shown);
  }
  return shown;
};

/** The cue as the rules see it. */
export const visibleCue = (cue: Omit<SourceCue, 'from'>, kind: 'srt' | 'vtt'): Cue => {
  const { lines, speaker } = shownOf(cue.source, kind);
  const { startMs, endMs } = cue;
  return { startMs, endMs, lines, speaker, words: [], translation: null };
};
