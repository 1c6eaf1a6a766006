// Line breaks that belong to another style are removed before a transcript is shaped.
import { divideSpan } from '../transcripts/readers/subtitle-segments.js';
import type { Segment, Transcript } from '../transcripts/transcript.js';

const wideEnd =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60]$/u;
const wideStart =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60]/u;

/** Joins lines into one: with a space, or without one between characters of a script that has no spaces. */
export const joinLines = (lines: Iterable<string>): string => {
  let joined = '';
  for (const line of lines) {
    const glued = joined === '' || (wideEnd.test(joined) && wideStart.test(line));
    joined += glued ? line : ` ${line}`;
  }
  return joined;
};

const isTurn = (line: string): boolean => /^[-‐–—]\s?\S/.test(line);

/**
 * Lines that each start with a dash are turns of two speakers: each gets a segment, a share of the time by its
 * length, and a channel of its own (below zero: the media has no such channel) so that shaping never joins them.
 * Other lines become one text.
 */
const withoutBreaks = (segment: Segment): readonly Segment[] => {
  if (!segment.text.includes('\n')) return [segment];
  const lines = segment.text.split('\n');
  if (segment.words.length > 0 || !lines.every(isTurn)) {
    return [{ ...segment, text: joinLines(lines) }];
  }
  return divideSpan(segment, lines).map(({ startMs, endMs }, i) => ({
    ...segment,
    startMs,
    endMs,
    text: lines[i] ?? '',
    channel: -1 - (i % 2),
  }));
};

/** The transcript without line breaks in its segments. */
export const withJoinedLines = (transcript: Transcript): Transcript => ({
  ...transcript,
  segments: transcript.segments.flatMap(withoutBreaks),
});
