// What a command line says before it is parsed.
import { globalOptions } from './commands/globals.js';
import { commands, type CommandEntry } from './commands/index.js';
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
  const [name] = operandsOf(argv);
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
