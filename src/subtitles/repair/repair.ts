// Times that cannot be, made possible before anything is shaped. Every repair is counted; no text is lost.
import type { Segment, Transcript, Word } from '../../transcripts/transcript.js';
import { loopsIn } from './loops.js';
import type { Repair, RepairKind } from '../shaped.js';

const said: Record<RepairKind, string> = {
  'invalid-time': 'a time is not a number or negative: taken from the neighbours',
  backwards: 'time runs backwards: put in order',
  'zero-length': 'no length: stretched until the next words',
  overlap: 'overlaps the words before it: the earlier end was cut',
  'past-end': 'lies past the end of the media: cut back to it',
  'before-zero': 'lies before the start of the media: moved to it',
  loop: 'the same phrase over and over, most likely an engine fault: kept as it is',
};

type Count = (kind: RepairKind, segment: number) => void;

const valid = (ms: number): boolean => Number.isFinite(ms) && ms >= 0;

/** A shortest time for words that have none: 60 ms a character, the pace of quick speech (16 a second). */
const guessMs = (text: string): number => Math.max(1, text.length * 60);

/** Words whose times can be; the rest go, and their text is timed by interpolation. */
const soundWords = (words: readonly Word[], index: number, count: Count): readonly Word[] => {
  const isSound = (word: Word, i: number): boolean =>
    Number.isInteger(word.startMs) &&
    Number.isInteger(word.endMs) &&
    word.startMs >= (i === 0 ? 0 : (words[i - 1] as Word).endMs) &&
    word.endMs >= word.startMs;
  if (words.every(isSound)) return words;
  const kept: Word[] = [];
  let end = 0;
  let bad: RepairKind | null = null;
  for (const word of words) {
    const startMs = Math.round(word.startMs);
    const endMs = Math.round(word.endMs);
    if (!valid(startMs) || !valid(endMs)) bad ??= 'invalid-time';
    else if (endMs < startMs || endMs < end) bad ??= 'backwards';
    else {
      // Engines let neighbouring words share a few milliseconds: that is no fault worth a line.
      kept.push({ ...word, startMs: Math.max(startMs, end), endMs });
      end = endMs;
    }
  }
  if (bad !== null) count(bad, index);
  return kept;
};

/** Start and end of one segment as whole ms with start <= end, from its words or neighbours if need be. */
const soundSegment = (segment: Segment, i: number, near: Near, count: Count): Segment => {
  const words = soundWords(segment.words, i, count);
  const text = segment.text === '' ? words.map((word) => word.text).join(' ') : segment.text;
  let startMs = Math.round(segment.startMs);
  let endMs = Math.round(segment.endMs);
  if (!valid(startMs) || !valid(endMs)) {
    count('invalid-time', i);
    if (!valid(startMs)) startMs = words[0]?.startMs ?? Math.min(near.before, near.after);
    if (!valid(endMs)) {
      endMs =
        words.at(-1)?.endMs ?? Math.max(startMs, Math.min(startMs + guessMs(text), near.after));
    }
  }
  if (endMs < startMs) {
    count('backwards', i);
    [startMs, endMs] = [endMs, startMs];
  }
  const same = words === segment.words && text === segment.text;
  const still = startMs === segment.startMs && endMs === segment.endMs;
  return same && still ? segment : { ...segment, text, words, startMs, endMs };
};

interface Near {
  readonly before: number;
  readonly after: number;
}

/** The next segment start that is a time, for each index; Infinity after the last. */
const nextStarts = (segments: readonly Segment[]): Float64Array => {
  const next = new Float64Array(segments.length + 1).fill(Infinity);
  for (let i = segments.length - 1; i >= 0; i -= 1) {
    const { startMs } = segments[i] as Segment;
    next[i] = valid(startMs) ? Math.round(startMs) : (next[i + 1] as number);
  }
  return next;
};

