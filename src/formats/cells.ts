// Cells of comma- and tab-separated files.

// A cell that starts with one of these is run as a formula by spreadsheets, full-width twins included
// (OWASP "CSV Injection", ASVS 5.0 1.2.10).
const formula = /^[=+\-@\t\r\u0000＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/** The text with an apostrophe in front where a spreadsheet would run it as a formula; numbers stay. */
export const harmless = (text: string): string =>
  formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;

/** RFC 4180 field: quoted when it must be, quotes doubled; an apostrophe in front of formulas unless `raw`. */
export const csvCell = (value: string | number | null, raw = false): string => {
  if (value === null) return '';
  const text = String(value);
  const guarded = raw ? text : harmless(text);
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/** TSV has no quoting (IANA text/tab-separated-values): tabs and line ends become blanks. */
export const tsvCell = (value: string | number | null): string =>
  value === null ? '' : String(value).replace(/[\t\r\n]+/g, ' ');
