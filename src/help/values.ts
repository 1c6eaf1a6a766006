// The values of flags and operands that a shell can offer.
import type { App } from '../app.js';
import { providers } from '../api/index.js';
import { jobColumns } from '../commands/views/job.js';
import { fileFormatNames } from '../formats/subtitles/file-formats.js';
import { recordFormatNames } from '../formats/records/index.js';
import { subtitleFormats } from '../formats/subtitles/index.js';
import { jobStates } from '../jobs/job.js';
import { styles } from '../subtitles/index.js';
import { commands } from '../commands/index.js';
import { topics } from './topics/index.js';
import type { Flag, Node, Operand } from './tree.js';

export type Values =
  | { readonly kind: 'words' | 'list'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'profiles' | 'jobs' | 'productions' | 'jobs-files' | 'anything' };

const list = (words: readonly string[]): Values => ({ kind: 'list', words });

const columns = (): string[] =>
  jobColumns({ clock: { now: () => 0 }, flags: { utc: true } } as App).map(({ key }) => key);

const styleWords = (): Values => ({ kind: 'words', words: styles.map(({ name }) => name) });

/** Flags whose values are in the registries of other rooms. */
const known: Readonly<Record<string, (node: Node) => Values>> = {
  '--profile': () => ({ kind: 'profiles' }),
  '--from': () => ({ kind: 'files' }),
  '--format': ({ path: [command] }) => {
    if (command === 'export-srt') return list(subtitleFormats.map(({ name }) => name));
    return list(
      command === 'transcribe' ? [...fileFormatNames, ...recordFormatNames] : recordFormatNames,
    );
  },
  '--output-format': () => list(subtitleFormats.map(({ name }) => name)),
  '--style': styleWords,
  '--state': () => list(jobStates),
  '--type': () => list([...new Set(providers.flatMap(({ jobTypes }) => jobTypes))]),
  '--columns': () => list(columns()),
};

const meansFile = /\b(?:file|folder|path|media)\b/i;

/** The values of a flag; null for a flag without a value. */
export const valuesOfFlag = (node: Node, flag: Flag): Values | null => {
  if (flag.value === null) return null;
  if (flag.choices.length > 0) return { kind: 'words', words: flag.choices };
  return known[flag.long]?.(node) ?? { kind: meansFile.test(flag.value) ? 'files' : 'anything' };
};

const helpWords = (): string[] => [...new Set([...commands, ...topics].map(({ name }) => name))];

/** The values of an operand. `profile add` takes a new name; the other `profile` commands take existing ones. */
export const valuesOfOperand = (node: Node, operand: Operand): Values => {
  if (operand.choices.length > 0) return { kind: 'words', words: operand.choices };
  if (operand.name === 'job|file') return { kind: 'jobs-files' };
  if (operand.name === 'job')
    return { kind: node.path[0] === 'production' ? 'productions' : 'jobs' };
  if (meansFile.test(operand.name)) return { kind: 'files' };
  const [command, verb] = node.path;
  if (command === 'styles') return styleWords();
  if (command === 'help') return { kind: 'words', words: helpWords() };
  return { kind: command === 'profile' && verb !== 'add' ? 'profiles' : 'anything' };
};
