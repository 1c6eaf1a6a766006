// `help --json`: the command tree as a document, for programs that drive asrctl.
import type { Records } from '../formats/output.js';
import { footerBlocks } from './footer.js';
import { exitMeanings } from './exit-meanings.js';
import { topics } from './topics/index.js';
import { usageOf, type Flag, type Node, type Operand } from './tree.js';
import { valuesOfFlag, valuesOfOperand, type Values } from './values.js';

const types: Readonly<Record<Values['kind'], string>> = {
  words: 'word',
  list: 'words',
  files: 'path',
  profiles: 'profile',
  jobs: 'job',
  productions: 'job',
  'jobs-files': 'job',
  anything: 'text',
};

const valuesDocument = (values: Values | null) => ({
  /** What a value is: one of the words, a list of them, a path, the name of a profile, a job, or free text. */
  type: values === null ? 'switch' : types[values.kind],
  choices: values !== null && 'words' in values ? values.words : null,
});

const flagDocument = (node: Node, flag: Flag) => ({
  name: flag.long,
  short: flag.short,
  value: flag.value,
  valueRequired: flag.value?.startsWith('<') ?? false,
  ...valuesDocument(valuesOfFlag(node, flag)),
  default: flag.default,
  repeats: /may repeat/.test(flag.description),
  group: flag.group,
  description: flag.description,
});

const operandDocument = (node: Node, operand: Operand) => ({
  name: operand.name,
  required: operand.required,
  many: operand.many,
  ...valuesDocument(valuesOfOperand(node, operand)),
  description: operand.description,
});

/** The command lines below `Examples:`. */
const examplesOf = (node: Node): string[] =>
  footerBlocks(node.footer)
    .filter(({ title }) => title !== null && /^Examples?$/.test(title))
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => ('command' in entry ? [entry.command] : []));

const commandDocument = (node: Node): object => ({
  path: node.path,
  aliases: node.aliases,
  usage: usageOf(node),
  group: node.group,
  summary: node.summary.replace(/\.$/, ''),
  description: node.description,
  arguments: node.operands.map((operand) => operandDocument(node, operand)),
  flags: node.flags.map((flag) => flagDocument(node, flag)),
  examples: examplesOf(node),
  commands: node.children.map(commandDocument),
});

/** One record: the command, the flags of every command, the exit codes and the topics. */
export const helpDocument = (node: Node, root: Node, version: string): Records<Node> => ({
  kind: 'records',
  records: [node],
  columns: [],
  view: 'lines',
  id: ({ path }) => path.join(' ') || 'asrctl',
  document: (one: Node) => ({
    schemaVersion: 1,
    version,
    command: commandDocument(one),
    globalFlags: root.flags.map((flag) => flagDocument(root, flag)),
    exitCodes: exitMeanings,
    topics: topics.map(({ name, summary }) => ({ name, summary })),
  }),
  envelope: ([document]) => document,
});
