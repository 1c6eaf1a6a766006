// Writes the result of a job to files: chapters in one of our formats, captions as the service wrote them.
import { join, resolve } from 'node:path';
import type { ProductionApi } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import type { SubtitleFormat } from '../../formats/subtitles/format.js';
import { formatOfFile, subtitleFormat } from '../../formats/subtitles/index.js';
import { chaptersOf, type Chapter } from '../../transcripts/results/production-chapters.js';
import { isTerminal } from '../../jobs/job.js';
import type { ProductionJob } from '../../jobs/production.js';
import type { Cue } from '../../subtitles/cue.js';
import type { FileFlags } from '../inputs/export-flag-table.js';
import { isFolder, orStdout, refuseOverwrite } from '../outputs/output-path.js';
import { saveOutput } from '../outputs/save-output.js';
import { findJobIds } from '../inputs/jobs/job-ids.js';
import { hintCommand } from '../views/hint-command.js';
import { captionFiles, safeId, type File } from './captions.js';
import { openProduction, productionNotFound } from './production-api.js';

const chapterFormats = ['vtt', 'csv', 'youtube-chapters'] as const;

const finished = async (app: App, api: ProductionApi, id: string): Promise<ProductionJob> => {
  const job = await api.get(id, { signal: app.signal });
  if (job === null) throw productionNotFound(app, id);
  if (!isTerminal(job.state))
    throw new CliError(Exit.timeout, `Production job ${id} is not finished: it is ${job.state}`, {
      code: 'not_finished',
      hint: `Wait for it: ${hintCommand(app, 'production', 'wait', id)}`,
    });
  if (job.state === 'succeeded') return job;
  const why = [job.error?.code, job.error?.message].filter(Boolean).join(': ');
  throw new CliError(Exit.jobFailed, `Production job ${id} ${job.state}${why ? `: ${why}` : '.'}`, {
    code: job.error?.code ?? undefined,
    hint: `Show all details: ${hintCommand(app, 'production', 'get', id)}`,
  });
};

const chapterFormat = (app: App, output: string): SubtitleFormat => {
  const [name, ...more] = app.flags.formats;
  const implied = output === '-' ? null : formatOfFile(output);
  const format = name === undefined ? (implied ?? subtitleFormat('vtt')) : subtitleFormat(name);
  if (format && more.length === 0 && chapterFormats.some((known) => known === format.name))
    return format;
  throw usageError(
    `Chapters cannot be written as "${name ?? output}"`,
    `Use one of: ${chapterFormats.join(', ')}.`,
  );
};

const cueOf = ({ startMs, endMs, title }: Chapter): Cue => ({
  startMs,
  endMs,
  lines: [title],
  speaker: null,
  words: [],
  translation: null,
});

const chapterText = async (
  format: SubtitleFormat,
  job: ProductionJob,
  chapters: readonly Chapter[],
): Promise<string> => {
  const { write } = await format.load();
  const transcript = { language: null, timing: 'segment' as const, segments: [] };
  const pieces = write(
    { cues: chapters.map(cueOf), transcript },
    {
      language: null,
      title: job.name,
      eol: '\n',
      bom: false,
      startIndex: 1,
      highlight: false,
      voices: false,
      rawCells: false,
    },
  );
  return [...pieces].join('');
};

const chapterFile = async (
  app: App,
  job: ProductionJob,
  chapters: readonly Chapter[],
  outputs: readonly string[],
): Promise<File> => {
  const [output = '-', ...more] = outputs;
  if (more.length > 0)
    throw usageError('-o repeats, but the job has one file of chapters', 'Give one -o.');
  if (chapters.length === 0)
    throw new CliError(Exit.error, `${job.function} found no segments in this media`, {
      code: 'nothing_found',
      hint: `Show the result: ${hintCommand(app, 'production', 'get', job.id)}`,
    });
  const format = chapterFormat(app, output);
  const text = await chapterText(format, job, chapters);
  if (output === '-') return { path: null, text };
  const path = resolve(app.cwd, output);
  const name = `${safeId(job.id)}.chapters.${format.extension}`;
  const folder = /[\\/]$/.test(output) || (await isFolder(path));
  return { path: folder ? join(path, name) : path, text };
};

/**
 * Writes chapters of MusicSegmentDetect and VideoClip, and subtitle files of CaptionExtraction. Throws
 * exit 1 for files that are not text, 7 for jobs that are not finished, 2 for other functions, 5 for failed jobs, 9
 * for files that exist.
 */
export const exportJob = async (
  app: App,
  named: string | undefined,
  flags: FileFlags,
): Promise<Output> => {
  const api = await openProduction(app);
  const naming = {
    command: ['production', 'export'],
    kind: 'production',
    operand: 'job',
  } as const;
  const [id = ''] = await findJobIds(app, named === undefined ? [] : [named], naming);
  const job = await finished(app, api, id);
  const chapters = chaptersOf(job.function, job.result);
  if (chapters === null && job.function !== 'CaptionExtraction')
    throw usageError(
      `${job.function ?? 'This function'} has nothing to export`,
      `Show its output: ${hintCommand(app, 'production', 'get', id)}`,
    );
  const outputs = flags.output?.map(orStdout) ?? ['-'];
  const files =
    chapters === null
      ? await captionFiles(app, api, job, outputs, flags.force === true)
      : [await chapterFile(app, job, chapters, outputs)];
  const force = flags.force === true;
  refuseOverwrite(files, force);
  const [first] = files;
  if (first?.path === null) return { kind: 'text', foreign: true, text: [first.text] };
  for (const { path, text } of files) {
    if (path !== null) await saveOutput(app, path, [text], force);
  }
  return { kind: 'text', text: [] };
};
