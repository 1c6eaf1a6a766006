// The files generated from the command tree: up to date in the repository, and well-formed in a build.
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { built, commandTree, committed } from '../../.config/generate/index.js';

import { providers } from '../../src/api/index.js';
import { allNodes } from '../../src/help/tree.js';
import { variables } from '../../src/help/variables.js';
import { asrctl } from '../support/run.js';

const root = join(import.meta.dirname, '..', '..');

test('the completions in the repository match the command tree (else: npm run generate)', async () => {
  for (const [path, text] of Object.entries(await committed())) {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  }
});

test('the man page has every command, and groff prints no warning', async () => {
  const page = (await built('1.2.3'))['asrctl.1'] ?? '';
  for (const { path } of allNodes(await commandTree('1.2.3')).slice(1)) {
    expect(page).toContain(`\n.SS ${path.join(' ').replaceAll('-', '\\-')}`);
  }
  const groff = spawnSync('groff', ['-ww', '-man', '-Tutf8', '-P-c'], {
    input: page,
    encoding: 'utf8',
  });
  expect(groff.stderr).toBe('');
  // Bold is a letter, a backspace and the letter again.
  expect(groff.stdout.replaceAll(/.\u0008/g, '')).toMatch(/SYNOPSIS[^]*asrctl <command> \[flags\]/);
});

/** Text of all source files. */
const sources = (): string =>
  ['src', 'bin']
    .flatMap((folder) => {
      const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
      return names.map((name) => join(root, folder, name));
    })
    .filter((name) => /\.c?[jt]s$/.test(name))
    .map((name) => readFileSync(name, 'utf8'))
    .join('\n');

test('the man page lists the variables of asrctl, and only variables that the source reads', () => {
  const text = sources();
  const listed = variables(providers).flatMap((entry) =>
    'term' in entry ? entry.term.split(', ') : [],
  );
  const settings = providers
    .flatMap(({ profileFlags }) => profileFlags)
    .map(({ flags }) =>
      flags
        .replace(/^--([\w-]+).*/, '$1')
        .toUpperCase()
        .replaceAll('-', '_'),
    );
  const derived = new Set(settings.map((name) => `ASRCTL_${name}`));
  expect(listed.filter((name) => !derived.has(name) && !text.includes(name))).toEqual([]);
  const read = new Set([...text.matchAll(/\bASRCTL_[A-Z_]*[A-Z]\b/g)].map(([name]) => name));
  expect([...read].filter((name) => !listed.includes(name))).toEqual([]);
});

test('the help that the launcher prints is the program’s', async () => {
  const { 'help.txt': text } = await built('1.2.3');
  expect((await asrctl(['--help'])).stdout).toBe(text);
  expect((await asrctl([])).stdout).toBe(text);
});

test('every command and every flag explains itself', async () => {
  const nodes = allNodes(await commandTree('1.2.3'));
  const silent = nodes.flatMap((node) => [
    ...(node.summary === '' ? [node.path.join(' ')] : []),
    ...node.flags.filter((flag) => flag.description === '').map(({ long }) => long),
    ...node.operands.filter((operand) => operand.description === '').map(({ name }) => name),
  ]);
  expect(silent).toEqual([]);
});

test('each shell accepts its script', () => {
  const script = (name: string): string => join(root, 'completions', name);
  for (const [shell, name] of [
    ['bash', 'asrctl.bash'],
    ['zsh', '_asrctl'],
    ['fish', 'asrctl.fish'],
  ] as const) {
    expect(execFileSync(shell, ['-n', script(name)], { encoding: 'utf8' })).toBe('');
  }
});
