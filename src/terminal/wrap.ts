// Text in lines that fit a terminal: broken at blanks, and between characters of scripts that have none.
import { pointWidth, textWidth } from './text.js';

/** Never first on a line: closing marks, small kana, long-vowel marks (a short form of JIS X 4051). */
const notFirst =
  /[\p{Pe}\p{Pf}\p{M}\p{Cf},.!?:;'"%、。，．！？：；％…‥・ー々〻ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ]/u;
/** Never last on a line: opening marks. */
const notLast = /[\p{Ps}\p{Pi}]/u;
/** Wide characters that a line may be broken beside; Korean has blanks. */
const isWide = (point: string): boolean =>
  pointWidth(point) === 2 && !/\p{Script=Hangul}/u.test(point);

const mayBreak = (before: string, after: string): boolean => {
  if (before === ' ') return after !== ' ';
  if (after === ' ' || before === '\u200d') return false;
  return (isWide(before) || isWide(after)) && !notFirst.test(after) && !notLast.test(before);
};

/** The pieces between places where a line may be broken, blanks at their ends included. */
const piecesOf = (text: string): string[] => {
  const pieces: string[] = [];
  let piece = '';
  let before = '';
  for (const point of text) {
    if (before !== '' && mayBreak(before, point)) {
      pieces.push(piece);
      piece = '';
    }
    piece += point;
    before = point;
  }
  return [...pieces, piece];
};

/**
 * The lines of one line of text, each at most `columns` wide. A word that is wider stays whole, so that an address
 * can be copied.
 */
export const wrapLine = (text: string, columns: number): string[] => {
  if (textWidth(text) <= columns) return [text];
  const lines: string[] = [];
  let line = '';
  let width = 0;
  for (const piece of piecesOf(text)) {
    if (line !== '' && width + textWidth(piece.trimEnd()) > columns) {
      lines.push(line.trimEnd());
      line = '';
      width = 0;
    }
    line += piece;
    width += textWidth(piece);
  }
  return [...lines, line.trimEnd()];
};
