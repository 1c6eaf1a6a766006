// The `raw` style: what the service said, cue for cue.
import type { Segment } from '../jobs/transcript.js';
import type { Cue } from './cue.js';

const lineEnds = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/;

/** The non-blank lines of a text, trimmed; empty when there is nothing to show. */
export const linesOf = (text: string): string[] =>
  lineEnds.test(text)
    ? text
        .split(lineEnds)
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : text.trim() === ''
      ? []
      : [text.trim()];

/** One cue per segment that has text, times as given (ms, not yet on a grid). */
export function rawCues(segments: readonly Segment[]): Cue[] {
  const cues: Cue[] = [];
  for (const { startMs, endMs, text, speaker } of segments) {
    const lines = linesOf(text);
    if (lines.length === 0) continue;
    cues.push({ startMs, endMs, lines, speaker, words: [], translation: null });
  }
  return cues;
}
