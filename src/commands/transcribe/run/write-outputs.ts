// The files of an item on disk: which of them are its own, and writing each once.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { App } from '../../../app.js';
import { CliError, Exit } from '../../../errors.js';
import type { SubtitleFormat } from '../../../formats/subtitles/format.js';
import type { Job } from '../../../jobs/job.js';
import { existsAlready, isFileThere, type Instead } from '../../outputs/output-path.js';
import { writeFault } from '../../outputs/write-fault.js';
import { touch, writeWhole } from '../../outputs/write-file.js';
import { renderTrack, type Exporting } from '../../outputs/render-track.js';
import type { TranscriptInput } from '../../inputs/transcript-input.js';
import { hintCommand } from '../../views/hint-command.js';
import { baseOf } from '../items/item-outputs.js';
import type { Item } from '../items/item.js';
import type { Row, Run } from './run-state.js';

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

const elsewhere = 'Write elsewhere with -o.';
const instead: Instead = {
  file: 'Add --force to replace it, or write elsewhere with -o.',
  folder: elsewhere,
  special: elsewhere,
};

/** Stands for a file of 0 bytes: a power cut leaves it of one that was being written, so any item may write it. */
const empty = '';

/** SHA-256 of a file, or null when there is none. Throws as `isFileThere` for what is no file. */
const digestOf = async ({ settings }: Run, path: string): Promise<string | null> => {
  if (!isFileThere(path, settings.force, instead)) return null;
  try {
    const bytes = await readFile(path);
    return bytes.length === 0 ? empty : sha256(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw writeFault(path, error);
  }
};

/** Whether all files of an item are as an earlier run left them; their times are set if so. */
export const isIntact = async (run: Run, item: Item, key: string): Promise<boolean> => {
  for (const { path } of item.outputs) {
    const own = await run.journal.outputs.announced(path);
    if (own?.item !== key || (await digestOf(run, path)) !== own.digest) return false;
  }
  for (const { path } of item.outputs) await touch(path, run.app.clock.now());
  return true;
};

/** Throws exit 9 when what is there was not written by a run of this very item, unless forced. */
const refuseOne = async (
  { journal, settings }: Run,
  path: string,
  key: string,
  there: string | null,
): Promise<void> => {
  if (settings.force || there === null || there === empty) return;
  const own = await journal.outputs.announced(path);
  if (own?.item === key && [own.digest, own.before].includes(there)) return;
  throw existsAlready(path, instead);
};

/** Throws exit 9 for a file that is there and that no run of this very item wrote, unless forced. */
export const refuseForeign = async (run: Run, item: Item, key: string): Promise<void> => {
  for (const { path } of item.outputs) await refuseOne(run, path, key, await digestOf(run, path));
};

const transcriptInputOf = (
  app: App,
  item: Item,
  { id, title, transcript, error }: Job,
): TranscriptInput => {
  if (transcript === null || transcript.segments.length === 0) {
    throw new CliError(
      Exit.error,
      transcript === null
        ? `Job "${id}" has no transcript. ${error?.message ?? ''}`.trimEnd()
        : `No speech was recognised in job "${id}".`,
      { code: 'no_transcript', hint: `See what the job has: ${hintCommand(app, 'get', id)}` },
    );
  }
  return { from: item.source, base: baseOf(item.media), id, title, transcript, faults: [] };
};

/** How often to look whether another process has finished writing the same file. */
const busyPollMs = 100;

/** A file that exists keeps its mode, its owner and the link that leads to it, and is synced, as in export. */
const writeOnce = async (run: Run, path: string, key: string, text: string): Promise<void> => {
  const { app, journal, settings } = run;
  while (!(await journal.outputs.lock(path))) await app.clock.sleep(busyPollMs, app.signal);
  const digest = sha256(text);
  try {
    const there = await digestOf(run, path);
    if (there !== digest) await refuseOne(run, path, key, there);
    await journal.outputs.announce(path, { item: key, digest });
    if (there === digest) return await touch(path, app.clock.now());
    await writeWhole(path, [text], { replace: settings.force || there !== null, instead });
  } catch (error) {
    // Of this file, not of the journal.
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : writeFault(path, error);
  } finally {
    await journal.outputs.unlock(path).catch(() => {});
  }
};

/** Writes the item's files; a file that exists with the same bytes is left alone. Gives their paths, or the text for stdout. */
export const writeOutputs = async (
  run: Run,
  item: Item,
  key: string,
  job: Job,
): Promise<Pick<Row, 'outputs' | 'text'>> => {
  const input = transcriptInputOf(run.app, item, job);
  const exporting: Exporting = {
    notice: (line) => run.app.tools.notice(line),
    flags: item.shaping,
    second: null,
    told: new Set(),
  };
  const render = async (format: SubtitleFormat): Promise<string> =>
    [...(await renderTrack(exporting, { input, format }))].join('');
  for (const { format, path } of item.outputs)
    await writeOnce(run, path, key, await render(format));
  const text = item.stdout === null ? null : await render(item.stdout);
  return { outputs: item.outputs.map(({ path }) => path), text };
};