/** The segment between two moments, its words with it; words outside are cut, never moved back in time. */
const within = (segment: Segment, startMs: number, endMs: number): Segment => {
  if (startMs === segment.startMs && endMs === segment.endMs) return segment;
  const clip = (ms: number): number => Math.min(Math.max(ms, startMs), endMs);
  const words = segment.words.map((word) => ({
    ...word,
    startMs: clip(word.startMs),
    endMs: clip(word.endMs),
  }));
  return { ...segment, startMs, endMs, words };
};

const voice = ({ speaker, channel }: Segment): string => `${channel ?? ''}\n${speaker ?? ''}`;

interface Item {
  segment: Segment;
  readonly index: number;
}

/** Puts segments in order of start; those of one voice do not overlap afterwards, and all have a length. */
const ordered = (items: Item[], count: Count): void => {
  // Services list one channel after the other: only within a voice is going back a fault.
  const starts = new Map<string, number>();
  for (const { segment, index } of items) {
    const key = voice(segment);
    if (segment.startMs < (starts.get(key) ?? 0)) count('backwards', index);
    starts.set(key, segment.startMs);
  }
  items.sort((a, b) => a.segment.startMs - b.segment.startMs || a.index - b.index);
  const last = new Map<string, Item>();
  for (const item of items) {
    const key = voice(item.segment);
    const before = last.get(key);
    if (before !== undefined && before.segment.endMs > item.segment.startMs) {
      count('overlap', item.index);
      before.segment = within(before.segment, before.segment.startMs, item.segment.startMs);
    }
    last.set(key, item);
  }
};

/** Gives segments without length what lies free before the next of their voice, up to a guess. */
const stretched = (items: Item[], count: Count): void => {
  const next = new Map<string, number>();
  for (let i = items.length - 1; i >= 0; i -= 1) {
    const item = items[i] as Item;
    const { startMs, endMs, text } = item.segment;
    const key = voice(item.segment);
    if (endMs <= startMs) {
      count('zero-length', item.index);
      const free = (next.get(key) ?? Infinity) - startMs;
      const length = Math.max(1, Math.min(guessMs(text), free));
      item.segment = { ...item.segment, endMs: startMs + length, words: [] };
    }
    next.set(key, startMs);
  }
};

const clipped = (items: Item[], mediaEndMs: number, count: Count): void => {
  for (const item of items) {
    const { startMs, endMs } = item.segment;
    if (endMs <= mediaEndMs) continue;
    count('past-end', item.index);
    const end = Math.max(1, Math.round(mediaEndMs));
    item.segment = within(item.segment, Math.min(startMs, end - 1), end);
  }
};

/**
 * The transcript with times that can be: whole, from 0, forwards, none empty, one voice never over
 * itself, nothing past `mediaEndMs` where that is known; and what had to be mended, each kind once with
 * its count. Looping text is counted and kept. Sound segments come back as they are. O(n log n).
 */
export const repair = (
  transcript: Transcript,
  { mediaEndMs = null }: { readonly mediaEndMs?: number | null | undefined } = {},
): { transcript: Transcript; repairs: Repair[] } => {
  const counts = new Map<RepairKind, { count: number; first: number }>();
  const count: Count = (kind, segment) => {
    const so = counts.get(kind);
    if (so === undefined) counts.set(kind, { count: 1, first: segment });
    else counts.set(kind, { count: so.count + 1, first: Math.min(so.first, segment) });
  };
  const next = nextStarts(transcript.segments);
  let before = 0;
  const items = transcript.segments.map((segment, index): Item => {
    const sound = soundSegment(segment, index, { before, after: next[index + 1] as number }, count);
    before = sound.endMs;
    return { segment: sound, index };
  });
  if (mediaEndMs !== null) clipped(items, mediaEndMs, count);
  ordered(items, count);
  stretched(items, count);
  for (const index of loopsIn(transcript.segments)) count('loop', index);
  const repairs = Array.from(counts, ([kind, { count, first }]) => ({
    kind,
    count,
    first,
    text: said[kind],
  }));
  return { transcript: { ...transcript, segments: items.map((item) => item.segment) }, repairs };
};
