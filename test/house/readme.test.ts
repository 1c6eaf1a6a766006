// README and CONTRIBUTING are true: their commands, tables and lists are compared with the code.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allNodes } from '../../src/help/tree.js';
import { commandTree } from '../../.config/generate/index.js';
import { Exit } from '../../src/errors.js';
import { recordFormatNames } from '../../src/formats/records/index.js';
import { subtitleFormats } from '../../src/formats/subtitles/index.js';
import { styles } from '../../src/subtitles/index.js';
import { projectRoot } from '../support/spawn.js';

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');
const readme = read('README.md');

/** Everything in backquotes between two words of the text. */
const quotedBetween = (from: string, to: string): string[] => {
  const start = readme.indexOf(from);
  const part = readme.slice(start, readme.indexOf(to, start));
  return [...part.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? '');
};

test('the first two commands set up and run the demo, and set up and test', () => {
  const blocks = [...readme.matchAll(/```sh\n([^`]*)```/g)].map((match) => match[1]);
  expect(blocks.slice(0, 2)).toEqual(['npm ci && npm run demo\n', 'npm ci && npm test\n']);
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  expect(Object.keys(scripts)).toEqual(expect.arrayContaining(['demo', 'test', 'build']));
});

test('CI runs the README’s test command', () => {
  expect(read('.ci/run')).toContain('\nnpm ci && npm test\n');
});

test('the table has every command and verb', async () => {
  const table = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '');
  const listed = table.flatMap((row) => {
    const words = row.replaceAll('\\|', '|').split(' ');
    const verbs = words.filter((word) => /^[a-z]/.test(word));
    const last = verbs.pop() ?? '';
    return last.split('|').map((verb) => [...verbs, verb].join(' '));
  });
  const leaves = allNodes(await commandTree('')).filter((node) => node.children.length === 0);
  expect(listed.sort()).toEqual(leaves.map(({ path }) => path.join(' ')).sort());
});

test('the exit codes are those of the code', () => {
  const codes = quotedRows().map(Number);
  expect(codes.sort((a, b) => a - b)).toEqual(Object.values(Exit).sort((a, b) => a - b));
});

const quotedRows = (): string[] => {
  const start = readme.indexOf('## Exit codes');
  const part = readme.slice(start, readme.indexOf('## Formats'));
  return [...part.matchAll(/\| (\d+) \|/g)].map((match) => match[1] ?? '');
};

test('formats and styles are those there are', () => {
  expect(quotedBetween('Lists and details (`--format`):', ' `--json` is').slice(1)).toEqual(
    recordFormatNames,
  );
  expect(quotedBetween('Exports (`export --format`):', '\n\n').slice(1)).toEqual(
    subtitleFormats.map(({ name }) => name),
  );
  const named = quotedBetween('where to break:', 'Without').sort();
  expect(named).toEqual(styles.map(({ name }) => name).sort());
});

test('the recording in it says what the recording says', () => {
  for (const sentence of read('examples/recording.txt').trim().split('\n')) {
    expect(readme).toContain(`\n${sentence}\n`);
  }
});

test('the room table of CONTRIBUTING has every folder of src, and no path that does not exist', () => {
  const rows = [...read('CONTRIBUTING.md').matchAll(/^\|[^|]+\| (`[^|]+`) \|$/gm)];
  const paths = rows.flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  expect(
    paths.filter((path) => !path.includes('<') && !existsSync(join(projectRoot, path))),
  ).toEqual([]);
  const src = join(projectRoot, 'src');
  const folders = readdirSync(src, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${join(entry.parentPath, entry.name).slice(projectRoot.length + 1)}/`);
  // A folder of a command is its own row of the command table; a protocol is one of `wire/`.
  const covered = (folder: string): boolean =>
    paths.includes(folder) ||
    (/^src\/commands\/[\w-]+\//.test(folder) && paths.some((path) => path.includes('<name>'))) ||
    /^src\/local\/wire\/[\w-]+\/$/.test(folder) ||
    folders.some((inner) => inner !== folder && inner.startsWith(folder) && paths.includes(inner));
  expect(folders.filter((folder) => !covered(folder))).toEqual([]);
});

test('the threat model names only tests that exist, at least one for each attack', () => {
  const rows = [
    ...read('docs/security.md').matchAll(/^\| (?!attack)[^|]+\| [^|]+\| ([^|]*) \|$/gm),
  ];
  expect(rows.length).toBeGreaterThan(10);
  const cells = rows.map(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
  );
  expect(cells.filter((tests) => tests.length === 0)).toEqual([]);
  expect(cells.flat().filter((name) => !existsSync(join(projectRoot, name)))).toEqual([]);
});

/** What shellcheck says of a script; empty when it has no finding. */
const shellcheck = (script: string): string => {
  const argv = ['--shell=bash', '--format=gcc', '-'];
  const { stdout, error } = spawnSync('shellcheck', argv, { input: script, encoding: 'utf8' });
  if (error !== undefined) throw error;
  return stdout;
};

test('shellcheck has no finding in the shell blocks of the pages', () => {
  const pages = [
    'README.md',
    ...readdirSync(join(projectRoot, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ];
  const blocks = pages.flatMap((page) => [...read(page).matchAll(/```sh\n([^]*?)```/g)]);
  expect(blocks.length).toBeGreaterThan(5);
  expect(blocks.map(([, block = '']) => shellcheck(block)).filter((said) => said !== '')).toEqual(
    [],
  );
  expect(shellcheck('rm $file')).toContain('SC2086');
});

test.each([
  '.ci/run',
  '.config/system-packages.sh',
  'completions/asrctl.bash',
  'examples/make-recording.sh',
])('shellcheck has no finding in %s', (name) => {
  expect(shellcheck(read(name))).toBe('');
});
