// What a command line says before it is parsed, and what was wrong with it when it cannot be.
import { CommanderError, type Command } from '@commander-js/extra-typings';
import { globalOptions } from './commands/globals.js';
import { commands, type CommandEntry } from './commands/index.js';
import { CliError, Exit } from './errors.js';
import type { MessageMode } from './messages.js';

const takesValue = new Set(
  globalOptions()
    .filter((option) => option.required)
    .flatMap((option) => [option.long, option.short]),
);

/** The words that are neither a flag nor a global flag's value; after `--` every word. */
const operandsOf = (argv: readonly string[]): string[] => {
  const operands: string[] = [];
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i] ?? '';
    if (word === '--') return [...operands, ...argv.slice(i + 1)];
    if (takesValue.has(word)) i += 1;
    else if (!word.startsWith('-')) operands.push(word);
  }
  return operands;
};

/** The command that a command line names with its first operand. */
export const namedCommand = (argv: readonly string[]): CommandEntry | undefined => {
  const [first, second] = operandsOf(argv);
  const name = first === 'help' ? second : first;
  if (name === undefined) return undefined;
  return commands.find((entry) => entry.name === name || entry.alias === name);
};

/** How to print messages as long as no flags are parsed: the words themselves decide. */
export const messageModeOf = (argv: readonly string[]): MessageMode => {
  const has = (...words: string[]): boolean => argv.some((word) => words.includes(word));
  const at = argv.indexOf('--format');
  const format = at < 0 ? '' : (argv[at + 1] ?? '');
  return {
    json: has('--json', '--format=json', '--format=jsonl') || /^jsonl?$/.test(format),
    quiet: has('--quiet', '-q'),
    verbose: has('--verbose', '-v'),
  };
};

const usageHint = (argv: readonly string[]): string => {
  const entry = namedCommand(argv);
  return entry === undefined ? 'See asrctl --help.' : `See asrctl ${entry.name} --help.`;
};

/** What commander prints help for: `help` of no command, or a group without one of its commands. */
const incomplete = (root: Command, argv: readonly string[]): string => {
  const operands = operandsOf(argv);
  if (operands[0] === 'help') return `Unknown command '${operands[1] ?? ''}'`;
  let group = root;
  for (const word of operands) {
    const next = group.commands.find((one) => one.name() === word) as Command | undefined;
    if (next === undefined) break;
    group = next;
  }
  const names = group
    .createHelp()
    .visibleCommands(group)
    .map((command) => command.name())
    .filter((name) => name !== 'help')
    .join(', ');
  return `${group.name()} needs a command: ${names}`;
};

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** commander's errors as usage errors; null for help and version, which are none; other errors as they are. */
export const usageErrorOf = (error: unknown, root: Command, argv: readonly string[]): unknown => {
  if (!(error instanceof CommanderError)) return error;
  if (error.exitCode === 0) return null;
  if (error.code === 'commander.help')
    return new CliError(Exit.usage, incomplete(root, argv), { hint: usageHint(argv) });
  const message = error.message.replace(/^error: /, '');
  return new CliError(Exit.usage, sentence(message), { hint: usageHint(argv) });
};
