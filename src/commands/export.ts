import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import { CliError, Exit, usageError } from '../errors.js';
import type { Output } from '../formats/output.js';
import { subtitleFormats } from '../formats/subtitles/index.js';
import type { Transcript } from '../transcripts/transcript.js';
import { planTargets } from './outputs/output-plan.js';
import { exportOptions, type ExportFlags, type FileFlags } from './inputs/export-flag-table.js';
import { shifted, renderTrack, type Exporting } from './outputs/render-track.js';
import type { Host } from './host.js';
import { FailureCount } from './inputs/items.js';
import type { InputOutcome, TranscriptInput } from './inputs/transcript-input.js';
import { findTranscriptInputs } from './inputs/transcript-inputs.js';
import { refuseOverwrite } from './outputs/output-path.js';
import { saveOutput } from './outputs/save-output.js';
import { inChunks } from './outputs/write-file.js';
import { hintCommand } from './views/hint-command.js';
import { parseDuration } from './views/times.js';

export default (host: Host) => {
  const command = new Command('export-srt')
    .alias('export')
    .description('Write subtitles or text from a job or a saved file.')
    .argument(
      '<job|file...>',
      'job ids, JSON, SRT or WebVTT files; - reads a file or ids from stdin',
    )
    .addHelpText(
      'after',
      `
Formats: ${subtitleFormats.map(({ name }) => name).join(', ')}; default: by the extension of -o, else srt.

Examples:
  asrctl export 88c6ca184c0e47098a5b665e2a126797 > talk.srt
  asrctl export talk.json -o talk.vtt --style bbc --speakers
  asrctl export *.json --format srt,vtt -o subtitles/`,
    )
    .action((inputs, flags) =>
      host.run((app) => exportTracks(app, inputs, flags), { ownFormats: true }),
    );
  for (const option of exportOptions('export')) command.addOption(option);
  return command;
};

export type Options = ExportFlags & FileFlags;

const refuseFlags = ({ flags }: App, options: Options): void => {
  if (flags.query !== null) {
    throw usageError(
      '--query does not work with export',
      'Pick from a job with asrctl get --query.',
    );
  }
  if (options.secondFirst === true && options.bilingual === undefined) {
    throw usageError('--second-first needs --bilingual', 'Add --bilingual JOB, or leave it out.');
  }
};

/** How the command ends if some inputs failed: exit 7 if none failed and some are not finished. */
const failureOf = (app: App, outcomes: readonly InputOutcome[], failures: FailureCount) => () => {
  const errors = outcomes.flatMap((one) => ('error' in one ? [one] : []));
  if (outcomes.length < 2 || errors.some(({ error }) => error.exitCode !== Exit.timeout))
    return failures.failure();
  if (errors.length === 0) return null;
  const ids = errors.map(({ item }) => item);
  const message = `${ids.length} of ${outcomes.length} jobs are not finished`;
  const hint = `Wait for them: ${hintCommand(app, 'wait', ...ids)}`;
  return new CliError(Exit.timeout, message, { code: 'not_finished', hint });
};

/**
 * Exports every input in every requested format. Nothing is written until all inputs are read and shaped
 * and each has a file of its own. Of several inputs, those that fail are reported and the others are
 * written (exit 6). Throws usage errors (2), exit 9 for files that exist.
 */
export const exportTracks = async (
  app: App,
  given: readonly string[],
  options: Options,
): Promise<Output> => {
  refuseFlags(app, options);
  const outcomes: InputOutcome[] = [];
  for await (const one of findTranscriptInputs(app, given, readJobFlags(options)))
    outcomes.push(one);
  const failures = new FailureCount(app, outcomes.length, 'inputs');
  const inputs: TranscriptInput[] = [];
  for (const outcome of outcomes) {
    if ('error' in outcome) await failures.add(outcome.error, outcome.item);
    else inputs.push(outcome.value);
  }
  const targets = inputs.length === 0 ? [] : await planTargets(inputs, planOf(app, options));
  const force = options.force === true;
  refuseOverwrite(targets, force);
  const second = await secondLanguage(app, options);
  const exporting: Exporting = {
    notice: (line) => app.tools.notice(line),
    flags: options,
    second,
    told: new Set(),
  };
  const tracks = [];
  for (const { path, ...track } of targets)
    tracks.push({ path, text: await renderTrack(exporting, track) });
  for (const { path, text } of tracks) if (path !== null) await saveOutput(app, path, text, force);
  // The plan sends at most one of them to stdout.
  const shown = tracks.find(({ path }) => path === null)?.text ?? [];
  const failure = failureOf(app, outcomes, failures);
  return { kind: 'text', foreign: true, text: inChunks(shown), failure };
};

const planOf = (app: App, options: Options) => ({
  cwd: app.cwd,
  formats: app.flags.formats,
  outputs: options.output ?? [],
  name: options.name,
  track: options,
});

/** Throws exit 2 for --timeout without --wait, and for a time that is none. */
const readJobFlags = ({ resultFile, wait, timeout, null: nul }: Options) => {
  if (timeout !== undefined && wait !== true)
    throw usageError('--timeout needs --wait', 'Add --wait, or leave out --timeout.');
  const limitMs = timeout === undefined ? Infinity : parseDuration(timeout, '--timeout');
  return {
    resultFile: resultFile === true,
    waitMs: wait === true ? limitMs : null,
    nul: nul === true,
  };
};

const secondLanguage = async (app: App, options: Options): Promise<Transcript | null> => {
  if (options.bilingual === undefined) return null;
  const flags = { ...readJobFlags(options), resultFile: false };
  for await (const found of findTranscriptInputs(app, [options.bilingual], flags)) {
    if ('error' in found) throw found.error;
    return shifted(found.value.transcript, options);
  }
  return null;
};
