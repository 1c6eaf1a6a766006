import { Command } from '@commander-js/extra-typings';
import type { App } from '../app.js';
import { CliError, Exit, usageError } from '../errors.js';
import type { Output } from '../formats/output.js';
import { subtitleFormats } from '../formats/subtitles/index.js';
import type { Transcript } from '../transcripts/transcript.js';
import { planTargets } from './outputs/output-plan.js';
import {
  exportOptions,
  unusedFlags,
  type ExportFlags,
  type FileFlags,
} from './inputs/export-flag-table.js';
import { shifted, type Exporting } from './outputs/render-track.js';
import type { Host } from './host.js';
import { FailureCount } from './inputs/items.js';
import type { InputOutcome, TranscriptInput } from './inputs/transcript-input.js';
import { explainMissing } from './inputs/jobs/job-scope.js';
import { findJobIds } from './inputs/jobs/job-ids.js';
import type { JobNaming } from './inputs/jobs/job-naming.js';
import { exportNaming, findTranscriptInputs } from './inputs/transcript-inputs.js';
import { refuseOverwrite } from './outputs/output-path.js';
import { writeTracks } from './outputs/write-tracks.js';
import { hintCommand } from './views/hint-command.js';
import { parseDuration } from './views/times.js';

export default (host: Host) => {
  const command = new Command('export-srt')
    .alias('export')
    .description('Write subtitles or text from a job or a saved file.')
    .argument(
      '[job|file...]',
      'job ids, beginnings of ids or @last; JSON, SRT or WebVTT files; - reads a file or ids from stdin',
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

/** What is exported where none is named: transcripts are left by jobs that succeeded. */
const naming: JobNaming = {
  ...exportNaming,
  only: { states: ['succeeded'], word: 'finished' },
  operand: 'job|file...',
};

export type Options = ExportFlags & FileFlags;

const refuseFlags = (app: App, given: readonly string[], options: Options): void => {
  const { query } = app.flags;
  if (query !== null) {
    throw usageError(
      '--query does not work with export',
      `Pick from a job: ${hintCommand(app, 'get', ...given, '--query', query)}`,
    );
  }
  if (options.secondFirst === true && options.bilingual === undefined) {
    throw usageError('--second-first needs --bilingual', 'Add --bilingual JOB, or leave it out.');
  }
};

/** The inputs that failed, and how the command ends. */
class ExportFailures {
  readonly #count: FailureCount;
  readonly #late: string[] = [];
  #others = 0;
  constructor(
    private readonly app: App,
    private readonly total: number,
  ) {
    this.#count = new FailureCount(app, total, 'inputs');
  }

  /** Throws the error of a single input, so that nothing is printed after it. */
  readonly add = async (error: CliError, input: string): Promise<void> => {
    if (this.total === 1) throw (await explainMissing(this.app, error, input)).about(input);
    if (error.exitCode === Exit.timeout) this.#late.push(input);
    else this.#others += 1;
    await this.#count.add(error, input);
  };

  /** Exit 7 if no input failed and some are not finished. */
  readonly failure = (): CliError | null => {
    if (this.#others > 0 || this.#late.length === 0) return this.#count.failure();
    const message = `${this.#late.length} of ${this.total} jobs are not finished`;
    const hint = `Wait for them: ${hintCommand(this.app, 'wait', ...this.#late)}`;
    return new CliError(Exit.timeout, message, { code: 'not_finished', hint });
  };
}

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
  refuseFlags(app, given, options);
  const outcomes: InputOutcome[] = [];
  const flags = readInputFlags(options);
  const named = given.length === 0 ? await findJobIds(app, [], naming) : given;
  for await (const one of findTranscriptInputs(app, named, flags)) outcomes.push(one);
  const failures = new ExportFailures(app, outcomes.length);
  const inputs: TranscriptInput[] = [];
  for (const outcome of outcomes) {
    if ('error' in outcome) await failures.add(outcome.error, outcome.item);
    else inputs.push(outcome.value);
  }
  const targets = inputs.length === 0 ? [] : await planTargets(inputs, planOf(app, options));
  const force = options.force === true;
  refuseOverwrite(targets, force);
  const formats = targets.map(({ format }) => format.name);
  for (const line of unusedFlags({ ...options }, formats)) app.tools.notice(line);
  const exporting: Exporting = {
    notice: (line) => app.tools.notice(line),
    flags: options,
    second: await secondLanguage(app, options),
    told: new Set(),
  };
  const text = await writeTracks(targets, { app, exporting, force, fail: failures.add });
  return { kind: 'text', foreign: true, text, failure: failures.failure };
};

const planOf = (app: App, options: Options) => ({
  cwd: app.cwd,
  formats: app.flags.formats,
  outputs: options.output ?? [],
  name: options.name,
  track: options,
});

/** Throws exit 2 for --timeout without --wait, and for a time that is none. */
const readInputFlags = ({ resultFile, wait, timeout, ...list }: Options) => {
  if (timeout !== undefined && wait !== true)
    throw usageError('--timeout needs --wait', 'Add --wait, or leave out --timeout.');
  const limitMs = timeout === undefined ? Infinity : parseDuration(timeout, '--timeout');
  return {
    resultFile: resultFile === true,
    waitMs: wait === true ? limitMs : null,
    list,
  };
};

const secondLanguage = async (app: App, options: Options): Promise<Transcript | null> => {
  if (options.bilingual === undefined) return null;
  const flags = { ...readInputFlags(options), resultFile: false };
  for await (const found of findTranscriptInputs(app, [options.bilingual], flags)) {
    if ('error' in found) throw found.error;
    return shifted(found.value.transcript, options);
  }
  return null;
};
