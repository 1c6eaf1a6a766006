// The record of what this machine sent, in one file that all processes of a user share.
import { openFile, type FileDeps } from './database.js';
import { digestsOf, type Digests } from './digests.js';
import { itemsOf, type Items } from './item-records.js';
import { jobsOf, type Jobs } from './jobs/job-records.js';
import { ownProcess, type OwnProcess } from './lease.js';
import { outputsOf, type Outputs } from './output-records.js';
import type { PruneRequest } from './prune.js';
import { sourcesOf, type Sources } from './source-records.js';
import { submitsOf, type Submits } from './submit-records.js';
import { uploadsOf, type Uploads } from './upload-records.js';

/**
 * Every call is one transaction. Throws exit 1 when another process keeps the file locked for 10 seconds, the
 * signal's reason when the user interrupts that wait, and SQLite's own errors for a full or broken disk.
 */
export interface Journal {
  readonly submits: Submits;
  readonly uploads: Uploads;
  readonly items: Items;
  readonly outputs: Outputs;
  readonly digests: Digests;
  readonly sources: Sources;
  readonly jobs: Jobs;
  /** Removes old rows that nothing needs, in several transactions; returns the number of submits, items and production jobs. */
  prune(request: PruneRequest): Promise<number>;
}

export interface JournalDeps extends FileDeps {
  readonly pid: number;
  readonly lives: OwnProcess['lives'];
}

/** Opens the journal of this user. Throws exit 1 when its file cannot be used. */
export const openJournal = async ({ pid, lives, ...deps }: JournalDeps): Promise<Journal> => {
  const file = await openFile(deps);
  const own = ownProcess(pid, lives);
  const now = (): number => deps.now();
  return {
    submits: submitsOf(file, now, own),
    uploads: uploadsOf(file, now, own),
    items: itemsOf(file, now),
    outputs: outputsOf(file, now, own),
    digests: digestsOf(file),
    sources: sourcesOf(file),
    jobs: jobsOf(file, now),
    prune: async (request) => (await import('./prune.js')).pruneJournal(file, request),
  };
};
