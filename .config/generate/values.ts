// The values of flags and operands that a shell can offer.
import type { App } from '../../src/app.js';
import { providers } from '../../src/api/index.js';
import { jobColumns } from '../../src/commands/views/job.js';
import { recordFormatNames } from '../../src/formats/records/index.js';
import { subtitleFormats } from '../../src/formats/subtitles/index.js';
import { jobStates } from '../../src/jobs/job.js';
import { styles } from '../../src/subtitles/index.js';
import type { Flag, Node, Operand } from './tree.js';

export type Values =
  | { readonly kind: 'words' | 'list'; readonly words: readonly string[] }
  | { readonly kind: 'files' | 'profiles' | 'anything' };

const list = (words: readonly string[]): Values => ({ kind: 'list', words });

const columns = (): string[] =>
  jobColumns({ clock: { now: () => 0 }, flags: { utc: true } } as App).map(({ key }) => key);

/** Flags whose values are in the registries of other rooms. */
const known: Readonly<Record<string, (node: Node) => Values>> = {
  '--profile': () => ({ kind: 'profiles' }),
  '--format': ({ path: [command] }) =>
    list(command === 'export-srt' ? subtitleFormats.map(({ name }) => name) : recordFormatNames),
  '--output-format': () => list(subtitleFormats.map(({ name }) => name)),
  '--style': () => ({ kind: 'words', words: styles.map(({ name }) => name) }),
  '--state': () => list(jobStates),
  '--type': () => list([...new Set(providers.flatMap(({ jobTypes }) => jobTypes))]),
  '--columns': () => list(columns()),
};

const meansFile = /file|folder|path|media/i;

/** The values of a flag; null for a flag without a value. */
export const valuesOfFlag = (node: Node, flag: Flag): Values | null => {
  if (flag.value === null) return null;
  if (flag.choices.length > 0) return { kind: 'words', words: flag.choices };
  return known[flag.long]?.(node) ?? { kind: meansFile.test(flag.value) ? 'files' : 'anything' };
};

/** The values of an operand. `profile add` takes a new name; the other `profile` commands take existing ones. */
export const valuesOfOperand = (node: Node, operand: Operand): Values => {
  if (operand.choices.length > 0) return { kind: 'words', words: operand.choices };
  if (meansFile.test(operand.name)) return { kind: 'files' };
  const [command, verb] = node.path;
  return { kind: command === 'profile' && verb !== 'add' ? 'profiles' : 'anything' };
};
