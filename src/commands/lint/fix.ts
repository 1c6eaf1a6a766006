// `lint --fix`: a file's text shaped again in the style, in the file's own format.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output, Text } from '../../formats/output.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import { transcriptOf } from '../../transcripts/transcript.js';
import { planTargets } from '../outputs/output-plan.js';
import { renderTrack } from '../outputs/render-track.js';
import type { Checked } from './view.js';
import type { FileFlags, StyleFlags } from '../inputs/export-flag-table.js';
import { safeBase, type TranscriptInput } from '../inputs/transcript-input.js';
import { refuseOverwrite } from '../outputs/output-path.js';
import { saveOutput } from '../outputs/save-output.js';
import { inChunks } from '../outputs/write-file.js';

type Options = StyleFlags & FileFlags;

/** Throws exit 1 for a file with cues that cannot be read: fixing it would lose their text. */
const sourceOf = ({ file, read }: Checked): TranscriptInput => {
  const lost = read.problems.find((fault) => fault.lost);
  if (lost) {
    throw new CliError(Exit.error, `Line ${lost.line} of "${file}" holds ${lost.message}`, {
      hint: 'Correct it by hand: fixing the rest would lose its text.',
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

const placesFor = (
  checked: readonly Checked[],
  output: readonly string[] | undefined,
): readonly string[] => {
  if (output !== undefined) return output;
  if (checked.every(({ file }) => file !== '-')) return checked.map(({ file }) => file);
  throw usageError('stdin cannot be replaced', 'Name a file with -o.');
};

const oneFormat = (
  checked: readonly Checked[],
  output: readonly string[] | undefined,
): readonly string[] => {
  const kinds = [...new Set(checked.map(({ read }) => read.kind))];
  if (kinds.length < 2) return kinds;
  if (output === undefined) return [];
  throw usageError(
    'These are SRT and WebVTT files, and one -o',
    'Fix those of one format at a time.',
  );
};

/**
 * Shapes every file again and writes it, in place or to `-o`, under the rules of export: nothing is
 * replaced without `--force` (exit 9). What the style still cannot have is told on stderr.
 */
export const fixed = async (
  app: App,
  checked: readonly Checked[],
  options: Options,
  failure: Text['failure'],
): Promise<Output> => {
  const { output } = options;
  const outputs = placesFor(checked, output);
  const wish = { cwd: app.cwd, formats: oneFormat(checked, output), outputs, chapters: false };
  const targets = checked.length === 0 ? [] : await planTargets(checked.map(sourceOf), wish);
  const force = options.force === true;
  refuseOverwrite(targets, force);
  const flags = { ...options, speakers: true as const };
  const exporting = { app, flags, second: null, told: new Set<string>() };
  for (const target of targets) {
    const text = await renderTrack(exporting, target);
    if (target.path === null) return { kind: 'text', foreign: true, text: inChunks(text), failure };
    await saveOutput(app, target.path, text, force);
  }
  return { kind: 'text', text: [], failure };
};
