// What shaping hands back besides the cues: what it mended, and which rules could not be met.
import type { Cue } from './cue.js';

export type RepairKind =
  | 'invalid-time'
  | 'backwards'
  | 'zero-length'
  | 'overlap'
  | 'past-end'
  | 'before-zero'
  | 'loop';

/** One kind of fault in the transcript's times or text, however often it was met. */
export interface Repair {
  readonly kind: RepairKind;
  readonly count: number;
  /** Index of the first segment it was met in. */
  readonly first: number;
  /** One line for a report: what was wrong and what was done. */
  readonly text: string;
}

export type Rule =
  | 'width'
  | 'lines'
  | 'max-duration'
  | 'min-duration'
  | 'word-time'
  | 'cps'
  | 'wpm'
  | 'gap'
  | 'chain-gap'
  | 'overlap'
  | 'order'
  | 'line-ratio'
  | 'kinsoku'
  | 'punctuation'
  | 'empty';

/** A rule of the style that a shaped cue does not keep. Durations and gaps in ms. */
export interface Miss {
  /** Index of the cue, from 0. */
  readonly cue: number;
  readonly rule: Rule;
  readonly value: number;
  readonly limit: number;
}

/** The same for a file that was read: what `lint` shows. */
export interface Finding {
  /** The cue's place in the track, from 1. */
  readonly cue: number;
  readonly startMs: number;
  readonly rule: Rule;
  readonly measured: number;
  readonly limit: number;
}

export interface Shaped {
  readonly cues: readonly Cue[];
  readonly repairs: readonly Repair[];
  readonly misses: readonly Miss[];
}

export interface ShapeOptions {
  /** Length of the media, where known: later times are cut back to it. */
  readonly mediaEndMs?: number | null | undefined;
  /** Let cues of different speakers overlap (VTT, ASS, TTML). False: one cue at a time (SRT, LRC). */
  readonly keepOverlap?: boolean | undefined;
  /** `labels`: "Anna: …" at each change; `dashes`: two short turns share a cue. Voices of VTT need neither. */
  readonly speakers?: 'none' | 'labels' | 'dashes' | undefined;
  /** Display names by the transcript's speaker ids. */
  readonly speakerNames?: Readonly<Record<string, string>> | undefined;
  /** Added to every time, after `scale`. */
  readonly offsetMs?: number | undefined;
  /** Every time is multiplied by it: 25/24 for a film sped up. */
  readonly scale?: number | undefined;
  /** Fill `Cue.words` where word times were measured. */
  readonly highlight?: boolean | undefined;
  readonly case?: 'keep' | 'upper' | 'lower' | 'sentence' | undefined;
  /** Leave out "um", "嗯" and their like. The only option that removes words. */
  readonly dropFillers?: boolean | undefined;
}

export interface Chapter {
  readonly startMs: number;
  readonly title: string;
}
