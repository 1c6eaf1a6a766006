// Sorts segments by start and separates those of one speaker that overlap.
import type { Segment } from '../../transcripts/transcript.js';
import type { RepairKind } from '../shaped.js';

export type Count = (kind: RepairKind, segment: number) => void;

/** The segment and its words, cut to a span of time. */
export const cutTo = (segment: Segment, startMs: number, endMs: number): Segment => {
  if (startMs === segment.startMs && endMs === segment.endMs) return segment;
  const clip = (ms: number): number => Math.min(Math.max(ms, startMs), endMs);
  const words = segment.words.map((word) => ({
    ...word,
    startMs: clip(word.startMs),
    endMs: clip(word.endMs),
  }));
  return { ...segment, startMs, endMs, words };
};

export const speakerKey = ({ speaker, channel }: Segment): string =>
  `${channel ?? ''}\n${speaker ?? ''}`;

export interface Item {
  segment: Segment;
  readonly index: number;
}

// Speech faster than 25 characters per second does not exist: a segment that is cut to less is not a rounding error.
const fastestMs = 40;

/**
 * Ends the earlier segment where the later begins. When nobody could say it in the time that is left, both speak at
 * once without a label: they divide their time by the length of their texts.
 */
const separate = (before: Item, item: Item): void => {
  const [a, b] = [before.segment, item.segment];
  const fastest = a.text.length * fastestMs;
  let cut = Math.max(a.startMs, b.startMs);
  if (cut - a.startMs < Math.min(fastest, a.endMs - a.startMs)) {
    const endMs = Math.max(a.endMs, b.endMs);
    const share = (a.text.length + 1) / (a.text.length + b.text.length + 2);
    cut = Math.max(cut, Math.round(a.startMs + (endMs - a.startMs) * share));
    item.segment = cutTo(b, cut, Math.max(endMs, cut));
  } else if (cut > b.startMs) item.segment = cutTo(b, cut, Math.max(b.endMs, cut));
  before.segment = cutTo(a, a.startMs, cut);
};

/** Sorts segments by start and cuts overlaps of one speaker. */
export const sortAndSeparate = (items: Item[], count: Count): void => {
  // Services list one channel after the other, so only the order within one speaker is checked.
  const starts = new Map<string, number>();
  for (const { segment, index } of items) {
    const key = speakerKey(segment);
    if (segment.startMs < (starts.get(key) ?? 0)) count('backwards', index);
    starts.set(key, segment.startMs);
  }
  items.sort((a, b) => a.segment.startMs - b.segment.startMs || a.index - b.index);
  const last = new Map<string, Item>();
  for (const item of items) {
    const key = speakerKey(item.segment);
    const before = last.get(key);
    if (before !== undefined && before.segment.endMs > item.segment.startMs) {
      count('overlap', item.index);
      separate(before, item);
    }
    last.set(key, item);
  }
  items.sort((a, b) => a.segment.startMs - b.segment.startMs || a.index - b.index);
};
