// What every format must do to text that came from outside before spelling it, and nothing that only one needs.
import type { SubtitleOptions } from './format.js';

// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const newlineLike = / *[\t\v\f\r\n\u0085\u2028\u2029][\s]*| {2,}/g;
// oxlint-disable-next-line no-control-regex -- the same
const controls = /[\u0001-\u0008\u000E-\u001F\u007F-\u0084\u0086-\u009F]/g;
// NUL and half a surrogate pair have no place in UTF-8 text; WebVTT names U+FFFD for both. U+FFFE and
// U+FFFF are not XML, and ffmpeg drops the whole cue that holds one.
// oxlint-disable-next-line no-control-regex -- the same
const unwritable = /\0|\p{Surrogate}|[\uFFFE\uFFFF]/gu;
// oxlint-disable-next-line no-control-regex -- a cheap look before three replacements: most lines are clean
const suspicious = /[\0-\u001F\u007F-\u009F\u2028\u2029\uD800-\uDFFF\uFFFE\uFFFF]/;

/**
 * A line as it may stand in any text file: one line, trimmed, without control characters, well-formed UTF-16.
 * Tabs and line separators become a space; NUL and lone surrogates U+FFFD. May come out empty.
 */
export const cleanLine = (line: string): string =>
  (suspicious.test(line)
    ? line.replaceAll(controls, '').replaceAll(newlineLike, ' ').replaceAll(unwritable, '\uFFFD')
    : line
  ).trim();

/** The lines of a cue that are worth writing: clean, and none blank (a blank line ends a cue in most formats). */
export const cleanLines = (lines: readonly string[]): string[] => {
  const clean: string[] = [];
  for (const line of lines) {
    const text = cleanLine(line);
    if (text !== '') clean.push(text);
  }
  return clean;
};

const wideEnd =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60]$/u;
const wideStart =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303F\uFF00-\uFF60]/u;

/** Joins lines into one: with a space, or with nothing between two characters of a script written without spaces. */
export const joinLines = (lines: Iterable<string>): string => {
  let joined = '';
  for (const line of lines) {
    const glued = joined === '' || (wideEnd.test(joined) && wideStart.test(line));
    joined += glued ? line : ` ${line}`;
  }
  return joined;
};

/** What a file starts with: the byte order mark when asked for (old Windows players, Excel). */
export const opening = (options: SubtitleOptions): string => (options.bom ? '\uFEFF' : '');
