// The command tree as plain data: for help, `help --json`, the completions and the man page.
import type { Argument, Command, Option } from '@commander-js/extra-typings';

export interface Flag {
  readonly long: string;
  readonly short: string | null;
  /** `<name>` as help shows it, or null for a flag without a value. */
  readonly value: string | null;
  readonly choices: readonly string[];
  readonly default: string | null;
  readonly description: string;
  /** The heading under which help lists it; null for the flags of the command itself. */
  readonly group: string | null;
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
  /** The heading under which the help of its parent lists it. */
  readonly group: string | null;
  readonly summary: string;
  readonly description: string;
  readonly flags: readonly Flag[];
  readonly operands: readonly Operand[];
  readonly children: readonly Node[];
  /** The end of its help: notes and examples. */
  readonly footer: string;
}

/** A command of whatever flags and arguments. */
export type AnyCommand = Pick<
  Command,
  | 'aliases'
  | 'configureOutput'
  | 'createHelp'
  | 'description'
  | 'helpGroup'
  | 'helpInformation'
  | 'name'
  | 'outputHelp'
  | 'summary'
> & {
  readonly commands: readonly unknown[];
  readonly options: readonly Option[];
  readonly parent: unknown;
  readonly registeredArguments: readonly Argument[];
};

const heading = (text: string | undefined): string | null => text?.replace(/:$/, '') || null;

const flagOf = (option: Option): Flag => ({
  long: option.long ?? '',
  short: option.short ?? null,
  value: /[<[].*/.exec(option.flags)?.[0] ?? null,
  choices: option.argChoices ?? [],
  default: typeof option.defaultValue === 'string' ? option.defaultValue : null,
  description: option.description,
  group: heading(option.helpGroupHeading),
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
  default: null,
  description: 'show help',
  group: null,
};

/** The words that name a command; empty for the root. */
export const pathOf = (command: AnyCommand): readonly string[] => {
  const parent = command.parent as AnyCommand | null;
  return parent === null ? [] : [...pathOf(parent), command.name()];
};

/** The tree below a command, in the order of its help. */
export const treeOf = (command: AnyCommand, path = pathOf(command)): Node => ({
  path,
  aliases: command.aliases(),
  group: heading(command.helpGroup()),
  summary: command.summary() || command.description(),
  description: command.description(),
  flags: [...command.options.filter((option) => !option.hidden).map(flagOf), helpFlag],
  operands: command.registeredArguments.map(operandOf),
  children: command
    .createHelp()
    .visibleCommands(command as Command)
    .map((child) => child as unknown as AnyCommand)
    .map((child) => treeOf(child, [...path, child.name()])),
  footer: footerOf(command),
});

/** A node and all nodes below it, parents first. */
export const allNodes = (node: Node): Node[] => [node, ...node.children.flatMap(allNodes)];

/** `<job...>`, `[name]`. */
export const operandText = ({ name, many, required }: Operand): string => {
  const shown = many ? `${name}...` : name;
  return required ? `<${shown}>` : `[${shown}]`;
};

/** `asrctl get <job...> [flags]`. */
export const usageOf = (node: Node): string => {
  const rest = node.children.length > 0 ? ['<command>'] : node.operands.map(operandText);
  return ['asrctl', ...node.path, ...rest, '[flags]'].join(' ');
};

/** The description of a flag or operand, with its choices and default where the description does not name them. */
export const described = (one: Flag | Operand): string => {
  const words = new Set(one.description.split(/[^\w-]+/));
  const choices = one.choices.every((choice) => words.has(choice))
    ? []
    : [`one of ${one.choices.join(', ')}`];
  const standard = 'default' in one && one.default ? [`default: ${one.default}`] : [];
  const more = [...choices, ...standard].join('; ');
  return more === '' ? one.description : `${one.description} (${more})`;
};
