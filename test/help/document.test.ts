// `help --json` is the command tree: nothing more, nothing less, and its examples are command lines that parse.
import { expect, test } from 'vitest';
import { commandTree } from '../../.config/generate/index.js';
import { Exit } from '../../src/errors.js';
import { subtitleFormats } from '../../src/formats/subtitles/index.js';
import { allNodes } from '../../src/help/tree.js';
import { asrctl } from '../support/run.js';

interface FlagDocument {
  readonly name: string;
  readonly type: string;
  readonly choices: readonly string[] | null;
  readonly default: string | null;
}

interface CommandDocument {
  readonly path: readonly string[];
  readonly aliases: readonly string[];
  readonly flags: readonly FlagDocument[];
  readonly examples: readonly string[];
  readonly commands: readonly CommandDocument[];
}

interface HelpDocument {
  readonly command: CommandDocument;
  readonly globalFlags: readonly FlagDocument[];
  readonly exitCodes: readonly { readonly code: number }[];
}

const documentOf = async (...words: string[]): Promise<HelpDocument> => {
  const { code, stdout, stderr } = await asrctl(['help', ...words, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as HelpDocument;
};

const below = (command: CommandDocument): CommandDocument[] => [
  command,
  ...command.commands.flatMap(below),
];

test('has every command and every flag of the tree', async () => {
  const { command, globalFlags, exitCodes } = await documentOf();
  const nodes = allNodes(await commandTree('1.2.3'));
  expect(below(command).map(({ path, flags }) => [path, flags.map(({ name }) => name)])).toEqual(
    nodes.map(({ path, flags }) => [path, flags.map(({ long }) => long)]),
  );
  expect(globalFlags.map(({ name }) => name)).toContain('--profile');
  expect(exitCodes.map(({ code }) => code)).toEqual(Object.values(Exit));
});

test('one command is that part of the whole', async () => {
  const whole = below((await documentOf()).command);
  for (const path of [['list'], ['profile'], ['local', 'faults', 'set']]) {
    const part = (await documentOf(...path)).command;
    expect(part).toEqual(whole.find((one) => one.path.join() === path.join()));
  }
  const { stdout } = await asrctl(['list', '--help', '--json']);
  expect(JSON.parse(stdout)).toEqual(await documentOf('list'));
});

test('types, choices and defaults', async () => {
  const flagOf = async (path: string, name: string): Promise<FlagDocument | undefined> =>
    (await documentOf(...path.split(' '))).command.flags.find((flag) => flag.name === name);
  expect(await flagOf('profile add', '--provider')).toMatchObject({
    type: 'word',
    choices: ['ims', 'ci'],
    default: 'ims',
  });
  expect(await flagOf('transcribe', '--output-format')).toMatchObject({
    type: 'words',
    choices: subtitleFormats.map(({ name }) => name),
  });
  expect(await flagOf('transcribe', '--from')).toMatchObject({ type: 'path', choices: null });
  expect(await flagOf('transcribe', '--force')).toMatchObject({ type: 'switch', choices: null });
  const { globalFlags } = await documentOf('list');
  expect(globalFlags.find(({ name }) => name === '--query')).toMatchObject({ type: 'text' });
});

test('--query and other formats work', async () => {
  const { stdout } = await asrctl(['help', '--format', 'yaml', '--query', 'command.path']);
  expect(stdout).toBe('[]\n');
});

/** The command that the words begin with, the longest that there is. */
const commandOf = (
  commands: readonly CommandDocument[],
  words: readonly string[],
): CommandDocument | undefined =>
  commands.findLast(
    ({ path, aliases }) =>
      path.length > 0 &&
      path.every(
        (word, i) =>
          words[i] === word || (i === path.length - 1 && aliases.includes(words[i] ?? '')),
      ),
  );

test('no example has a command or flag that does not exist', async () => {
  const commands = below((await documentOf()).command);
  const lines = commands.flatMap(({ examples }) => examples);
  expect(lines.length).toBeGreaterThan(30);
  const shared = (await documentOf('list')).globalFlags.map(({ name }) => name);
  for (const line of lines) {
    for (const [, call = ''] of line.matchAll(/asrctl ([^|;&)<>]+)/g)) {
      const words = call
        .replaceAll(/'[^']*'|"[^"]*"/g, 'X')
        .trim()
        .split(/\s+/);
      const named = commandOf(commands, words);
      const flags = new Set([...(named?.flags ?? []).map(({ name }) => name), ...shared]);
      const given = words.filter((word) => word.startsWith('--') && word !== '--');
      const unknown = given.filter((word) => !flags.has(word.split('=')[0] ?? ''));
      expect([line, named === undefined, unknown]).toEqual([line, false, []]);
    }
  }
});
