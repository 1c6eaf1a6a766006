// The notes and examples that a command adds to its help, as blocks.
import type { Block, Entry } from './layout.js';

const entryOf = (line: string): Entry => {
  const [, term, text] = /^\s+(\S(?:.*?\S)?)\s{2,}(\S.*)$/.exec(line) ?? [];
  return term === undefined || text === undefined ? { command: line.trim() } : { term, text };
};

/** Lines without an indent are one paragraph; indented lines are commands, or a term and its meaning. */
const blockOf = (lines: readonly string[]): Block => {
  const [first = '', ...more] = lines;
  const isTitled = first.endsWith(':') && more.length > 0 && more.every((line) => /^\s/.test(line));
  if (isTitled) return { title: first.slice(0, -1), entries: more.map(entryOf) };
  return { title: null, entries: [{ text: lines.join(' ') }] };
};

export const footerBlocks = (footer: string): Block[] =>
  footer
    .split(/\n\s*\n/)
    .map((part) => part.split('\n').filter((line) => line.trim() !== ''))
    .filter((lines) => lines.length > 0)
    .map(blockOf);
