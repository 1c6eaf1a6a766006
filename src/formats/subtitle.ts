// What a subtitle or text format is: one file each under `formats/subtitles/`, one line in `formats/index.ts`.
import type { Transcript } from '../jobs/transcript.js';
import type { Cue } from '../subtitles/cue.js';

export interface SubtitleOptions {
  readonly language: string | null;
  readonly title: string | null;
  /** Line end; formats whose standard demands one ignore it. */
  readonly eol: '\n' | '\r\n';
  readonly bom: boolean;
  readonly startIndex: number;
  /** Word by word: VTT inline times, ASS `\k`, enhanced LRC. */
  readonly highlight: boolean;
  /** Write `<v Name>` and its like where the format has a field for it. */
  readonly voices: boolean;
  /** CSV/TSV: do not guard against spreadsheet formulas. */
  readonly rawCells: boolean;
}

/** What is written: the shaped cues, and the transcript they came from (json keeps it whole). */
export interface Track {
  readonly cues: readonly Cue[];
  readonly transcript: Transcript;
}

export interface SubtitleFormat {
  readonly name: string;
  /** Without the dot. */
  readonly extension: string;
  readonly mediaType: string;
  /** The file's text in pieces, so that long tracks are never held twice. */
  write(track: Track, options: SubtitleOptions): Iterable<string>;
}
