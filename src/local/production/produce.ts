// One production job from its input to its output files: ffmpeg writes into the service's own folder,
// and complete files are moved to their destination.
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Argv } from '../../argv.js';
import { ChildFailed, linesOf } from '../programs/child.js';
import type { DecodeTools } from '../media/decode.js';
import { decodeReason } from '../media/decode-reasons.js';
import { MediaUnreadable, OutputExists } from '../media/media-unreadable.js';
import { probe } from '../media/probe.js';
import { safeFormats } from '../media/demuxers.js';
import type { LocalJob, LocalResult } from '../jobs/job.js';
import { decodeLimitMs } from '../media/limits.js';
import { processMark } from '../programs/process-mark.js';
import { localFunctions } from './functions.js';
import type { ProductionRequest } from './request.js';

export interface Producer extends DecodeTools {
  readonly tmpDir: string;
  readonly platform: NodeJS.Platform;
  /** Of the service. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called when a program starts for a job. */
  noteChild(id: string, pid: number, mark: string): void;
}

const run = async (
  tools: Producer,
  job: LocalJob,
  argumentsFor: (formats: string) => readonly string[],
  signal: AbortSignal,
): Promise<string[]> => {
  const started = (pid: number): void => {
    const mark = processMark(pid, tools.platform);
    if (mark !== null) tools.noteChild(job.id, pid, mark);
  };
  const lines: string[] = [];
  const { platform, env, ffmpeg, ffprobe } = tools;
  const { size } = await stat(job.file);
  // Writing the output takes about as long as reading the input.
  const limitMs = 2 * decodeLimitMs(size);
  const ask = (argv: Argv): AsyncIterable<string> =>
    linesOf(argv, { platform, env, signal, started, limitMs });
  const formats = await safeFormats(ask, ffmpeg);
  try {
    for await (const line of ask([ffmpeg, ...argumentsFor(formats)])) lines.push(line);
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    const found = ffprobe === null ? null : await probe(ask, ffprobe, formats, job.file);
    const reason = decodeReason(error, size, found);
    throw new MediaUnreadable(`ffmpeg cannot process the input: ${reason}`);
  }
  return lines;
};

/** `walk.jpg` and 1 of several: `walk-00001.jpg`, as the cloud numbers covers. */
const numbered = (name: string, made: string): string => {
  const number = /-\d{5}(?=\.[^.]*$)/.exec(made)?.[0] ?? '';
  return name.replace(/(?=\.[^./\\]*$)/, number);
};

/** Copied beside the destination first, so that no reader sees half a file; a user's own file is never replaced. */
const moveTo = async (made: string, place: string, replace: boolean): Promise<void> => {
  await mkdir(dirname(place), { recursive: true, mode: 0o700 });
  if (!replace) {
    await copyFile(made, place, constants.COPYFILE_EXCL).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST'
        ? new OutputExists(`The output already exists: ${place}`)
        : error;
    });
    return;
  }
  const beside = `${place}.part`;
  await copyFile(made, beside);
  await rename(beside, place);
};

const work = async (
  tools: Producer,
  job: LocalJob,
  dir: string,
  signal: AbortSignal,
): Promise<LocalResult> => {
  const request = job.request as ProductionRequest;
  const recipe = localFunctions.get(request.functionName);
  if (recipe === undefined) throw new MediaUnreadable(`No function ${request.functionName}`);
  const { target, targetName, more, replace } = request;
  const extension = target.slice(target.lastIndexOf('.') + 1).toLowerCase();
  const argumentsFor = (formats: string): readonly string[] =>
    recipe.arguments({ input: job.file, more, extension, dir, formats });
  const lines = await run(tools, job, argumentsFor, signal);
  const made = (await readdir(dir)).toSorted();
  if (made.length === 0)
    throw new MediaUnreadable('The input holds nothing that the function can process');
  const files: string[] = [];
  const paths: string[] = [];
  for (const name of made) {
    const path = recipe.numbered ? numbered(target, name) : target;
    await moveTo(join(dir, name), path, replace);
    files.push(recipe.numbered ? numbered(targetName, name) : targetName);
    paths.push(path);
  }
  const produced = { files, paths, result: recipe.found(lines, files) };
  return { segments: [], audioMs: 0, engine: 'ffmpeg', produced };
};

/**
 * Runs a production job. Throws MediaUnreadable when ffmpeg cannot process the input, OutputExists when the output
 * already exists, the signal's reason when aborted. Leaves nothing in the service's own folder.
 */
export const produce = async (
  tools: Producer,
  job: LocalJob,
  signal: AbortSignal,
): Promise<LocalResult> => {
  const dir = join(tools.tmpDir, job.id);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  try {
    return await work(tools, job, dir, signal);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};
