// Repairs the times of a transcript before shaping. Every repair is counted; no text is lost.
import type { Segment, Transcript, Word } from '../../transcripts/transcript.js';
import { repairOf } from './repair-texts.js';
import { repeatedSegments } from './repetitions.js';
import type { Repair, RepairKind } from '../shaped.js';
import { cutTo, sortAndSeparate, speakerKey, type Count, type Item } from './separate-segments.js';

const isValid = (ms: number): boolean => Number.isFinite(ms) && ms >= 0;

/** An estimated duration for text without one: 60 ms per character, the rate of fast speech (16 per second). */
const estimatedMs = (text: string): number => Math.max(1, text.length * 60);

/** The words with possible times. The others are removed and the times of their text are interpolated. */
const validWords = (words: readonly Word[], index: number, count: Count): readonly Word[] => {
  const isPlausible = (word: Word, i: number): boolean =>
    Number.isInteger(word.startMs) &&
    Number.isInteger(word.endMs) &&
    word.startMs >= (i === 0 ? 0 : (words[i - 1] as Word).endMs) &&
    word.endMs >= word.startMs;
  if (words.every(isPlausible)) return words;
  const kept: Word[] = [];
  let end = 0;
  let bad: RepairKind | null = null;
  for (const word of words) {
    const startMs = Math.round(word.startMs);
    const endMs = Math.round(word.endMs);
    if (!isValid(startMs) || !isValid(endMs)) bad ??= 'invalid-time';
    else if (endMs < startMs || endMs < end) bad ??= 'backwards';
    else {
      // In many results neighbouring words overlap by a few milliseconds. That is not reported.
      kept.push({ ...word, startMs: Math.max(startMs, end), endMs });
      end = endMs;
    }
  }
  if (bad !== null) count(bad, index);
  return kept;
};

/** The segment with whole ms and start <= end, taken from its words or its neighbours when necessary. */
const validSegment = (
  segment: Segment,
  i: number,
  neighbours: Neighbours,
  count: Count,
): Segment => {
  const words = validWords(segment.words, i, count);
  const text = segment.text === '' ? words.map((word) => word.text).join(' ') : segment.text;
  let startMs = Math.round(segment.startMs);
  let endMs = Math.round(segment.endMs);
  if (!isValid(startMs) || !isValid(endMs)) {
    count('invalid-time', i);
    if (!isValid(startMs))
      startMs = words[0]?.startMs ?? Math.min(neighbours.before, neighbours.after);
    if (!isValid(endMs)) {
      endMs =
        words.at(-1)?.endMs ??
        Math.max(startMs, Math.min(startMs + estimatedMs(text), neighbours.after));
    }
  }
  if (endMs < startMs) {
    count('backwards', i);
    [startMs, endMs] = [endMs, startMs];
  }
  const isSameText = words === segment.words && text === segment.text;
  const isSameTime = startMs === segment.startMs && endMs === segment.endMs;
  return isSameText && isSameTime ? segment : { ...segment, text, words, startMs, endMs };
};

interface Neighbours {
  readonly before: number;
  readonly after: number;
}

/** For each index, the next segment start that is a valid time; Infinity after the last. */
const nextStarts = (segments: readonly Segment[]): Float64Array => {
  const next = new Float64Array(segments.length + 1).fill(Infinity);
  for (let i = segments.length - 1; i >= 0; i -= 1) {
    const { startMs } = segments[i] as Segment;
    next[i] = isValid(startMs) ? Math.round(startMs) : (next[i + 1] as number);
  }
  return next;
};

/** Extends segments without duration towards the next of their speaker, at most to the estimated duration. */
const extendEmpty = (items: Item[], count: Count): void => {
  const next = new Map<string, number>();
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i] as Item;
    const { startMs, endMs, text } = item.segment;
    const key = speakerKey(item.segment);
    if (endMs <= startMs) {
      count('zero-length', item.index);
      const free = (next.get(key) ?? Infinity) - startMs;
      const length = Math.max(1, Math.min(estimatedMs(text), free));
      item.segment = { ...item.segment, endMs: startMs + length, words: [] };
    }
    next.set(key, startMs);
  }
};

const cutAtMediaEnd = (items: Item[], mediaEndMs: number, count: Count): void => {
  for (const item of items) {
    const { startMs, endMs } = item.segment;
    if (endMs <= mediaEndMs) continue;
    count('past-end', item.index);
    const end = Math.max(1, Math.round(mediaEndMs));
    item.segment = cutTo(item.segment, Math.min(startMs, end - 1), end);
  }
};

/**
 * The transcript with valid times: integers from 0, in order, no empty segment, no overlap within one speaker,
 * nothing after `mediaEndMs` when it is known. `repairs` lists each kind of repair once with its count. Repeated
 * text is counted and kept. Valid segments are returned unchanged. O(n log n).
 */
export const repair = (
  transcript: Transcript,
  { mediaEndMs = null }: { readonly mediaEndMs?: number | null | undefined } = {},
): { transcript: Transcript; repairs: Repair[] } => {
  const counts = new Map<RepairKind, { count: number; first: number }>();
  const count: Count = (kind, segment) => {
    const known = counts.get(kind);
    if (known === undefined) counts.set(kind, { count: 1, first: segment });
    else counts.set(kind, { count: known.count + 1, first: Math.min(known.first, segment) });
  };
  const next = nextStarts(transcript.segments);
  let before = 0;
  const items = transcript.segments.map((segment, index): Item => {
    const valid = validSegment(segment, index, { before, after: next[index + 1] as number }, count);
    before = valid.endMs;
    return { segment: valid, index };
  });
  if (mediaEndMs !== null) cutAtMediaEnd(items, mediaEndMs, count);
  sortAndSeparate(items, count);
  extendEmpty(items, count);
  for (const index of repeatedSegments(transcript.segments)) count('repetition', index);
  const repairs = Array.from(counts, ([kind, { count, first }]) => repairOf(kind, count, first));
  return { transcript: { ...transcript, segments: items.map((item) => item.segment) }, repairs };
};
