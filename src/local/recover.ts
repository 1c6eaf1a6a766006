// After a sudden end: jobs that were executing go back to the queue, once the programs that were
// still working for them are gone, so that none ever runs twice at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup, processMark } from './process-mark.js';
import type { Interrupted, Store } from './store.js';

const pollMs = 10;
/** A killed process that has not gone after so long hangs in the kernel; waiting longer helps nobody. */
const patienceMs = 5_000;

const endLeftover = async (job: Interrupted, platform: NodeJS.Platform): Promise<void> => {
  const { childPid, childMark } = job;
  if (childPid === null || childMark === null) return;
  const lives = (): boolean => processMark(childPid, platform) === childMark;
  // Only the process that was written down: its number may have been given to another since.
  if (!lives()) return;
  killGroup(childPid, platform);
  for (let waited = 0; lives() && waited < patienceMs; waited += pollMs) await sleep(pollMs);
};

/** Puts interrupted jobs back; to be called before the queue starts. Returns how many there were. */
export const recover = async (
  store: Store,
  platform: NodeJS.Platform,
  nowMs: number,
): Promise<number> => {
  const jobs = store.interrupted();
  for (const job of jobs) {
    await endLeftover(job, platform);
    store.requeue(job.id, nowMs);
  }
  return jobs.length;
};
