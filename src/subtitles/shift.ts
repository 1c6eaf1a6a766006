// `--offset` and `--scale`: every time of a transcript, multiplied and moved.
import type { Segment, Transcript } from '../transcripts/transcript.js';
import type { Repair, ShapeOptions } from './shaped.js';

/**
 * Times become `round(t * scale + offsetMs)`. What would lie before 0 is moved to it and counted: its
 * words are kept. With neither option the transcript comes back as it is.
 */
export const moved = (
  transcript: Transcript,
  { offsetMs = 0, scale = 1 }: Pick<ShapeOptions, 'offsetMs' | 'scale'>,
): { transcript: Transcript; repairs: Repair[] } => {
  if (offsetMs === 0 && scale === 1) return { transcript, repairs: [] };
  const to = (ms: number): number => Math.max(0, Math.round(ms * scale + offsetMs));
  const early: number[] = [];
  const segments = transcript.segments.map((segment, i): Segment => {
    if (segment.startMs * scale + offsetMs < -0.5) early.push(i);
    const startMs = to(segment.startMs);
    const words = segment.words.map((word) => ({
      ...word,
      startMs: to(word.startMs),
      endMs: to(word.endMs),
    }));
    return { ...segment, startMs, endMs: Math.max(startMs + 1, to(segment.endMs)), words };
  });
  const [first] = early;
  const text = 'lies before the start of the media: moved to it';
  const repairs: Repair[] =
    first === undefined ? [] : [{ kind: 'before-zero', count: early.length, first, text }];
  return { transcript: { ...transcript, segments }, repairs };
};
