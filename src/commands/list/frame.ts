// A table and what is said below it, cut to the terminal's height and width.
import { cutText } from '../../terminal/cut.js';

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** The heading, as many rows as fit, `… 28 more` for the others, a blank line and the footer. */
export const frameOf = (
  table: readonly string[],
  footer: readonly string[],
  { rows, columns }: Size,
): readonly string[] => {
  const below = footer.map((line) => cutText(line, columns));
  const room = Math.max(rows - below.length - 1, 1);
  if (table.length <= room) return [...table, '', ...below].slice(0, rows);
  const shown = table.slice(0, Math.max(room - 1, 1));
  const more = `… ${table.length - shown.length} more`;
  return [...shown, more, '', ...below].slice(0, rows);
};
