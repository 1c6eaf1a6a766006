// Text cut to a width, with `…` where something was left out.
import { pointWidth, textWidth } from './text.js';

/** The longest part of at most `columns` that begins the text. */
const head = (text: string, columns: number): string => {
  let width = 0;
  let end = 0;
  for (const point of text) {
    width += pointWidth(point);
    if (width > columns) break;
    end += point.length;
  }
  return text.slice(0, end).replace(/\u200d$/, '');
};

/** Marks, joiners and skin tones belong to the character before them. */
const leading = /^[\p{M}\p{Cf}\p{Emoji_Modifier}]+/u;

/** Code units that are looked at for a column: a text may be long, and a character may have several marks. */
const unitsPerColumn = 16;

/** The longest part of at most `columns` that ends the text. */
const tail = (text: string, columns: number): string => {
  if (columns < 1) return '';
  const points = Array.from(text.slice(-columns * unitsPerColumn));
  let width = 0;
  let start = points.length;
  for (const point of points.toReversed()) {
    width += pointWidth(point);
    if (width > columns) break;
    start -= 1;
  }
  return points.slice(start).join('').replace(leading, '');
};

/** At most `columns` of the text, which keeps its beginning (`end` is cut), its end, or both (`middle`). */
export const cutText = (
  text: string,
  columns: number,
  cut: 'front' | 'middle' | 'end' = 'end',
): string => {
  if (textWidth(text) <= columns) return text;
  if (columns < 1) return '';
  if (cut === 'front') return `…${tail(text, columns - 1)}`;
  if (cut === 'end') return `${head(text, columns - 1)}…`;
  // Names of several files differ at their end, before an extension.
  const first = head(text, Math.floor((columns - 1) / 3));
  return `${first}…${tail(text, columns - 1 - textWidth(first))}`;
};
