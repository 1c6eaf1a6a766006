// The lines of a job board, as wide as a terminal needs them; loaded only where there is one.
import { cutText } from '../../../terminal/cut.js';
import { textWidth } from '../../../terminal/text.js';
import type { BoardRow } from './job-board.js';

/** Leaves room for the rest of a line on a terminal of 60 columns. */
const nameColumns = 20;

const shownName = ({ name }: BoardRow): string => cutText(name, nameColumns, 'middle');

export const singleLine = (row: BoardRow): string => `${shownName(row)}: ${row.words}`;

/** @param more how many rows are not among them */
export const alignedLines = (rows: readonly BoardRow[], more: number): readonly string[] => {
  const names = rows.map(shownName);
  const width = Math.max(0, ...names.map(textWidth));
  const lines = rows.map(({ words }, i) => {
    const name = names[i] ?? '';
    return `${name}${' '.repeat(width - textWidth(name) + 2)}${words}`;
  });
  return more > 0 ? [...lines, `… ${more} more`] : lines;
};
