// When each piece of a segment was said: from the measured words where there are any, else interpolated.
import type { Segment } from '../../transcripts/transcript.js';
import type { Piece } from '../planner/pieces.js';

export interface Times {
  /** Integer or fractional ms; rounding comes last, once. */
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  /** 1 where an engine measured the piece. */
  readonly measured: Uint8Array;
}

interface Anchor {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly measured: boolean;
}

// How far ahead a word is looked for when the text has something the words have not (punctuation, a
// number written out): bounded, so that aligning stays linear.
const lookAhead = 48;

const letter = /[A-Za-z0-9]/;

/** The first place in [cursor, reach) where the word stands as a word, not inside a longer one; or -1. */
const find = (text: string, wanted: string, cursor: number, reach: number): number => {
  if (text.startsWith(wanted, cursor)) return cursor;
  const window = text.slice(cursor, reach);
  if (!letter.test(wanted.charAt(0))) {
    const at = window.indexOf(wanted);
    return at < 0 ? -1 : cursor + at;
  }
  let at = window.indexOf(wanted);
  while (at > 0 && letter.test(window.charAt(at - 1))) at = window.indexOf(wanted, at + 1);
  return at < 0 ? -1 : cursor + at;
};

/** Where each timed word stands in the text, in order; words that are not there are left out. */
const anchorsOf = ({ text, words }: Segment): Anchor[] => {
  const anchors: Anchor[] = [];
  let cursor = 0;
  let skipped = 0;
  for (const word of words) {
    const wanted = word.text.trim();
    if (wanted === '') continue;
    const reach = Math.min(
      text.length,
      cursor + wanted.length + lookAhead + Math.min(skipped, 200),
    );
    const at = find(text, wanted, cursor, reach);
    if (at < 0) {
      skipped += wanted.length;
      continue;
    }
    cursor = at + wanted.length;
    skipped = 0;
    const { startMs, endMs, estimated } = word;
    anchors.push({ from: at, to: cursor, startMs, endMs, measured: !estimated });
    while (text.charCodeAt(cursor) === 32) cursor += 1;
  }
  return anchors;
};

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;
const plain = /^[\x20-\x7e]*$/;

/**
 * How long a piece takes to say against others: characters + 1, which had the least error of word starts
 * on three real sources (253 to 301 ms; uniform 290 to 368; a bonus for commas made it worse). A wide
 * character is a syllable, about three Latin letters.
 */
export const spokenWeight = (text: string): number => {
  if (plain.test(text)) return text.length + 1;
  const syllables = text.match(wide)?.length ?? 0;
  return syllables === 0 ? text.length + 1 : syllables * 3 + (text.length - syllables) * 0.5;
};

const at = (anchor: Anchor, offset: number): number =>
  anchor.startMs +
  ((anchor.endMs - anchor.startMs) * (offset - anchor.from)) / (anchor.to - anchor.from);

/** Times of the pieces that words cover; the others are left NaN. */
const fromAnchors = (pieces: readonly Piece[], anchors: readonly Anchor[], times: Times): void => {
  let first = 0;
  for (const [i, { start, end }] of pieces.entries()) {
    while (first < anchors.length && (anchors[first] as Anchor).to <= start) first += 1;
    let last = first;
    while (last + 1 < anchors.length && (anchors[last + 1] as Anchor).from < end) last += 1;
    const head = anchors[first];
    const tail = anchors[last];
    if (head === undefined || tail === undefined || head.from >= end) continue;
    times.startMs[i] = start <= head.from ? head.startMs : at(head, start);
    times.endMs[i] = end >= tail.to ? tail.endMs : at(tail, end);
    times.measured[i] = head.measured && tail.measured ? 1 : 0;
  }
};

// A caption of two words that stands for ten hours was not said for ten hours. 400 ms a character is five
// times slower than speech (13 a second); under 7 s, the longest a cue stays, nothing is lost by waiting.
const slowestMs = 400;
const holdMs = 7000;

/** Shares the time between two known moments among the pieces [from, to) by spoken weight. */
const share = (
  text: string,
  pieces: readonly Piece[],
  times: Times,
  [from, to]: readonly [number, number],
  [startMs, endMs]: readonly [number, number],
): void => {
  const weights: number[] = [];
  let total = 0;
  for (let i = from; i < to; i += 1) {
    const { start, end } = pieces[i] as Piece;
    const weight = spokenWeight(text.slice(start, end));
    weights.push(weight);
    total += weight;
  }
  const length = Math.min(Math.max(0, endMs - startMs), Math.max(holdMs, total * slowestMs));
  let done = 0;
  for (let i = from; i < to; i += 1) {
    times.startMs[i] = startMs + (length * done) / total;
    done += weights[i - from] as number;
    times.endMs[i] = startMs + (length * done) / total;
  }
};

/**
 * Start and end of each piece of the segment's text. Pieces that a timed word covers take its times
 * (interpolated inside the word when it holds several pieces); the others share what lies between.
 */
export const timesOf = (segment: Segment, pieces: readonly Piece[]): Times => {
  const n = pieces.length;
  const times: Times = {
    startMs: new Float64Array(n).fill(Number.NaN),
    endMs: new Float64Array(n),
    measured: new Uint8Array(n),
  };
  fromAnchors(pieces, anchorsOf(segment), times);
  for (let i = 0; i < n; i += 1) {
    if (!Number.isNaN(times.startMs[i])) continue;
    let to = i + 1;
    while (to < n && Number.isNaN(times.startMs[to])) to += 1;
    const before = i === 0 ? segment.startMs : (times.endMs[i - 1] as number);
    const after = to === n ? segment.endMs : (times.startMs[to] as number);
    share(segment.text, pieces, times, [i, to], [before, Math.max(before, after)]);
    i = to - 1;
  }
  return times;
};
