// `asrctl help …`, and words that people guess.
import { describe, expect, test } from 'vitest';
import { commandTree } from '../../.config/generate/index.js';
import { topics } from '../../src/help/topics/index.js';
import { allNodes } from '../../src/help/tree.js';
import { asrctl } from '../support/run.js';

test('help of a command at any depth, in front and behind', async () => {
  for (const path of [
    ['wait'],
    ['export'],
    ['profile'],
    ['profile', 'add'],
    ['local', 'faults', 'set'],
    ['help'],
  ]) {
    const page = await asrctl([...path, '--help']);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toContain(`\n  asrctl ${path.join(' ')}`.replace('export', 'export-srt'));
    expect(await asrctl(['help', ...path])).toMatchObject(page);
  }
  const inside = await asrctl(['profile', 'help', 'add']);
  expect(inside.stdout).toBe((await asrctl(['profile', 'add', '--help'])).stdout);
  expect((await asrctl(['profile', 'help'])).stdout).toBe(
    (await asrctl(['profile', '--help'])).stdout,
  );
});

test.each(topics.map(({ name }) => name))('help %s is a page of its own', async (name) => {
  const { code, stdout, stderr } = await asrctl(['help', name]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n').length).toBeGreaterThan(8);
  expect(stdout).not.toContain('Flags of every command');
});

test('a subcommand’s error names the help of that subcommand, which exists', async () => {
  for (const { path } of allNodes(await commandTree('1.2.3')).slice(1)) {
    const required =
      path.join(' ') === 'production submit'
        ? '--function Cover --input a.mp4 --output b'.split(' ')
        : [];
    const { code, stderr } = await asrctl([...path, ...required, '--no-such-flag']);
    expect({ path, code, stderr }).toEqual({
      path,
      code: 2,
      stderr: `asrctl: ${path.join(' ')} has no flag --no-such-flag\nSee asrctl ${path.join(' ')} --help.\n`,
    });
  }
});

describe('a word of another tool leads to the command of this one', () => {
  test.each([
    ['jobs', 'list'],
    ['ls --state failed', 'list --state failed'],
    ['status 5b1f', 'get 5b1f'],
    ['show 5b1f', 'get 5b1f'],
    ['--profile work status 5b1f', '--profile work get 5b1f'],
    ['login', 'profile add work'],
    ['login --user me', 'profile add work'],
    ['config', 'profile list'],
    ['srt 5b1f', 'export 5b1f'],
    ['download 5b1f -o a.vtt', 'export 5b1f -o a.vtt'],
    ['upload talk.wav', 'transcribe talk.wav'],
    ['profile ls', 'profile list'],
    ['profile rm work', 'profile remove work'],
    ['local down', 'local stop'],
    ['transcibe talk.wav', 'transcribe talk.wav'],
  ])('%s', async (typed, meant) => {
    const { code, stdout, stderr } = await asrctl(typed.split(' '));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^asrctl: There is no command "/);
    expect(stderr.split('\n')[1]).toBe(`Did you mean: asrctl ${meant}`);
  });
});

test('the command of each guess exists', async () => {
  const nodes = allNodes(await commandTree('1.2.3'));
  const known = new Set(nodes.map(({ path }) => path.join(' ')));
  for (const word of [
    'jobs',
    'ps',
    'describe',
    'convert',
    'subtitles',
    'run',
    'create',
    'check',
    'profiles',
    'auth',
    'configure',
    'whoami',
    'start',
    'stop',
    'setup',
    'init',
  ]) {
    const { stderr } = await asrctl([word]);
    const words = /^Did you mean: asrctl (.*)$/m.exec(stderr)?.[1]?.split(' ') ?? [];
    const isKnown = words.some((_, i) =>
      known.has(
        words
          .slice(0, i + 1)
          .join(' ')
          .replace('export', 'export-srt'),
      ),
    );
    expect([word, isKnown]).toEqual([word, true]);
  }
});
