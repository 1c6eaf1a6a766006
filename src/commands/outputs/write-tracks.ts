// Renders the targets of an export and writes their files. An input that fails does not stop the others.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { TranscriptInput } from '../inputs/transcript-input.js';
import type { Target } from './output-plan.js';
import { renderTrack, type Exporting } from './render-track.js';
import { saveOutput } from './save-output.js';
import { inChunks } from './write-file.js';

interface Writing {
  readonly app: App;
  readonly exporting: Exporting;
  readonly force: boolean;
  /** Reports that an input failed; it may throw. */
  readonly fail: (error: CliError, input: string) => Promise<void>;
}

/** Wrong flags and an interrupt concern every input. */
const endsAll = ({ exitCode }: CliError): boolean =>
  exitCode === Exit.usage || exitCode === Exit.interrupted || exitCode === Exit.terminated;

/** Does the work for each target; of an input that failed, the other files are left out. */
const eachTarget = async <T extends Pick<Target, 'input'>>(
  targets: readonly T[],
  { fail }: Writing,
  work: (target: T) => Promise<void>,
): Promise<void> => {
  const failed = new Set<TranscriptInput>();
  for (const target of targets) {
    const { input } = target;
    if (failed.has(input)) continue;
    try {
      await work(target);
    } catch (error) {
      if (!(error instanceof CliError) || endsAll(error)) throw error;
      failed.add(input);
      await fail(error, input.from);
    }
  }
};

/**
 * Writes the files, after all of them are shaped. Gives the text for stdout, empty if no target goes there.
 * Throws usage errors and interrupts, and what `fail` throws.
 */
export const writeTracks = async (
  targets: readonly Target[],
  writing: Writing,
): Promise<Iterable<string>> => {
  const { app, exporting, force } = writing;
  const tracks: (Target & { readonly text: Iterable<string> })[] = [];
  await eachTarget(targets, writing, async (target) => {
    tracks.push({ ...target, text: await renderTrack(exporting, target) });
  });
  await eachTarget(tracks, writing, async ({ path, text }) => {
    if (path !== null) await saveOutput(app, path, text, force);
  });
  // The plan sends at most one of them to stdout.
  return inChunks(tracks.find(({ path }) => path === null)?.text ?? []);
};
