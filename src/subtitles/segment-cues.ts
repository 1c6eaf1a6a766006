// The style `raw`: one cue per segment, as the service returned it.
import type { Segment, Word } from '../transcripts/transcript.js';
import type { Cue, CueWord } from './cue.js';

const none: readonly CueWord[] = [];

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

/** The words that occur in the lines, each with its line. Words with another spelling are left out. */
const wordsIn = (lines: readonly string[], words: readonly Word[]): CueWord[] => {
  const found: CueWord[] = [];
  let line = 0;
  let from = 0;
  for (const { startMs, endMs, text } of words) {
    for (let at = line; at < lines.length; at += 1) {
      const index = lines[at]?.indexOf(text, at === line ? from : 0) ?? -1;
      if (text === '' || index === -1) continue;
      found.push({ startMs, endMs, text, line: at });
      [line, from] = [at, index + text.length];
      break;
    }
  }
  return found;
};

/** One cue per segment with text, times as given (ms, before quantising); with `highlight` also its words. */
export const segmentCues = (segments: readonly Segment[], highlight = false): Cue[] => {
  const cues: Cue[] = [];
  for (const { startMs, endMs, text, speaker, words } of segments) {
    const lines = linesOf(text);
    if (lines.length === 0) continue;
    const shown = highlight ? wordsIn(lines, words) : none;
    cues.push({ startMs, endMs, lines, speaker, words: shown, translation: null });
  }
  return cues;
};
