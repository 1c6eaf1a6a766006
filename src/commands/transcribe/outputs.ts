// The files of an item on disk: whose they are, and writing them once.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, Exit } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import { makeFolder, writeFault } from '../write-file.js';
import { spell, type Exporting } from '../export-track.js';
import type { Source } from '../source.js';
import { baseOf, type Item } from './plan.js';
import type { Run } from './run-state.js';

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/**
 * SHA-256 of a file, or null when there is none: most often so, and learnt soonest by asking at once. An
 * empty one is what a power cut leaves of a file that was being written.
 */
const digestOf = async (path: string): Promise<string | null> => {
  if (!existsSync(path)) return null;
  try {
    const bytes = await readFile(path);
    return bytes.length === 0 ? null : sha256(bytes);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw writeFault(path, error);
  }
};

/** Whether all files of an item are as an earlier run left them. */
export const isIntact = async ({ journal }: Run, item: Item, key: string): Promise<boolean> => {
  for (const { path } of item.outputs) {
    const promised = journal.items.promised(path);
    if (promised?.item !== key || (await digestOf(path)) !== promised.digest) return false;
  }
  return true;
};

/** Throws exit 9 when what is there was not written by a run of this very item, unless forced. */
const refuseOne = (
  { journal, settings }: Run,
  path: string,
  key: string,
  there: string | null,
): void => {
  if (settings.force || there === null) return;
  const promised = journal.items.promised(path);
  if (promised?.item === key && promised.digest === there) return;
  throw new CliError(Exit.exists, `"${path}" exists already`, {
    hint: 'Add --force to replace it, or write elsewhere with --output-dir.',
  });
};

/** Throws exit 9 for a file that is there and that no run of this very item wrote, unless forced. */
export const refuseForeign = async (run: Run, item: Item, key: string): Promise<void> => {
  for (const { path } of item.outputs) refuseOne(run, path, key, await digestOf(path));
};

const sourceOf = (item: Item, { id, title, transcript }: Job): Source => {
  if (transcript === null || transcript.segments.length === 0) {
    throw new CliError(
      Exit.error,
      transcript === null
        ? `Job "${id}" has no transcript.`
        : `Nothing was recognised in job "${id}".`,
      { code: 'no_transcript', hint: `See what it has: asrctl get ${id}` },
    );
  }
  return { from: item.input, base: baseOf(item.media), id, title, transcript, faults: [] };
};

/** The journal's claims keep two clients with one list from writing a file at the same time. */
const place = 'output';
const busyPollMs = 100;

/** The folder is made when it turns out to be missing: most often an item before has made it. */
const writeBeside = async (path: string, text: string, flush: boolean): Promise<void> => {
  const write = (): Promise<void> => writeFile(path, text, { flush });
  await write().catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await makeFolder(dirname(path));
    await write();
  });
};

/**
 * Writes beside the file and renames; synced, as in export, only where it replaces one. The name beside
 * it is always the same: what a killed run left there is written over by the next one.
 */
const writeOnce = async (run: Run, path: string, key: string, text: string): Promise<void> => {
  const { app, journal } = run;
  while (!journal.uploads.claim(place, path)) await app.clock.sleep(busyPollMs, app.signal);
  const beside = `${path}.asrctl-part`;
  const digest = sha256(text);
  try {
    const there = await digestOf(path);
    if (there !== digest) refuseOne(run, path, key, there);
    journal.items.promise(path, { item: key, digest });
    if (there === digest) return;
    await writeBeside(beside, text, there !== null);
    await rename(beside, path);
  } catch (error) {
    throw error instanceof CliError ? error : writeFault(path, error);
  } finally {
    journal.uploads.done(place, path);
  }
};

/** Writes the item's files; one that is there with the same bytes is left alone. Gives their paths. */
export const writeOutputs = async (
  run: Run,
  item: Item,
  key: string,
  job: Job,
): Promise<readonly string[]> => {
  const source = sourceOf(item, job);
  const exporting: Exporting = { app: run.app, flags: item.shaping, second: null, told: new Set() };
  for (const { format, path } of item.outputs) {
    const text = [...(await spell(exporting, { source, format, path }))].join('');
    await writeOnce(run, path, key, text);
  }
  return item.outputs.map(({ path }) => path);
};
