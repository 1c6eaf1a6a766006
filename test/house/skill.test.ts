// SKILL.md and docs/first-hour.md are true: their commands exist with their flags, their numbers are computed.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commandTree } from '../../.config/generate/index.js';
import { Exit } from '../../src/errors.js';
import { allNodes, type Node } from '../../src/help/tree.js';
import { schemas } from '../support/schemas.js';
import { projectRoot } from '../support/spawn.js';

const root = await commandTree('');
const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');
const skill = read('SKILL.md');

const isNamed = ({ path, aliases }: Node, words: readonly string[]): boolean =>
  path.length > 0 &&
  path.every(
    (word, i) => words[i] === word || (i === path.length - 1 && aliases.includes(words[i] ?? '')),
  );

/** The command of a line and the flags in it that the command does not have. */
const reading = (line: string): { path: string; unknown: string[] } => {
  const words = line
    .replace(/\s+#.*$/, '')
    .split(/\s+/)
    .slice(1);
  const node = allNodes(root).findLast((one) => isNamed(one, words));
  const all = [...(node?.flags ?? []), ...root.flags];
  const known = new Set(all.flatMap(({ long, short }) => [long, short]));
  const flags = words.filter((word) => /^--?[a-z]/.test(word));
  return {
    path: node?.path.join(' ') ?? `no command: ${line}`,
    unknown: flags.filter((flag) => !known.has(flag)),
  };
};

test('SKILL.md shows ten commands that exist, with flags that exist', () => {
  const lines = skill.split('\n').filter((line) => line.startsWith('asrctl '));
  expect(lines.map((line) => reading(line))).toEqual(
    [
      'transcribe',
      'submit',
      'wait',
      'get',
      'list',
      'export-srt',
      'lint',
      'local setup',
      'profile list',
      'doctor',
    ].map((path) => ({ path, unknown: [] })),
  );
  const inline = [...skill.matchAll(/`(asrctl [^`]+)`/g)].map(([, line = '']) => reading(line));
  expect(inline.filter(({ path, unknown }) => path.startsWith('no') || unknown.length > 0)).toEqual(
    [],
  );
});

test('SKILL.md has every exit code, and only fields of the schemas', () => {
  const codes = [...skill.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code));
  expect(codes).toEqual(Object.values(Exit));
  const known = JSON.stringify(schemas);
  const rows = [...skill.matchAll(/^\| `.*\{.*$/gm)].map(([row]) => row).join();
  const fields = [...rows.matchAll(/"(\w+)"/g)].map(([, name]) => name);
  expect(fields.length).toBeGreaterThan(15);
  expect(fields.filter((name) => !known.includes(`"${name}":`))).toEqual([]);
});

test('the first hour: commands exist, and are counted', () => {
  const rows = read('docs/first-hour.md')
    .split('\n')
    .filter((line) => /^\| .*`/.test(line));
  expect(rows.length).toBe(4);
  for (const row of rows) {
    const [, , typed = '', commands, keys] = row.split('|').map((cell) => cell.trim());
    const lines = [...typed.matchAll(/`([^`]+)`/g)].map(([, line = '']) => line);
    const pressed = lines.reduce((sum, line) => sum + line.length + 1, 0);
    expect([row, commands, keys]).toEqual([row, String(lines.length), String(pressed)]);
    for (const line of lines.filter((one) => one.startsWith('asrctl '))) {
      const { path, unknown } = reading(line);
      expect([line, path.startsWith('no'), unknown]).toEqual([line, false, []]);
    }
  }
});
