// Help pages: their parts, their width, their colour.
import { expect, test } from 'vitest';
import { commandTree } from '../../.config/generate/index.js';
import { commands } from '../../src/commands/index.js';
import { topics } from '../../src/help/topics/index.js';
import { allNodes } from '../../src/help/tree.js';
import { textWidth } from '../../src/terminal/text.js';
import { asrctl } from '../support/run.js';

const pages = allNodes(await commandTree('1.2.3'))
  .map(({ path }) => [...path, '--help'])
  .concat(topics.map(({ name }) => ['help', name]));

/** One word in quotes, or one after the indent: nothing to break at. */
const isOneWord = (line: string): boolean =>
  (line.replace(/ \\$/, '').match(/(?:'[^']*'|"[^"]*"|\$\([^)]*\)|[^\s'"])+/g) ?? []).length <= 1;

test.each([40, 47, 60, 80, 100])('no line of a page is wider than %i columns', async (columns) => {
  expect(pages.length).toBeGreaterThan(40);
  for (const argv of pages) {
    const { code, stdout } = await asrctl(argv, { tty: true, columns, env: { NO_COLOR: '1' } });
    expect(code).toBe(0);
    const wide = stdout.split('\n').filter((line) => textWidth(line) > columns);
    expect(wide.filter((line) => !isOneWord(line))).toEqual([]);
  }
});

test('every width shows the same words in the same order', async () => {
  const wordsAt = async (argv: readonly string[], columns: number): Promise<string[]> => {
    const { stdout } = await asrctl(argv, { tty: true, columns, env: { NO_COLOR: '1' } });
    return stdout.split(/\s+/).filter((word) => word !== '\\');
  };
  for (const argv of pages) expect(await wordsAt(argv, 40)).toEqual(await wordsAt(argv, 100));
});

test('a command that is too long for the terminal continues with a backslash', async () => {
  const { stdout } = await asrctl(['submit', '--help'], { tty: true, columns: 60 });
  expect(stdout).toContain(
    '  id=$(asrctl submit talk.mp4) && asrctl wait "$id" && \\\n    asrctl export "$id" -o talk.srt\n',
  );
});

test('the page of a narrow terminal', async () => {
  const { stdout } = await asrctl(['journal', 'prune', '--help'], {
    tty: true,
    columns: 44,
    env: { NO_COLOR: '1' },
  });
  expect(stdout).toMatchSnapshot();
});

test('a page begins with what the command is; the flags of a service follow the others, those of every command come last', async () => {
  const { stdout } = await asrctl(['submit', '--help']);
  const headings = stdout.split('\n').filter((line) => /^\S.*:$/.test(line));
  expect(headings).toEqual([
    'Usage:',
    'Arguments:',
    'Flags:',
    'Alibaba Cloud IMS (ims profiles):',
    'Tencent Cloud CI (ci profiles):',
    'Flags of every command:',
    'Examples:',
  ]);
  expect(stdout).toMatch(/^Submit /);
});

test('the root lists every command once, in groups, and the topics', async () => {
  const { stdout } = await asrctl(['--help']);
  for (const { name, group } of commands) {
    const part = stdout.slice(stdout.indexOf(`\n${group}:\n`));
    expect(part).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
  }
  for (const { name, summary } of topics) {
    expect(stdout).toMatch(new RegExp(`^ {2}${name} +${summary}$`, 'm'));
  }
  const start = stdout.slice(stdout.indexOf('\nStart here:\n') + 1);
  expect(start.slice(0, start.indexOf('\n\n')).split('\n')).toHaveLength(4);
});

test('headings are bold where the terminal has colour, and nowhere else', async () => {
  const bold = '\u001b[1mUsage:\u001b[22m\n';
  for (const [argv, options, isBold] of [
    [['list', '--help'], { tty: true, env: { TERM: 'xterm' } }, true],
    [['help', 'list', '--color', 'always'], {}, true],
    [['list', '--help'], { tty: true, env: { TERM: 'dumb' } }, false],
    [['list', '--help'], { tty: true, env: { TERM: 'xterm', NO_COLOR: '1' } }, false],
    [['list', '--no-color', '--help'], { tty: true, env: { TERM: 'xterm' } }, false],
    [['list', '--help'], {}, false],
  ] as const) {
    const { stdout } = await asrctl(argv, options);
    expect(stdout.includes(bold)).toBe(isBold);
    expect(stdout.includes('\u001b')).toBe(isBold);
  }
});

test('no page holds the words of the parser', async () => {
  for (const argv of pages) {
    const { stdout } = await asrctl(argv);
    expect(stdout).not.toMatch(/\[options\]|choices:|display help|Global Options|^Options:/m);
  }
});
