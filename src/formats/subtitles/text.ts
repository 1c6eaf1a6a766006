// What every format does to text from outside before it writes it. What only one format needs is in its file.
import type { SubtitleOptions } from './format.js';

// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const newlineLike = / *[\t\v\f\r\n\u0085\u2028\u2029][\s]*| {2,}/g;
// oxlint-disable-next-line no-control-regex -- the same
const controls = /[\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;
// NUL and lone surrogates are not valid in UTF-8 text; WebVTT replaces both with U+FFFD. U+FFFE and U+FFFF
// are not XML, and ffmpeg drops the whole cue that contains one.
// oxlint-disable-next-line no-control-regex -- the same
const unwritable = /\0|\p{Surrogate}|[\uFFFE\uFFFF]/gu;
// oxlint-disable-next-line no-control-regex -- a cheap check before three replacements: most lines are clean
const suspicious = /[\0-\u001F\u007F-\u009F\u2028\u2029\uD800-\uDFFF\uFFFE\uFFFF]/;

/**
 * A line that is safe in any text file: one line, trimmed, without control characters, well-formed UTF-16.
 * Tabs and line separators become a space, NUL and lone surrogates U+FFFD. The result may be empty.
 */
export const cleanLine = (line: string): string =>
  (suspicious.test(line)
    ? line.replaceAll(controls, '').replaceAll(newlineLike, ' ').replaceAll(unwritable, '\uFFFD')
    : line
  ).trim();

/** The lines of a cue, clean and without blank ones (a blank line ends a cue in most formats). */
export const cleanLines = (lines: readonly string[]): string[] => {
  const clean: string[] = [];
  for (const line of lines) {
    const text = cleanLine(line);
    if (text !== '') clean.push(text);
  }
  return clean;
};

/** The start of a file: a byte order mark if requested (old Windows players, Excel). */
export const opening = (options: SubtitleOptions): string => (options.bom ? '\uFEFF' : '');
