// What may stand after a flag or as an operand, as far as a shell can offer it.
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

/** Flags whose words live in the registries of other rooms. */
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

/** What a flag's value may be; null for a switch. */
export const valuesOfFlag = (node: Node, flag: Flag): Values | null => {
  if (flag.value === null) return null;
  if (flag.choices.length > 0) return { kind: 'words', words: flag.choices };
  return known[flag.long]?.(node) ?? { kind: meansFile.test(flag.value) ? 'files' : 'anything' };
};

/** What an operand may be. The name of `profile add` is new; every other one names a profile there is. */
export const valuesOfOperand = (node: Node, operand: Operand): Values => {
  if (operand.choices.length > 0) return { kind: 'words', words: operand.choices };
  if (meansFile.test(operand.name)) return { kind: 'files' };
  const [command, verb] = node.path;
  return { kind: command === 'profile' && verb !== 'add' ? 'profiles' : 'anything' };
};
