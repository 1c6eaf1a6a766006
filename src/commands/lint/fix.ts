// `lint --fix`: shapes the text of a file again in the style, and writes it in the file's own format.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output, Text } from '../../formats/output.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import { transcriptOf } from '../../transcripts/transcript.js';
import { planTargets } from '../outputs/output-plan.js';
import { renderTrack } from '../outputs/render-track.js';
import type { Checked } from './view.js';
import type { FileFlags, StyleFlags } from '../inputs/export-flag-table.js';
import { safeBase } from '../inputs/stem.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import { refuseOverwrite } from '../outputs/output-path.js';
import { saveOutput } from '../outputs/save-output.js';
import { inChunks } from '../outputs/write-file.js';

type Options = StyleFlags & FileFlags;

/** Throws exit 1 for a file with cues that cannot be read: their text would be lost. */
const inputOf = ({ file, read }: Checked): TranscriptInput => {
  const lost = read.problems.find((problem) => problem.lost);
  if (lost) {
    throw new CliError(Exit.error, `Line ${lost.line} of "${file}" has ${lost.message}`, {
      hint: 'Correct this line by hand: --fix would lose its text.',
    });
  }
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
 * Shapes every file again and writes it, in place or to `-o`. As in export, nothing is replaced without
 * `--force` (exit 9), and rules that could not be kept are printed on stderr.
 */
export const fixed = async (
  app: App,
  checked: readonly Checked[],
  options: Options,
  failure: Text['failure'],
): Promise<Output> => {
  const { output } = options;
  const outputs = outputsFor(checked, output);
  const plan = { cwd: app.cwd, formats: oneFormat(checked, output), outputs, track: {} };
  const targets = checked.length === 0 ? [] : await planTargets(checked.map(inputOf), plan);
  const force = options.force === true;
  refuseOverwrite(targets, force);
  const flags = { ...options, speakers: true as const };
  const exporting = {
    notice: (line: string) => app.tools.notice(line),
    flags,
    second: null,
    told: new Set<string>(),
  };
  for (const target of targets) {
    const text = await renderTrack(exporting, target);
    if (target.path === null) return { kind: 'text', foreign: true, text: inChunks(text), failure };
    await saveOutput(app, target.path, text, force);
  }
  return { kind: 'text', text: [], failure };
};
