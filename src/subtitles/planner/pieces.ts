// The smallest pieces a line may be broken between: words, and in scripts without spaces the words that
// the platform's dictionary finds, with punctuation glued to the side it must stay on.
import { columns, graphemes } from '../text/width.js';
import type { WidthUnit } from '../style.js';

/** `text.slice(start, end)` of the text it was cut from; `space`: white space stands before it. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly space: boolean;
}

// CLREQ and JLREQ: what must not begin a line, and what must not end one.
const noStart =
  '，。、；：？！）】」』》〉”’…—～·％℃ーゝゞ々〻‐゠–〜‼⁇⁈⁉・ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ〕〗〙〛｝］｠»、，．｡､｣' +
  ',.!?:;)]}%';
const noEnd = '（【「『《〈“‘＄￥〔〖〘〚｛［｟«｢([{$¥#@';
const noStartSet = new Set(noStart);
const noEndSet = new Set(noEnd);

/** Characters that no line may begin with, in scripts without spaces. */
export const mayNotStart = (char: string): boolean => noStartSet.has(char);
/** Characters that no line may end with, in scripts without spaces. */
export const mayNotEnd = (char: string): boolean => noEndSet.has(char);

const dense =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}ー々';
const ascii = /^[\x00-\x7f]*$/;
const isDense = new RegExp(`[${dense}]`, 'u');
// Runs of scripts without spaces with their marks and wide punctuation; everything else stays whole.
const runs = new RegExp(
  `[${dense}][${dense}\\p{M}]*|[\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65]|—+(?=\\P{M})|[^${dense}\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65—]+|—+`,
  'gu',
);

/** True for text in a script that writes no spaces between words. */
export const hasDense = (text: string): boolean => !ascii.test(text) && isDense.test(text);

let shared: Intl.Segmenter | undefined;
// One locale for all: the dictionaries go by script, and a result must not hang on the user's locale.
const segmenter = (): Intl.Segmenter =>
  (shared ??= new Intl.Segmenter('zh', { granularity: 'word' }));

// `Intl.Segmenter` is quadratic in its input on Node 20 (100,000 characters take 12 s, 500 take 1 ms).
const chunk = 500;

/** Offsets at which the dictionary's words of a token begin, the first excepted; ends with Infinity. */
const dictionaryCuts = (token: string): number[] => {
  const cuts: number[] = [];
  for (let from = 0; from < token.length;) {
    const isLast = from + chunk >= token.length;
    let start = 0;
    for (const { index } of segmenter().segment(token.slice(from, from + chunk))) {
      start = index;
      if (from + index > 0) cuts.push(from + index);
    }
    // The last word of a part that was cut off may go on: the next part begins with it.
    if (!isLast && start > 0) cuts.pop();
    from += isLast || start === 0 ? chunk : start;
  }
  cuts.push(Infinity);
  return cuts;
};

const lastChar = (text: string): string => {
  const code = text.charCodeAt(text.length - 1);
  return code >= 0xdc00 && code <= 0xdfff ? text.slice(-2) : text.slice(-1);
};

/** Cuts of one token (no spaces inside) that holds dense script, after kinsoku. */
const denseCuts = (token: string): number[] => {
  const candidates: number[] = [];
  const words = dictionaryCuts(token);
  let next = 0;
  for (const { index, 0: run } of token.matchAll(runs)) {
    if (index > 0) candidates.push(index);
    while ((words[next] as number) <= index) next += 1;
    const end = index + run.length;
    for (; (words[next] as number) < end; next += 1) {
      if (isDense.test(run)) candidates.push(words[next] as number);
    }
  }
  return candidates.filter((cut) => {
    const after = String.fromCodePoint(token.codePointAt(cut) as number);
    return !mayNotStart(after) && !mayNotEnd(lastChar(token.slice(Math.max(0, cut - 2), cut)));
  });
};

const dashCut = /(?<=[\p{L}\p{N}\p{P}])(?:—|--|–(?=\p{L}))(?=[\p{L}\p{N}"“'])/gu;

/** Cuts of a token in a script with spaces: after a dash between words, nowhere else. */
const spacedCuts = (token: string): number[] => {
  if (!token.includes('—') && !token.includes('--') && !token.includes('–')) return [];
  return Array.from(token.matchAll(dashCut), (match) => match.index + match[0].length);
};

/** A dense piece wider than a whole line is cut between graphemes: there is no other way to show it. */
const chop = (text: string, limit: number, unit: WidthUnit): number[] => {
  const cuts: number[] = [];
  let width = 0;
  let offset = 0;
  for (const part of graphemes(text)) {
    const own = columns(part, unit);
    if (width + own > limit && width > 0) {
      cuts.push(offset);
      width = 0;
    }
    width += own;
    offset += part.length;
  }
  return cuts;
};

const emojiOnly = /^[\p{Extended_Pictographic}\p{Emoji_Component}]+$/u;
const asciiToken = /^[\x21-\x7e]+$/;
// White space breaks a line except where it was made not to: U+00A0, U+2007, U+202F.
const tokens = /[^\t-\r \u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/g;

const tokenCuts = (token: string, limit: number, unit: WidthUnit): number[] => {
  if (asciiToken.test(token)) return spacedCuts(token);
  const isDenseToken = hasDense(token);
  const cuts = isDenseToken ? denseCuts(token) : spacedCuts(token);
  if (!Number.isFinite(limit) || token.length <= limit) return cuts;
  const all: number[] = [];
  for (let i = 0; i <= cuts.length; i += 1) {
    const start = i === 0 ? 0 : (cuts[i - 1] as number);
    const text = token.slice(start, cuts[i]);
    if (start > 0) all.push(start);
    if (hasDense(text) || emojiOnly.test(text)) {
      for (const cut of chop(text, limit, unit)) all.push(start + cut);
    }
  }
  return all;
};

/**
 * The pieces of a text, in order; together they hold every character that is not white space. `limit` is
 * the width of a line: only a dense piece wider than that is cut inside a word. Linear in the text.
 */
export const piecesOf = (text: string, limit: number, unit: WidthUnit): Piece[] => {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(tokens)) {
    const token = match[0];
    let start = match.index;
    let space = pieces.length > 0;
    for (const cut of tokenCuts(token, limit, unit)) {
      pieces.push({ start, end: match.index + cut, space });
      start = match.index + cut;
      space = false;
    }
    pieces.push({ start, end: match.index + token.length, space });
  }
  return pieces;
};
