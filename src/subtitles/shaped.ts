// The types of shaping: its options, and its result with repairs and rule violations.
import type { Cue } from './cue.js';
import type { LearnedModel } from './planner/learned/model.js';

export type RepairKind =
  | 'invalid-time'
  | 'backwards'
  | 'zero-length'
  | 'overlap'
  | 'past-end'
  | 'before-zero'
  | 'repetition';

/** One kind of error in the times or the text of a transcript, with its number of occurrences. */
export interface Repair {
  readonly kind: RepairKind;
  readonly count: number;
  /** Index of the first segment concerned. */
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

/** A rule of the style that a shaped cue does not meet. Durations and gaps are in ms. */
export interface Violation {
  /** Index of the cue, from 0. */
  readonly cue: number;
  readonly rule: Rule;
  readonly value: number;
  readonly limit: number;
}

/** A rule that a cue of a subtitle file does not meet, as `lint` reports it. */
export interface RuleMessage {
  /** Number of the cue in the track, from 1. */
  readonly cue: number;
  readonly startMs: number;
  readonly rule: Rule;
  readonly measured: number;
  readonly limit: number;
}

export interface Shaped {
  readonly cues: readonly Cue[];
  readonly repairs: readonly Repair[];
  readonly violations: readonly Violation[];
}

export interface ShapeOptions {
  /** Duration of the media when it is known. Later times are cut to it. */
  readonly mediaEndMs?: number | null | undefined;
  /** Allow cues of different speakers to overlap (VTT, ASS, TTML). False: one cue at a time (SRT, LRC). */
  readonly keepOverlap?: boolean | undefined;
  /** `labels`: "Anna: …" when the speaker changes. `dashes`: two short turns share a cue. VTT has voice tags. */
  readonly speakers?: 'none' | 'labels' | 'dashes' | undefined;
  /** Display names by speaker id. */
  readonly speakerNames?: Readonly<Record<string, string>> | undefined;
  /** Added to every time, after `scale`. */
  readonly offsetMs?: number | undefined;
  /** Factor of every time: 25/24 for a film that was slowed down from 25 to 24 frames per second. */
  readonly scale?: number | undefined;
  /** Set `Cue.words` when word times were measured. */
  readonly highlight?: boolean | undefined;
  readonly case?: 'keep' | 'upper' | 'lower' | 'sentence' | undefined;
  /** Remove fillers such as "um" and "嗯". The only option that removes words. */
  readonly dropFillers?: boolean | undefined;
  /** The learned break cost of `learnedModel`. Absent: the rules alone. */
  readonly model?: LearnedModel | undefined;
}

export interface Chapter {
  readonly startMs: number;
  readonly title: string;
}
