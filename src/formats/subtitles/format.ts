// What a subtitle or text format is. Each has one file in this folder and one line in its index.ts.
import type { Transcript } from '../../transcripts/transcript.js';
import type { Cue } from '../../subtitles/cue.js';

export interface SubtitleOptions {
  /** BCP 47 tag, or null if not known. */
  readonly language: string | null;
  readonly title: string | null;
  /** Line end; formats whose standard requires one ignore it. */
  readonly eol: '\n' | '\r\n';
  readonly bom: boolean;
  readonly startIndex: number;
  /** Mark each word: VTT inline times, ASS `\k`, enhanced LRC. */
  readonly highlight: boolean;
  /** Write the speaker into the format's own field (`<v Name>`) where it has one. */
  readonly voices: boolean;
  /** CSV and TSV: do not escape spreadsheet formulas. */
  readonly rawCells: boolean;
}

/** What is written: the shaped cues, and the transcript they come from (json, txt and md write it whole). */
export interface Track {
  readonly cues: readonly Cue[];
  readonly transcript: Transcript;
}

/** A format's file: the text in pieces of about one cue, so that a long track is in memory only once. */
interface SubtitleWriter {
  readonly write: (track: Track, options: SubtitleOptions) => Iterable<string>;
}

/** A line of the registry: light data at once, the code when a command needs it. */
export interface SubtitleFormat {
  /** What `--format` takes. */
  readonly name: string;
  /** Without the dot. Several formats may share one; `-o name.ext` means the first of the registry. */
  readonly extension: string;
  /** What a file holds: shaped cues, the transcript itself (never shaped), or chapters. */
  readonly holds: 'cues' | 'transcript' | 'chapters';
  /** It has a field for the speaker; other formats get names as part of the text. */
  readonly voices: boolean;
  /** Two cues may be on screen at once; readers of other formats lose or reorder one of them. */
  readonly overlap: boolean;
  load(): Promise<SubtitleWriter>;
}
