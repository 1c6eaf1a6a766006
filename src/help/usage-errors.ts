// What was wrong with a command line that commander cannot parse, in our words, and where its help is.
import type { Command, CommanderError } from '@commander-js/extra-typings';
import { shellWord } from '../commands/views/hint-command.js';
import { usageError, type CliError } from '../errors.js';
import { guessCommand, guessFlag, type Guess } from './guesses.js';
import { operandText, pathOf, treeOf } from './tree.js';

interface Wrong {
  readonly command: Command;
  readonly argv: readonly string[];
  /** commander's own message; the details are in its quotes. */
  readonly message: string;
}

type Explain = (wrong: Wrong) => CliError;

const seeHelp = (command: Command): string =>
  `See ${['asrctl', ...pathOf(command), '--help'].join(' ')}.`;

const didYouMean = (words: readonly string[]): string =>
  `Did you mean: ${['asrctl', ...words].map(shellWord).join(' ')}`;

const quoted = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? '';

/** The command line with another word, or words, in place of a wrong one. */
const replaced = (argv: readonly string[], word: string, guess: Guess): string[] => {
  const at = argv.indexOf(word);
  const rest = guess.keepsRest ? argv.slice(at + 1) : [];
  return [...(guess.keepsRest ? argv.slice(0, at) : []), ...guess.words, ...rest];
};

const childNames = (command: Command): string[] =>
  command.commands.flatMap((child) => [child.name(), ...child.aliases()]);

const unknownCommand: Explain = ({ command, argv }) => {
  const [word = ''] = command.args;
  const path = pathOf(command);
  const guess = guessCommand(path, word, childNames(command));
  const hint = guess === null ? seeHelp(command) : didYouMean(replaced(argv, word, guess));
  return usageError(`There is no command "${[...path, word].join(' ')}"`, hint);
};

const knownFlags = (command: Command): string[] => [
  ...command.options.flatMap(({ long, short }) => [long ?? '', short ?? '']),
  ...(command.parent === null ? [] : knownFlags(command.parent as unknown as Command)),
  '--help',
];

const unknownFlag: Explain = ({ command, argv, message }) => {
  const [flag = ''] = quoted(message).split('=');
  const near = flag.startsWith('--') ? guessFlag(flag, knownFlags(command)) : null;
  const name = pathOf(command).join(' ') || 'asrctl';
  if (near === null) return usageError(`${name} has no flag ${flag}`, seeHelp(command));
  const words = argv.map((word) =>
    word === flag || word.startsWith(`${flag}=`) ? near + word.slice(flag.length) : word,
  );
  return usageError(`${name} has no flag ${flag}`, didYouMean(words));
};

/** `--limit <n>` -> `--limit`. */
const longOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

const missingValue: Explain = ({ command, message }) => {
  const flags = quoted(message);
  const value = /[<[].*/.exec(flags)?.[0] ?? '';
  return usageError(`${longOf(flags)} needs a value: ${value}`, seeHelp(command));
};

const missingOperand: Explain = ({ command, message }) => {
  const { path, operands } = treeOf(command);
  const operand = operands.find(({ name }) => name === quoted(message));
  const shown = operand === undefined ? quoted(message) : operandText(operand);
  return usageError(`${path.join(' ')} needs ${shown}`, seeHelp(command));
};

const missingFlag: Explain = ({ command, message }) =>
  usageError(`${pathOf(command).join(' ')} needs ${quoted(message)}`, seeHelp(command));

/** `option '--sort <order>' argument 'x' is invalid. Allowed choices are a, b.`; the same for an argument. */
const wrongChoice: Explain = ({ command, message }) => {
  const [, flags, given] = /option '([^']*)' argument '(.*)' is invalid/.exec(message) ?? [];
  const [, value, operand] = /value '(.*)' is invalid for argument '([^']*)'/.exec(message) ?? [];
  const choices = /Allowed choices are (.*?)\.?$/.exec(message)?.[1];
  const name = flags === undefined ? `<${operand}>` : longOf(flags);
  return usageError(
    `${name} cannot be "${given ?? value}"`,
    choices === undefined ? seeHelp(command) : `Use one of: ${choices}.`,
  );
};

const tooMany: Explain = ({ command }) => {
  const { path, operands } = treeOf(command);
  const extra = command.args.slice(operands.length);
  const most = operands.length === 0 ? 'no arguments' : operands.map(operandText).join(' ');
  return usageError(
    `${path.join(' ')} takes ${most}: "${extra.join(' ')}" is too much`,
    seeHelp(command),
  );
};

/** A group without one of its commands. */
const incomplete: Explain = ({ command }) => {
  const path = pathOf(command).join(' ') || 'asrctl';
  const names = treeOf(command)
    .children.map((child) => child.path.at(-1))
    .join(', ');
  return usageError(`${path} needs a command: ${names}`, seeHelp(command));
};

const explanations: Readonly<Record<string, Explain>> = {
  'commander.unknownCommand': unknownCommand,
  'commander.unknownOption': unknownFlag,
  'commander.optionMissingArgument': missingValue,
  'commander.missingMandatoryOptionValue': missingFlag,
  'commander.missingArgument': missingOperand,
  'commander.invalidArgument': wrongChoice,
  'commander.excessArguments': tooMany,
  'commander.help': incomplete,
};

/** A usage error (exit 2) for what commander refused in `command`. */
export const usageErrorOf = (
  { code, message }: CommanderError,
  command: Command,
  argv: readonly string[],
): CliError => {
  const plain = message.replace(/^error: /, '');
  const explain = explanations[code];
  return explain === undefined
    ? usageError(plain.charAt(0).toUpperCase() + plain.slice(1), seeHelp(command))
    : explain({ command, argv, message: plain });
};

/** `asrctl profile help add` asks for help of `profile add`: the words after `help`, or null for another command line. */
export const helpWords = ({ code }: CommanderError, command: Command): string[] | null => {
  const [word, ...more] = command.args;
  const isAsked = code === 'commander.unknownCommand' && word === 'help';
  return isAsked ? [...pathOf(command), ...more] : null;
};
