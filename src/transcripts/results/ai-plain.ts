// The fast path for results in the form that IMS documents. Long results have this form, and the general reader
// takes five times as long (measured with 100,000 segments).
import type { Segment, Word } from '../transcript.js';

const noWords: readonly Word[] = [];

/** The segment of `{content, from, to}` in seconds with no other field, or null for anything else. */
const plainSegment = (item: unknown): Segment | null => {
  if (typeof item !== 'object' || item === null) return null;
  const { content, from, to } = item as Readonly<Record<string, unknown>>;
  if (typeof content !== 'string' || typeof from !== 'number' || typeof to !== 'number')
    return null;
  for (const key in item) if (key !== 'content' && key !== 'from' && key !== 'to') return null;
  const text = content.trim();
  const timed = from >= 0 && to >= from && to <= Number.MAX_SAFE_INTEGER / 1000;
  if (text === '' || !timed) return null;
  return {
    startMs: Math.round(from * 1000),
    endMs: Math.round(to * 1000),
    text,
    speaker: null,
    channel: null,
    words: noWords,
  };
};

/** `[{content, from, to}]` as segments; null when an item has another form. */
export const readPlain = (items: readonly unknown[]): readonly Segment[] | null => {
  const segments: Segment[] = [];
  for (const item of items) {
    const segment = plainSegment(item);
    if (!segment) return null;
    segments.push(segment);
  }
  return segments;
};
