// Cells of comma- and tab-separated files.

// Spreadsheets run a cell that starts with one of these, or its full-width form, as a formula
// (OWASP "CSV Injection", ASVS 5.0 1.2.10).
const formula = /^[=+\-@\t\r\u0000＝＋－＠]/;
const plainNumber = /^[+-]?\d+(?:\.\d+)?$/;

/** Puts an apostrophe before a text that a spreadsheet would run as a formula; numbers stay as they are. */
export const escapeFormula = (text: string): string =>
  formula.test(text) && !plainNumber.test(text) ? `'${text}` : text;

/** RFC 4180 field: quoted where needed, quotes doubled; formulas escaped unless `raw`. */
export const csvCell = (value: string | number | null, raw = false): string => {
  if (value === null) return '';
  const text = String(value);
  const guarded = raw ? text : escapeFormula(text);
  return /[",\r\n]|^\s|\s$/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
};

/** TSV has no quoting (IANA text/tab-separated-values): tabs and line ends become spaces. */
export const tsvCell = (value: string | number | null): string =>
  value === null ? '' : String(value).replace(/[\t\r\n]+/g, ' ');
