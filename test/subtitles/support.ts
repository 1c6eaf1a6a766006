// Transcripts for tests, from a few words.
import type { Segment, Transcript, Word } from '../../src/transcripts/transcript.js';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { shape, styleFor, type ShapeOptions } from '../../src/subtitles/index.js';

export const segment = (
  startMs: number,
  endMs: number,
  text: string,
  more: Partial<Segment> = {},
): Segment => ({ startMs, endMs, text, speaker: null, channel: null, words: [], ...more });

export const word = (startMs: number, endMs: number, text: string): Word => ({
  startMs,
  endMs,
  text,
  estimated: false,
});

/** One segment with `msPerChar` ms per character, without measured words. */
export const said = (text: string, language: string | null = null, msPerChar = 70): Transcript =>
  transcriptOf([segment(0, Math.round(text.length * msPerChar), text)], language);

/** Cues as "line / line", for readable tables. */
export const cuesOf = (
  transcript: Transcript,
  style: string | null = null,
  options: ShapeOptions = {},
): string[] =>
  shape(transcript, styleFor(style, transcript), options).cues.map((cue) => cue.lines.join(' / '));

/** All characters except white space, in order. */
export const inked = (texts: readonly string[]): string => texts.join('').replace(/\s+/gu, '');
