// What CSV and TSV share: a spreadsheet runs a cell that starts like a formula.

/**
 * The cell with `'` before it when a spreadsheet would take it for a formula: OWASP's list
 * (CSV Injection; ASVS 1.2.10), the full-width forms that Excel also accepts included. Tab and CR,
 * also on that list, never come here: cells are clean lines.
 */
export const harmless = (cell: string): string =>
  /^[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell;

/** Seconds with three decimals: `3725.008`. `ms` is a whole number of milliseconds, not negative. */
export const seconds = (ms: number): string =>
  `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
