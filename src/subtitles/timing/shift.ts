// `--offset` and `--scale`: every time of a transcript is multiplied, then shifted.
import type { Segment, Transcript } from '../../transcripts/transcript.js';
import { repairOf } from '../repair/repair-texts.js';
import type { Repair, ShapeOptions } from '../shaped.js';

/**
 * Times become `round(t * scale + offsetMs)`. A segment that would begin before 0 begins at 0 and is counted;
 * its words are kept. Without these options the transcript is returned unchanged.
 */
export const shiftTimes = (
  transcript: Transcript,
  { offsetMs = 0, scale = 1 }: Pick<ShapeOptions, 'offsetMs' | 'scale'>,
): { transcript: Transcript; repairs: Repair[] } => {
  if (offsetMs === 0 && scale === 1) return { transcript, repairs: [] };
  const shift = (ms: number): number => Math.max(0, Math.round(ms * scale + offsetMs));
  const early: number[] = [];
  const segments = transcript.segments.map((segment, i): Segment => {
    if (segment.startMs * scale + offsetMs < -0.5) early.push(i);
    const startMs = shift(segment.startMs);
    const words = segment.words.map((word) => ({
      ...word,
      startMs: shift(word.startMs),
      endMs: shift(word.endMs),
    }));
    return { ...segment, startMs, endMs: Math.max(startMs + 1, shift(segment.endMs)), words };
  });
  const [first] = early;
  const repairs: Repair[] =
    first === undefined ? [] : [repairOf('before-zero', early.length, first)];
  return { transcript: { ...transcript, segments }, repairs };
};
