// Where `lint --fix` and `lint --reshape` write: in place, or to `-o`.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import { transcriptOf } from '../../transcripts/transcript.js';
import type { FileFlags } from '../inputs/export-flag-table.js';
import { safeBase } from '../inputs/stem.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { refuseOverwrite } from '../outputs/output-path.js';
import { planTargets, type Target } from '../outputs/output-plan.js';
import type { Checked } from './view.js';

/** Throws exit 1 for a file with cues that cannot be read: their text would be lost. */
const refuseLost = ({ file, read }: Checked): void => {
  const lost = read.problems.find((problem) => problem.lost);
  if (lost === undefined) return;
  throw new CliError(Exit.error, `Line ${lost.line} of "${file}" has ${lost.message}`, {
    hint: 'Correct this line by hand: its text cannot be read.',
  });
};

const inputOf = (checked: Checked): TranscriptInput => {
  refuseLost(checked);
  const { file, read } = checked;
  return {
    from: file,
    base: safeBase(file.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, ''), 'subtitles'),
    id: null,
    title: null,
    transcript: transcriptOf(segmentsOfFile(read)),
    faults: [],
  };
};

const outputsFor = (
  checked: readonly Checked[],
  output: readonly string[] | undefined,
): readonly string[] => {
  if (output !== undefined) return output;
  if (checked.every(({ file }) => file !== '-')) return checked.map(({ file }) => file);
  throw usageError('stdin cannot be fixed in place', 'Name a file with -o.');
};

const oneFormat = (
  checked: readonly Checked[],
  output: readonly string[] | undefined,
): readonly string[] => {
  const kinds = [...new Set(checked.map(({ read }) => read.kind))];
  if (kinds.length < 2) return kinds;
  if (output === undefined) return [];
  throw usageError(
    '-o cannot take SRT and WebVTT files together',
    'Fix the files of one format at a time.',
  );
};

/**
 * The target of each file, in order. Throws exit 9 when a file is there and `--force` is not given, 2 for an
 * unclear `-o`, 1 for a file with cues that cannot be read.
 */
export const targetsOf = async (
  app: App,
  checked: readonly Checked[],
  { output, force }: FileFlags,
): Promise<readonly Target[]> => {
  const outputs = outputsFor(checked, output);
  const plan = { cwd: app.cwd, formats: oneFormat(checked, output), outputs, track: {} };
  const targets = checked.length === 0 ? [] : await planTargets(checked.map(inputOf), plan);
  refuseOverwrite(targets, force === true);
  return targets;
};
