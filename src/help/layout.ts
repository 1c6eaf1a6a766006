// Blocks of text laid out for a width. Lines break at words; no line is wider unless a single word is.
import { textWidth } from '../terminal/text.js';

/** A paragraph; a term and its meaning; a command as it is typed. */
export type Entry =
  | { readonly text: string }
  | { readonly term: string; readonly text: string }
  | { readonly command: string };

export interface Block {
  readonly title: string | null;
  readonly entries: readonly Entry[];
}

export interface Look {
  /** Columns of the page. */
  readonly width: number;
  /** The style of a heading. */
  readonly heading: (text: string) => string;
}

/** Longer terms get a line of their own. */
const longestTerm = 28;

/** Below this many columns for the meanings, each starts on a new line. */
const shortestMeaning = 30;

const margin = 2;

/** Quoted words stay whole, so that a wrapped command can be pasted. */
const commandWords = /(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"])+/g;

/** Words in lines of at most `width` columns; `tail` ends every line but the last. */
const wrapped = (words: readonly string[], width: number, tail = ''): string[] => {
  const lines: string[] = [];
  let line = '';
  const room = width - textWidth(tail);
  for (const word of words) {
    if (line !== '' && textWidth(line) + 1 + textWidth(word) > room) {
      lines.push(line + tail);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
};

const wordsOf = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const indented = (lines: readonly string[], columns: number): string[] =>
  lines.map((line) => `${' '.repeat(columns)}${line}`);

/** A command over several lines has a `\` at the end of each, as a shell wants it. */
const commandLines = (command: string, width: number): string[] => {
  if (textWidth(command) <= width - margin) return indented([command], margin);
  const words = command.match(commandWords) ?? [];
  const [first = '', ...more] = wrapped(words, width - 2 * margin, ' \\');
  return [...indented([first], margin), ...indented(more, 2 * margin)];
};

const itemLines = (term: string, text: string, column: number, width: number): string[] => {
  const from = margin + column + 2;
  const above = indented(wrapped(wordsOf(term), width - margin), margin);
  if (width - from < shortestMeaning)
    return [...above, ...indented(wrapped(wordsOf(text), width - 6), 6)];
  const lines = indented(wrapped(wordsOf(text), width - from), from);
  if (textWidth(term) > column) return [...above, ...lines];
  const [first = '', ...rest] = lines;
  const padded = term + ' '.repeat(column - textWidth(term));
  return [`${' '.repeat(margin)}${padded}${first.slice(margin + column)}`, ...rest];
};

const termColumn = (blocks: readonly Block[]): number => {
  const terms = blocks.flatMap(({ entries }) =>
    entries.flatMap((entry) => ('term' in entry ? [textWidth(entry.term)] : [])),
  );
  return Math.max(0, ...terms.filter((width) => width <= longestTerm));
};

const entryLines = (entry: Entry, column: number, indent: number, width: number): string[] => {
  if ('command' in entry) return commandLines(entry.command, width);
  if ('term' in entry) return itemLines(entry.term, entry.text, column, width);
  return indented(wrapped(wordsOf(entry.text), width - indent), indent);
};

const titleLines = (title: string | null, width: number): string[] =>
  title === null ? [] : wrapped(wordsOf(`${title}:`), width);

/** The blocks as text, with an empty line between them. Meanings start in one column for the whole page. */
export const laidOut = (blocks: readonly Block[], { width, heading }: Look): string => {
  const column = termColumn(blocks);
  const shown = blocks
    .filter(({ entries }) => entries.length > 0)
    .map(({ title, entries }) => {
      const indent = title === null ? 0 : margin;
      const lines = entries.flatMap((entry) => entryLines(entry, column, indent, width));
      return [...titleLines(title, width).map(heading), ...lines].join('\n');
    });
  return `${shown.join('\n\n')}\n`;
};
