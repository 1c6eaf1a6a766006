// The time of each token of a segment: from the measured words when the segment has them, else interpolated.
import type { Segment } from '../../transcripts/transcript.js';
import type { Token } from '../planner/tokens.js';

export interface TokenTimes {
  /** Integer or fractional ms. `quantise` rounds them, once. */
  readonly startMs: Float64Array;
  readonly endMs: Float64Array;
  /** 1 when the engine measured the token. */
  readonly measured: Uint8Array;
}

interface Anchor {
  readonly from: number;
  readonly to: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly measured: boolean;
}

// How many characters ahead a word is searched when the text contains something that the words do not
// (punctuation, a number in words). The limit keeps the alignment linear.
const lookAhead = 48;

const letter = /[A-Za-z0-9]/;

/** The first offset in [cursor, reach) of the word as a whole word, not as part of a longer one; or -1. */
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

/** The position of each timed word in the text, in order, without the words that are not in the text. */
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
 * The relative speaking time of a text: its characters + 1. This had the smallest error of word starts on
 * three real sources (253 to 301 ms; uniform weights 290 to 368; extra weight for commas was worse). A wide
 * character is a syllable, about three Latin letters.
 */
export const speechWeight = (text: string): number => {
  if (plain.test(text)) return text.length + 1;
  const syllables = text.match(wide)?.length ?? 0;
  return syllables === 0 ? text.length + 1 : syllables * 3 + (text.length - syllables) * 0.5;
};

const timeAt = (anchor: Anchor, offset: number): number =>
  anchor.startMs +
  ((anchor.endMs - anchor.startMs) * (offset - anchor.from)) / (anchor.to - anchor.from);

/** Sets the times of the tokens that timed words cover; the others stay NaN. */
const fromAnchors = (
  tokens: readonly Token[],
  anchors: readonly Anchor[],
  times: TokenTimes,
): void => {
  let first = 0;
  for (const [i, { start, end }] of tokens.entries()) {
    while (first < anchors.length && (anchors[first] as Anchor).to <= start) first += 1;
    let last = first;
    while (last + 1 < anchors.length && (anchors[last + 1] as Anchor).from < end) last += 1;
    const head = anchors[first];
    const tail = anchors[last];
    if (head === undefined || tail === undefined || head.from >= end) continue;
    times.startMs[i] = start <= head.from ? head.startMs : timeAt(head, start);
    times.endMs[i] = end >= tail.to ? tail.endMs : timeAt(tail, end);
    times.measured[i] = head.measured && tail.measured ? 1 : 0;
  }
};

// A segment of two words with a duration of ten hours is not ten hours of speech. 400 ms per character is five
// times slower than speech (13 per second). Durations up to 7 s, the longest cue, are always used in full.
const slowestMs = 400;
const holdMs = 7000;

/** Divides the time between two known times among the tokens [from, to) by their speech weight. */
const interpolate = (
  text: string,
  tokens: readonly Token[],
  times: TokenTimes,
  [from, to]: readonly [number, number],
  [startMs, endMs]: readonly [number, number],
): void => {
  const weights: number[] = [];
  let total = 0;
  for (let i = from; i < to; i += 1) {
    const { start, end } = tokens[i] as Token;
    const weight = speechWeight(text.slice(start, end));
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
 * Start and end of each token of the segment's text. Tokens that a timed word covers take its times
 * (interpolated when the word covers several tokens); the others divide the time between them.
 */
export const timesOf = (segment: Segment, tokens: readonly Token[]): TokenTimes => {
  const n = tokens.length;
  const times: TokenTimes = {
    startMs: new Float64Array(n).fill(Number.NaN),
    endMs: new Float64Array(n),
    measured: new Uint8Array(n),
  };
  fromAnchors(tokens, anchorsOf(segment), times);
  for (let i = 0; i < n; i += 1) {
    if (!Number.isNaN(times.startMs[i])) continue;
    let to = i + 1;
    while (to < n && Number.isNaN(times.startMs[to])) to += 1;
    const before = i === 0 ? segment.startMs : (times.endMs[i - 1] as number);
    const after = to === n ? segment.endMs : (times.startMs[to] as number);
    interpolate(segment.text, tokens, times, [i, to], [before, Math.max(before, after)]);
    i = to - 1;
  }
  return times;
};
