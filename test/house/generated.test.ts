// What is made from the command tree: fresh in the repository, and well-formed where it is made by the build.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { built, commandTree, committed } from '../../.config/generate/index.js';
import { allNodes } from '../../.config/generate/tree.js';
import { asrctl } from '../support/run.js';

const root = join(import.meta.dirname, '..', '..');

test('the completions in the repository are those of the tree (else: npm run generate)', async () => {
  for (const [path, text] of Object.entries(await committed())) {
    expect(readFileSync(join(root, path), 'utf8')).toBe(text);
  }
});

test('the man page has every command, and troff has nothing to say about it', async () => {
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

test('each shell can read its script', () => {
  const script = (name: string): string => join(root, 'completions', name);
  for (const [shell, name] of [
    ['bash', 'asrctl.bash'],
    ['zsh', '_asrctl'],
    ['fish', 'asrctl.fish'],
  ] as const) {
    expect(execFileSync(shell, ['-n', script(name)], { encoding: 'utf8' })).toBe('');
  }
});
