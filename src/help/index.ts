// Help: of asrctl, of a command, of a topic; as text for people or as a document for programs.
import type { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import { commands, type CommandEntry } from '../commands/index.js';
import { usageError } from '../errors.js';
import type { Output } from '../formats/output.js';
import { nearest } from '../nearest.js';
import { laidOut, type Block, type Look } from './layout.js';
import { commandPage, rootPage } from './page.js';
import { topics, type TopicEntry } from './topics/index.js';
import { treeOf, type Node } from './tree.js';

/** A longer line is hard to read, however wide the terminal is. */
const widest = 100;

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;

const lookFor = ({ stdout }: App['io']): Look => ({
  width: Math.min(stdout.columns, widest),
  heading: stdout.colorLevel > 0 ? bold : (text) => text,
});

const textOf = (app: App, blocks: readonly Block[]): Output => ({
  kind: 'text',
  text: [laidOut(blocks, lookFor(app.io))],
});

const outputOf = async (app: App, node: Node, root: Node): Promise<Output> => {
  if (app.flags.formats.length === 0)
    return textOf(app, node.path.length === 0 ? rootPage(root) : commandPage(node, root));
  const { helpDocument } = await import('./document.js');
  return helpDocument(node, root, app.version);
};

const rootOf = (command: Command): Command =>
  command.parent === null ? command : rootOf(command.parent as unknown as Command);

const nodeOf = (command: Command): Node => treeOf(command);

/** Help of a command that is built, as `--help` prints it. */
export const helpOfCommand = (app: App, command: Command): Promise<Output> =>
  outputOf(app, nodeOf(command), nodeOf(rootOf(command)));

const topicNamed = (words: readonly string[]): TopicEntry | undefined =>
  words.length === 1 ? topics.find(({ name }) => name === words[0]) : undefined;

const isNamed = (entry: CommandEntry, word: string | undefined): boolean =>
  word !== undefined && (entry.name === word || entry.alias === word);

const unknown = (words: readonly string[], wrong: string, names: readonly string[]): Error => {
  const near = nearest(wrong, names);
  const said = words.map((word) => (word === wrong && near !== null ? near : word));
  return usageError(
    `There is no command or topic "${words.join(' ')}"`,
    near === null ? 'See asrctl --help.' : `Did you mean: asrctl help ${said.join(' ')}`,
  );
};

const found = (root: Node, words: readonly string[]): Node => {
  let node = root;
  for (const word of words) {
    const next = node.children.find(
      ({ path, aliases }) => path.at(-1) === word || aliases.includes(word),
    );
    const names = [...node.children, ...(node === root ? topics : [])].map((one) =>
      'path' in one ? (one.path.at(-1) ?? '') : one.name,
    );
    if (next === undefined) throw unknown(words, word, names);
    node = next;
  }
  return node;
};

/**
 * Help by the words after `help`: none, a topic, or a command. `build` makes the tree with those commands complete that
 * are selected. Throws exit 2 for words that name nothing.
 */
export const helpOfWords = async (
  app: App,
  words: readonly string[],
  build: (load: (entry: CommandEntry) => boolean) => Promise<Command>,
): Promise<Output> => {
  const topic = topicNamed(words);
  const asText = app.flags.formats.length === 0;
  if (topic !== undefined && asText)
    return textOf(app, (await topic.load()).default(app.providers));
  const isWanted = (entry: CommandEntry): boolean => isNamed(entry, words[0]);
  const isWhole = !asText && !commands.some(isWanted);
  const root = nodeOf(await build((entry) => isWhole || isWanted(entry)));
  return outputOf(app, found(root, topic === undefined ? words : []), root);
};
