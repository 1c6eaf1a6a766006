// What a subtitle or text format is: one file each under `formats/subtitles/`, one line in `subtitle-registry.ts`.
import type { Transcript } from '../../transcripts/transcript.js';
import type { Cue } from '../../subtitles/cue.js';

export interface SubtitleOptions {
  /** BCP 47 tag, or null when nobody said. */
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

/** What is written: the shaped cues, and the transcript they came from (json, txt and md keep it whole). */
export interface Track {
  readonly cues: readonly Cue[];
  readonly transcript: Transcript;
}

/** A format's file: the text in pieces (about a cue each), so that a long track is never held twice. */
interface SubtitleWriter {
  readonly write: (track: Track, options: SubtitleOptions) => Iterable<string>;
}

/** A registry line: light data now, code when a command needs it. */
export interface SubtitleFormat {
  /** What `--format` takes. */
  readonly name: string;
  /** Without the dot. Several formats may share one; the first of the registry is implied by `-o name.ext`. */
  readonly extension: string;
  readonly mediaType: string;
  /** What it is made of: shaped cues, the transcript itself (never shaped), or chapters. */
  readonly holds: 'cues' | 'transcript' | 'chapters';
  /** It has a field for who speaks, so that names need not stand in the text. */
  readonly voices: boolean;
  /** Two cues may be on screen at once; elsewhere readers lose or shuffle one of them. */
  readonly overlap: boolean;
  load(): Promise<SubtitleWriter>;
}
