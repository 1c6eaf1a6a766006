// The files of an item on disk: whose they are, and writing them once.
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, Exit } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import { writeFault } from '../write-file.js';
import { spell, type Exporting } from '../export-track.js';
import type { Source } from '../source.js';
import { baseOf, type Item } from './plan.js';
import type { Run } from './run-state.js';

const sha256 = (data: string | Uint8Array): string =>
  createHash('sha256').update(data).digest('hex');

/** SHA-256 of a file, or null when there is none. */
const digestOf = async (path: string): Promise<string | null> => {
  try {
    return sha256(await readFile(path));
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

/** Throws exit 9 for a file that is there and that no run of this very item wrote, unless forced. */
export const refuseForeign = async (
  { journal, settings }: Run,
  item: Item,
  key: string,
): Promise<void> => {
  if (settings.force) return;
  for (const { path } of item.outputs) {
    const there = await digestOf(path);
    const promised = journal.items.promised(path);
    if (there === null || (promised?.item === key && promised.digest === there)) continue;
    throw new CliError(Exit.exists, `"${path}" exists already`, {
      hint: 'Add --force to replace it, or write elsewhere with --output-dir.',
    });
  }
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

/**
 * Writes beside the file, syncs and renames. The name beside it is always the same: what a killed run
 * left there is written over by the next one, since the item is not done yet.
 */
const writeOnce = async ({ app, journal }: Run, path: string, text: string): Promise<void> => {
  while (!journal.uploads.claim(place, path)) await app.clock.sleep(busyPollMs, app.signal);
  const beside = `${path}.asrctl-part`;
  try {
    if ((await digestOf(path)) === sha256(text)) return;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(beside, text, { flush: true });
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
  const { app, journal } = run;
  const source = sourceOf(item, job);
  const exporting: Exporting = { app, flags: item.shaping, second: null, told: new Set() };
  await refuseForeign(run, item, key);
  for (const { format, path } of item.outputs) {
    const text = [...(await spell(exporting, { source, format, path }))].join('');
    journal.items.promise(path, { item: key, digest: sha256(text) });
    await writeOnce(run, path, text);
  }
  return item.outputs.map(({ path }) => path);
};
