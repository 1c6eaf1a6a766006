// Text that was subtitles before, made ready to be shaped again: its line breaks were somebody else's style.
import { joinLines } from '../../formats/subtitles/text.js';
import { divideSpan } from '../../transcripts/readers/subtitle-segments.js';
import type { Segment, Transcript } from '../../transcripts/transcript.js';

const isTurn = (line: string): boolean => /^[-‐–—]\s?\S/.test(line);

/**
 * Lines that each begin with a dash are two people: a segment each, the time shared by length, told apart
 * by channel so that shaping never joins them. Other lines are one text, between Chinese characters without a space.
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
    channel: i % 2,
  }));
};

/** The transcript without line breaks in its segments. */
export const withJoinedLines = (transcript: Transcript): Transcript => ({
  ...transcript,
  segments: transcript.segments.flatMap(withoutBreaks),
});
