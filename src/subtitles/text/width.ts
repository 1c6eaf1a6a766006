// The width of a text, in the columns that subtitle guides count.
import { eastAsianWidth } from 'get-east-asian-width';
import type { WidthUnit } from '../styles/style.js';

const ascii = /^[\x20-\x7e]*$/;
const zeroWidth = /^[\p{M}\p{Cf}\p{EMod}\u1160-\u11ff]$/u;
const zwj = 0x200d;
const isFlag = (code: number): boolean => code >= 0x1f1e6 && code <= 0x1f1ff;

const cached = new Map<number, number>();

/** 0 for marks and invisible characters, 1 for half-width, 2 for full-width (ambiguous counts as wide). */
const cells = (code: number): number => {
  let width = cached.get(code);
  if (width === undefined) {
    // Combining marks take no column of their own, although their East Asian width is "neutral" (Unicode).
    width = zeroWidth.test(String.fromCodePoint(code))
      ? 0
      : eastAsianWidth(code, { ambiguousAsWide: true });
    cached.set(code, width);
  }
  return width;
};

/**
 * The graphemes of a text: combining marks, joiners and skin tones stay with their base, emoji joined by ZWJ are
 * one, flags are pairs. Written by hand because it runs on every word and `Intl.Segmenter` is a hundred times
 * slower.
 */
export const graphemes = (text: string): string[] => {
  const out: string[] = [];
  let joined = false;
  let openFlag = false;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const flag = isFlag(code);
    const extend: boolean = out.length > 0 && (joined || cells(code) === 0 || (flag && openFlag));
    if (extend) out[out.length - 1] += char;
    else out.push(char);
    joined = code === zwj;
    openFlag = flag && !(extend && openFlag);
  }
  return out;
};

/**
 * Columns of a text without line breaks. `ch`: every grapheme is 1. `fw`: wide and ambiguous graphemes are 1, the
 * others 0.5 (Netflix article 115001352212: half-width letters and punctuation count half in character-based
 * languages).
 */
export const columns = (text: string, unit: WidthUnit): number => {
  if (ascii.test(text)) return unit === 'ch' ? text.length : text.length / 2;
  let sum = 0;
  let joined = false;
  let openFlag = false;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    const flag = isFlag(code);
    const width = cells(code);
    if (!joined && width > 0 && !(flag && openFlag))
      sum += unit === 'ch' ? 1 : flag ? 1 : width / 2;
    openFlag = flag && !openFlag;
    joined = code === zwj;
  }
  return sum;
};

/** Columns of a cue: the sum of its lines, without the line breaks. */
export const cueColumns = (lines: readonly string[], unit: WidthUnit): number =>
  lines.reduce((sum, line) => sum + columns(line, unit), 0);

const wideLetters = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

/**
 * Words of a text, for rules in words per minute: the parts between spaces. In scripts without spaces two
 * characters count as one word (Chinese words have 1.6 to 2 on average).
 */
export const wordCount = (text: string): number => {
  const wide = ascii.test(text) ? 0 : (text.match(wideLetters)?.length ?? 0);
  const rest = (wide === 0 ? text : text.replace(wideLetters, ' ')).match(/[^\s\p{P}]\S*/gu);
  return wide / 2 + (rest?.length ?? 0);
};
