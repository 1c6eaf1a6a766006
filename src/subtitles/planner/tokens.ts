// Splits a text into tokens: the parts between which a line may break. A token is a word. In scripts without
// spaces the platform's dictionary finds the words. Punctuation stays with the word it belongs to.
import { continuesPhrase, politeCuts } from './breaks/japanese.js';
import { columns, graphemes } from '../text/width.js';
import type { WidthUnit } from '../styles/style.js';

/** `text.slice(start, end)` is the token; `space` is true when white space precedes it. */
export interface Token {
  readonly start: number;
  readonly end: number;
  readonly space: boolean;
}

// CLREQ and JLREQ (W3C requirements for Chinese and Japanese layout): characters that must not begin a line,
// and characters that must not end one.
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
// Runs of text in scripts without spaces, with combining marks and wide punctuation. Other text is not split.
const runs = new RegExp(
  `[${dense}][${dense}\\p{M}]*|[\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65]|—+(?=\\P{M})|[^${dense}\\u3000-\\u303f\\uff01-\\uff0f\\uff1a-\\uff20\\uff3b-\\uff40\\uff5b-\\uff65—]+|—+`,
  'gu',
);

/** True for text in a script without spaces between words. */
export const hasDense = (text: string): boolean => !ascii.test(text) && isDense.test(text);

let cachedSegmenter: Intl.Segmenter | undefined;
// One locale for every text: the dictionaries depend on the script, and the result must not depend on the
// user's locale.
const segmenter = (): Intl.Segmenter =>
  (cachedSegmenter ??= new Intl.Segmenter('zh', { granularity: 'word' }));

// `Intl.Segmenter` is quadratic in its input on Node 20 (100,000 characters take 12 s, 500 take 1 ms).
const chunk = 500;

/** Offsets at which the dictionary's words begin, without the first; the last entry is Infinity. */
const dictionaryCuts = (word: string): number[] => {
  const cuts: number[] = [];
  for (let from = 0; from < word.length;) {
    const isLast = from + chunk >= word.length;
    let start = 0;
    for (const { index } of segmenter().segment(word.slice(from, from + chunk))) {
      start = index;
      if (from + index > 0) cuts.push(from + index);
    }
    // The last word of a chunk may be incomplete: the next chunk begins with it.
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

/** Endings of Chinese nouns: the dictionary lacks 数学家, 坐标系 and 人民币, and cuts before the last character. */
const suffixes = new Set('家者形系值数器化性度币率式型员机力学法');

const isSuffix = (word: string, cut: number, next: number): boolean =>
  next === cut + 1 &&
  suffixes.has(word.charAt(cut)) &&
  /\p{Script=Han}/u.test(word.charAt(cut - 1)) &&
  !/[的了是在有和与这那一我你他她它们]/.test(word.charAt(cut - 1));

/** Break offsets of text without spaces in a dense script, under the line-start and line-end rules (kinsoku). */
const denseCuts = (word: string): number[] => {
  const candidates: number[] = [];
  const offsets = dictionaryCuts(word);
  let next = 0;
  for (const { index, 0: run } of word.matchAll(runs)) {
    if (index > 0) candidates.push(index);
    while ((offsets[next] as number) <= index) next += 1;
    const end = index + run.length;
    for (; (offsets[next] as number) < end; next += 1) {
      if (isDense.test(run)) candidates.push(offsets[next] as number);
    }
  }
  return withKinsoku(word, withSentenceEnds(word, candidates));
};

/** The candidates with the ends of Japanese sentences, which are no place inside a word of the dictionary. */
const withSentenceEnds = (word: string, candidates: readonly number[]): readonly number[] => {
  const ends = politeCuts(word);
  return ends.size === 0
    ? candidates
    : [...new Set([...candidates, ...ends])].sort((a, b) => a - b);
};

const withKinsoku = (word: string, candidates: readonly number[]): number[] => {
  const ends = politeCuts(word);
  let start = 0;
  return candidates.filter((cut, i) => {
    const next = candidates[i + 1] ?? word.length;
    if (isSuffix(word, cut, next)) return false;
    const before = word.slice(start, cut);
    if (!ends.has(cut) && continuesPhrase(before, word.slice(cut, next))) return false;
    start = cut;
    const after = String.fromCodePoint(word.codePointAt(cut) as number);
    return !mayNotStart(after) && !mayNotEnd(lastChar(word.slice(Math.max(0, cut - 2), cut)));
  });
};

const dashCut = /(?<=[\p{L}\p{N}\p{P}])(?:—|--|–(?=\p{L}))(?=[\p{L}\p{N}"“'])/gu;

/** Break offsets of a word in a script with spaces: only after a dash that joins two words. */
const spacedCuts = (word: string): number[] => {
  if (!word.includes('—') && !word.includes('--') && !word.includes('–')) return [];
  if (word.includes('://')) return [];
  return Array.from(word.matchAll(dashCut), (match) => match.index + match[0].length);
};

/** Break offsets between graphemes, for a dense token that is wider than a line. */
const graphemeCuts = (text: string, limit: number, unit: WidthUnit): number[] => {
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
const asciiWord = /^[\x21-\x7e]+$/;
// A line may break at white space, except at no-break spaces: U+00A0, U+2007, U+202F.
const words = /[^\t-\r \u0085\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u205f\u3000]+/g;

const wordCuts = (word: string, limit: number, unit: WidthUnit): number[] => {
  if (asciiWord.test(word)) return spacedCuts(word);
  const isDenseWord = hasDense(word);
  const cuts = isDenseWord ? denseCuts(word) : spacedCuts(word);
  if (!Number.isFinite(limit) || word.length <= limit) return cuts;
  const all: number[] = [];
  for (let i = 0; i <= cuts.length; i += 1) {
    const start = i === 0 ? 0 : (cuts[i - 1] as number);
    const text = word.slice(start, cuts[i]);
    if (start > 0) all.push(start);
    if (hasDense(text) || emojiOnly.test(text)) {
      for (const cut of graphemeCuts(text, limit, unit)) all.push(start + cut);
    }
  }
  return all;
};

/**
 * The tokens of a text, in order; together they contain every character that is not white space. `limit` is
 * the width of a line: only a dense token wider than that is split inside a word. Linear in the text.
 */
export const tokensOf = (text: string, limit: number, unit: WidthUnit): Token[] => {
  const tokens: Token[] = [];
  for (const match of text.matchAll(words)) {
    const word = match[0];
    let start = match.index;
    let space = tokens.length > 0;
    for (const cut of wordCuts(word, limit, unit)) {
      tokens.push({ start, end: match.index + cut, space });
      start = match.index + cut;
      space = false;
    }
    tokens.push({ start, end: match.index + word.length, space });
  }
  return tokens;
};
