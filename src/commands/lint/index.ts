import { resolve } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { readSubtitleFile } from '../../transcripts/readers/subtitle-file.js';
import { segmentsOfFile } from '../../transcripts/readers/subtitle-segments.js';
import { ruleLabel } from '../views/rule-messages.js';
import type { Host } from '../host.js';
import { FailureCount } from '../inputs/items.js';
import { fixed } from './fix.js';
import { reshaped } from './reshape.js';
import { findingsView, summaryView, type Checked, type Finding } from './view.js';
import { exportOptions, type FileFlags, type StyleFlags } from '../inputs/export-flag-table.js';
import { readStyle } from '../inputs/style-flags.js';
import { readText } from '../inputs/text-file.js';

export default (host: Host) => {
  const command = new Command('lint')
    .description('Check SRT and WebVTT files against the rules of a style.')
    .argument('<file...>', 'subtitle files; - reads one from stdin')
    .option('--fix', 'repair the broken cues only; needs -o, or --force to replace the files')
    .option('--reshape', 'shape all cues again; needs -o, or --force to replace the files')
    .option('--diff', 'with --fix: show the changes')
    .option('--dry-run', 'with --fix: write nothing')
    .option('--summary', 'show one line per file')
    .addHelpText(
      'after',
      `
Exit code 1 if there are findings.

Examples:
  asrctl lint talk.srt
  asrctl lint *.vtt --style bbc --summary
  asrctl lint talk.srt --fix --diff
  asrctl lint talk.srt --style netflix-en --fix -o better.srt`,
    )
    .action((files, flags) => host.run((app) => lint(app, files, flags)));
  for (const option of exportOptions('lint')) command.addOption(option);
  return command;
};

export type Options = StyleFlags &
  FileFlags & {
    readonly fix?: true | undefined;
    readonly reshape?: true | undefined;
    readonly diff?: true | undefined;
    readonly dryRun?: true | undefined;
    readonly summary?: true | undefined;
  };

const refuseUnclear = ({ fix, reshape, output, force, diff, dryRun }: Options): void => {
  if (fix === true && reshape === true)
    throw usageError('--fix and --reshape exclude each other', 'Leave out one of them.');
  if (fix !== true && (diff === true || dryRun === true))
    throw usageError('--diff and --dry-run need --fix', 'Add --fix, or leave them out.');
  if (fix !== true && reshape !== true && (output !== undefined || force === true))
    throw usageError('-o and --force need --fix', 'Add --fix, or leave them out.');
};

/**
 * The findings of all files in their order. Fails with exit 1 if there are any, or as `FailureCount` says for
 * files that cannot be read. With `--fix` the broken cues are repaired, with `--reshape` all cues are shaped again.
 */
export const lint = async (
  app: App,
  files: readonly string[],
  options: Options,
): Promise<Output> => {
  refuseUnclear(options);
  const failures = new FailureCount(app, files.length, 'files');
  const checked: Checked[] = [];
  for (const file of files) {
    const one = await check(app, file, options).catch(caught);
    if (one instanceof CliError) await failures.add(one);
    else checked.push(one);
  }
  if (options.reshape === true) return reshaped(app, checked, options, failures.failure);
  if (options.fix === true) return fixed(app, checked, options, failures.failure);
  const found = checked.reduce((sum, { findings }) => sum + findings.length, 0);
  const failure = (): CliError | null => failures.failure() ?? (found > 0 ? broken(found) : null);
  return options.summary === true ? summaryView(checked, failure) : findingsView(checked, failure);
};

const broken = (found: number): CliError =>
  new CliError(Exit.error, `${found} ${found === 1 ? 'finding' : 'findings'}`, {
    code: 'findings',
    hint: 'Add --fix to repair these cues, with -o FOLDER/ or --force to replace the files.',
  });

const caught = (error: unknown): CliError => {
  if (error instanceof CliError) return error;
  throw error;
};

const check = async (app: App, file: string, options: Options): Promise<Checked> => {
  const text =
    file === '-' ? await app.io.stdin.text() : await readText(resolve(app.cwd, file), file);
  const read = readSubtitleFile(text);
  if (read.cues.length === 0) {
    throw usageError(`There are no cues in "${file}"`, 'Lint reads SRT and WebVTT files.');
  }
  const { lintCues, visibleCue } = await import('../../subtitles/index.js');
  const cues = read.cues.map((cue) => visibleCue(cue, read.kind));
  // The style follows the script of the text, and a thousand cues show it.
  const step = Math.ceil(read.cues.length / 1000);
  const sample = { ...read, cues: read.cues.filter((_, i) => i % step === 0) };
  const style = await readStyle(options, { segments: segmentsOfFile(sample) });
  const rules = lintCues(cues, style).map(({ cue, startMs, rule, measured, limit }): Finding => {
    const line = read.cues[cue - 1]?.line ?? null;
    return { file, cue, line, timeMs: startMs, rule, message: ruleLabel(rule), measured, limit };
  });
  const faults = read.problems.map(({ line, message }): Finding => ({
    file,
    cue: null,
    line,
    timeMs: null,
    rule: 'syntax',
    message,
    measured: null,
    limit: null,
  }));
  const findings = [...faults, ...rules].sort((a, b) => (a.line ?? 0) - (b.line ?? 0));
  return { file, text, read, cues, style, findings };
};
