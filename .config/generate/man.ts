// The man page, in the macros of man(7) that groff and mandoc support.
import { providers } from '../../src/api/index.js';
import type { Block, Entry } from '../../src/help/layout.js';
import { files, variables } from '../../src/help/variables.js';
import { exitEntries } from '../../src/help/exit-meanings.js';
import { topics } from '../../src/help/topics/index.js';
import { allNodes, described, operandText, type Flag, type Node } from '../../src/help/tree.js';

const hex = (point: string): string =>
  (point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

const escape = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll("'", '\\(aq')
    // Beyond ASCII by number (groff_char(7)): troff reads its input as Latin-1.
    .replace(/[^\n -~]/gu, (point) => `\\[u${hex(point)}]`)
    .replace(/^\./gm, '\\&.');

const synopsis = (node: Node): string => {
  const words = ['asrctl', ...node.path].join(' ');
  const rest = [
    ...(node.children.length > 0 ? ['<command>'] : node.operands.map(operandText)),
    '[flags]',
  ];
  return `.B ${escape(words)}\n${escape(rest.join(' '))}`;
};

const flagEntry = (flag: Flag): string => {
  const names = [flag.short, flag.long]
    .filter((name) => name !== null)
    .map((name) => `\\fB${escape(name)}\\fR`);
  const shown = flag.value === null ? '' : ` \\fI${escape(flag.value)}\\fR`;
  return `.TP\n${names.join(', ')}${shown}\n${escape(described(flag))}`;
};

const footer = (node: Node): string[] =>
  node.footer === '' ? [] : ['.PP', '.nf', escape(node.footer), '.fi'];

const commandSection = (node: Node): string => {
  const names = [node.path.join(' '), ...node.aliases].join(', ');
  return [
    `.SS ${escape(names)}`,
    synopsis(node),
    '.PP',
    escape(node.description),
    ...node.flags.filter(({ long }) => long !== '--help').map(flagEntry),
    ...footer(node),
  ].join('\n');
};

const entryText = (entry: Entry): string => {
  if ('command' in entry) return `.PP\n.nf\n${escape(entry.command)}\n.fi`;
  if ('term' in entry) return `.TP\n\\fB${escape(entry.term)}\\fR\n${escape(entry.text)}`;
  return `.PP\n${escape(entry.text)}`;
};

const blockText = ({ title, entries }: Block): string[] => [
  ...(title === null ? [] : [`.SS ${escape(title)}`]),
  ...entries.map(entryText),
];

/** Topics whose text is in a section of its own name that every manual has. */
const standard = new Set(['environment', 'exit-codes']);

const topicSections = async (): Promise<string[]> => {
  const others = topics.filter(({ name }) => !standard.has(name));
  const sections = others.map(async ({ name, load }) => [
    `.SH ${escape(name.toUpperCase())}`,
    ...(await load()).default(providers).flatMap(blockText),
  ]);
  return (await Promise.all(sections)).flat();
};

/** asrctl.1 */
export const man = async (root: Node, version: string): Promise<string> =>
  [
    `.TH ASRCTL 1 "" "asrctl ${version}" "User Commands"`,
    '.SH NAME',
    `asrctl \\- submit and inspect speech\\-transcription jobs, and export subtitles`,
    '.SH SYNOPSIS',
    synopsis(root),
    '.SH DESCRIPTION',
    escape(root.description),
    '.PP',
    'Flags work before and after the command.',
    '.SH FLAGS OF EVERY COMMAND',
    ...root.flags.map(flagEntry),
    '.SH COMMANDS',
    ...allNodes(root).slice(1).map(commandSection),
    ...(await topicSections()),
    '.SH EXIT STATUS',
    ...exitEntries.map(entryText),
    '.SH ENVIRONMENT',
    ...variables(providers).map(entryText),
    '.SH FILES',
    ...files.map(entryText),
    '',
  ].join('\n');
