// The command tree as plain data, for the completions and the man page.
import type { Argument, Command, Option } from '@commander-js/extra-typings';

export interface Flag {
  readonly long: string;
  readonly short: string | null;
  /** `<name>` as help shows it, or null for a flag without a value. */
  readonly value: string | null;
  readonly choices: readonly string[];
  readonly description: string;
}

export interface Operand {
  readonly name: string;
  readonly many: boolean;
  readonly required: boolean;
  readonly choices: readonly string[];
  readonly description: string;
}

export interface Node {
  /** Words after `asrctl`; empty for the root. */
  readonly path: readonly string[];
  readonly aliases: readonly string[];
  readonly summary: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  readonly operands: readonly Operand[];
  readonly children: readonly Node[];
  /** The end of its help: examples, exit codes. */
  readonly footer: string;
}

type AnyCommand = Pick<
  Command,
  | 'aliases'
  | 'configureOutput'
  | 'createHelp'
  | 'description'
  | 'helpInformation'
  | 'name'
  | 'outputHelp'
  | 'summary'
> & {
  readonly options: readonly Option[];
  readonly registeredArguments: readonly Argument[];
};

const flagOf = (option: Option): Flag => ({
  long: option.long ?? '',
  short: option.short ?? null,
  value: /[<[].*/.exec(option.flags)?.[0] ?? null,
  choices: option.argChoices ?? [],
  description: option.description,
});

const operandOf = (argument: Argument): Operand => ({
  name: argument.name(),
  many: argument.variadic,
  required: argument.required,
  choices: argument.argChoices ?? [],
  description: argument.description,
});

/** commander has no getter for added help texts: print the help and remove the generated part. */
const footerOf = (command: AnyCommand): string => {
  let printed = '';
  command.configureOutput({ writeOut: (text: string) => void (printed += text) });
  command.outputHelp();
  return printed.slice(command.helpInformation().length).trim();
};

const helpFlag: Flag = {
  long: '--help',
  short: '-h',
  value: null,
  choices: [],
  description: 'show help',
};

/** The tree below a command, in the order of its help. */
export const treeOf = (command: AnyCommand, path: readonly string[] = []): Node => ({
  path,
  aliases: command.aliases(),
  summary: command.summary() || command.description(),
  description: command.description(),
  flags: [...command.options.filter((option) => !option.hidden).map(flagOf), helpFlag],
  operands: command.registeredArguments.map(operandOf),
  children: command
    .createHelp()
    .visibleCommands(command as Command)
    .map((child) => child as unknown as AnyCommand)
    .filter((child) => child.name() !== 'help')
    .map((child) => treeOf(child, [...path, child.name()])),
  footer: footerOf(command),
});

/** A node and all nodes below it, parents first. */
export const allNodes = (node: Node): Node[] => [node, ...node.children.flatMap(allNodes)];
