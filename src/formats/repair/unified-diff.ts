// A unified diff, as `diff -u` and `patch` know it, from passages that are known to differ.
import type { Passage } from './repaired-file.js';

interface Line {
  readonly mark: ' ' | '-' | '+';
  readonly text: string;
}

const context = 3;

/** The lines of a passage: what is equal at both ends is context. */
const linesOf = ({ before, after }: Passage): Line[] => {
  if (before === after) return before.map((text) => ({ mark: ' ', text }));
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  const most = Math.min(before.length, after.length) - head;
  while (tail < most && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const mark = (lines: readonly string[], sign: Line['mark']): Line[] =>
    lines.map((text) => ({ mark: sign, text }));
  return [
    ...mark(before.slice(0, head), ' '),
    ...mark(before.slice(head, before.length - tail), '-'),
    ...mark(after.slice(head, after.length - tail), '+'),
    ...mark(before.slice(before.length - tail), ' '),
  ];
};

/** Spans of lines [from, to) around the changes; neighbours with common context are one. */
const hunksOf = (lines: readonly Line[]): [number, number][] => {
  const hunks: [number, number][] = [];
  for (const [i, { mark }] of lines.entries()) {
    if (mark === ' ') continue;
    const last = hunks.at(-1);
    const [from, to] = [Math.max(0, i - context), Math.min(lines.length, i + 1 + context)];
    if (last !== undefined && from <= last[1]) last[1] = to;
    else hunks.push([from, to]);
  }
  return hunks;
};

const range = (from: number, count: number): string => `${count === 0 ? from : from + 1},${count}`;

const shown = ({ mark, text }: Line): string => {
  const whole = /[\r\n]$/.test(text);
  return `${mark}${text.replace(/\r\n$|\r$/, '\r\n')}${whole ? '' : '\n\\ No newline at end of file\n'}`;
};

/** The diff of one file, in pieces; nothing when the passages are equal. */
export function* unifiedDiff(
  names: readonly [before: string, after: string],
  passages: readonly Passage[],
): Generator<string> {
  const lines = passages.flatMap(linesOf);
  const hunks = hunksOf(lines);
  if (hunks.length === 0) return;
  yield `--- ${names[0]}\n+++ ${names[1]}\n`;
  let [at, old, fresh] = [0, 0, 0];
  const count = (from: number, to: number, sign: Line['mark']): number => {
    let n = 0;
    for (let i = from; i < to; i += 1) if (lines[i]?.mark !== sign) n += 1;
    return n;
  };
  for (const [from, to] of hunks) {
    old += count(at, from, '+');
    fresh += count(at, from, '-');
    const [removed, added] = [count(from, to, '+'), count(from, to, '-')];
    yield `@@ -${range(old, removed)} +${range(fresh, added)} @@\n`;
    for (const line of lines.slice(from, to)) yield shown(line);
    [at, old, fresh] = [to, old + removed, fresh + added];
  }
}
