// The help of a command as blocks: what it is, its commands, arguments and flags, the flags of every command, examples.
import { footerBlocks } from './footer.js';
import type { Block, Entry } from './layout.js';
import { topics } from './topics/index.js';
import { described, usageOf, type Flag, type Node } from './tree.js';

const titled = (title: string, entries: readonly Entry[]): Block => ({ title, entries });

/** `-q, --quiet`, `    --json`: long names stand below each other. */
const flagTerm = ({ long, short, value }: Flag): string =>
  [short === null ? long : `${short}, ${long}`, value].filter((part) => part !== null).join(' ');

const flagEntry = (flag: Flag): Entry => ({ term: flagTerm(flag), text: described(flag) });

/** The things in groups, in the order in which each group first appears; `first` is the group of those without one. */
const grouped = <T extends { readonly group: string | null }>(
  all: readonly T[],
  first: string,
): [title: string, members: T[]][] => {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const title = one.group ?? first;
    groups.set(title, [...(groups.get(title) ?? []), one]);
  }
  // The groups of the providers come last, whatever the order in which flags were added.
  return [...groups].toSorted(([a], [b]) => Number(b === first) - Number(a === first));
};

/** A line of help begins with a lower-case word and has no full stop. */
const lineOf = (sentence: string): string =>
  sentence.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());

const commandEntry = ({ path, aliases, summary }: Node): Entry => ({
  term: [path.at(-1), ...aliases].join(', '),
  text: lineOf(summary),
});

const commandBlocks = (node: Node): Block[] =>
  grouped(node.children, 'Commands').map(([title, members]) =>
    titled(title, members.map(commandEntry)),
  );

const argumentBlock = (node: Node): Block =>
  titled(
    'Arguments',
    node.operands.map((operand) => ({ term: operand.name, text: described(operand) })),
  );

const flagBlocks = (node: Node): Block[] =>
  grouped(node.flags, 'Flags').map(([title, members]) => titled(title, members.map(flagEntry)));

const usageBlock = (node: Node): Block => {
  const names = node.aliases.map((alias) =>
    usageOf({ ...node, path: [...node.path.slice(0, -1), alias] }),
  );
  return titled(
    'Usage',
    [usageOf(node), ...names].map((command) => ({ command })),
  );
};

/** Of every command; `--version` only makes sense without one. */
const sharedFlags = (root: Node): Block =>
  titled(
    'Flags of every command',
    root.flags.filter(({ long }) => long !== '--help' && long !== '--version').map(flagEntry),
  );

/** Blocks of the help of one command. */
export const commandPage = (node: Node, root: Node): Block[] => [
  { title: null, entries: [{ text: node.description }] },
  usageBlock(node),
  ...commandBlocks(node),
  argumentBlock(node),
  ...flagBlocks(node),
  sharedFlags(root),
  ...footerBlocks(node.footer),
];

const startHere: Block = titled('Start here', [
  { term: 'asrctl local setup', text: 'install a speech engine on this machine' },
  { term: 'asrctl transcribe talk.wav', text: 'write talk.srt' },
  { term: 'asrctl profile add work', text: 'use a cloud account' },
]);

const topicBlock: Block = titled(
  'Topics',
  topics.map(({ name, summary }) => ({ term: name, text: summary })),
);

const learnMore: Block = titled('Learn more', [
  { term: 'asrctl <command> --help', text: 'flags and examples of a command' },
  { term: 'asrctl help <topic>', text: 'one of the topics' },
  { term: 'man asrctl', text: 'everything on one page' },
]);

/** Blocks of the help of asrctl itself. */
export const rootPage = (root: Node): Block[] => [
  { title: null, entries: [{ text: root.description }] },
  usageBlock(root),
  startHere,
  ...commandBlocks(root),
  topicBlock,
  titled('Flags of every command', root.flags.map(flagEntry)),
  learnMore,
];
