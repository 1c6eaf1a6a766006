// The man page, in the macros of man(7) that groff and mandoc support.
import { environment, files } from './man-sections.js';
import { allNodes, type Flag, type Node, type Operand } from './tree.js';

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

const operandText = ({ name, many, required }: Operand): string => {
  const shown = many ? `${name}...` : name;
  return required ? `<${shown}>` : `[${shown}]`;
};

const synopsis = (node: Node): string => {
  const words = ['asrctl', ...node.path].join(' ');
  const rest = [
    ...(node.children.length > 0 ? ['<command>'] : node.operands.map(operandText)),
    '[flags]',
  ];
  return `.B ${escape(words)}\n${escape(rest.join(' '))}`;
};

const flagEntry = ({ long, short, value, choices, description }: Flag): string => {
  const names = [short, long]
    .filter((name) => name !== null)
    .map((name) => `\\fB${escape(name)}\\fR`);
  const shown = value === null ? '' : ` \\fI${escape(value)}\\fR`;
  const offered =
    choices.length > 0 && !description.includes(choices.join(', '))
      ? ` (${choices.join(', ')})`
      : '';
  return `.TP\n${names.join(', ')}${shown}\n${escape(description + offered)}`;
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

const entries = (list: readonly (readonly [term: string, text: string])[]): string[] =>
  list.map(([term, text]) => `.TP\n\\fB${escape(term)}\\fR\n${escape(text)}`);

/** asrctl.1 */
export const man = (root: Node, version: string): string =>
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
    '.SH EXIT STATUS',
    '.nf',
    escape(root.footer.slice(root.footer.indexOf('Exit codes:'))),
    '.fi',
    '.SH ENVIRONMENT',
    ...entries(environment()),
    '.SH FILES',
    ...entries(files()),
    '',
  ].join('\n');
