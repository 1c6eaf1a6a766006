// After a crash: interrupted jobs return to the queue once the programs that still work for them are
// ended, so that no job runs twice at the same time.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { killGroup, processMark } from '../programs/process-mark.js';
import type { JobFault } from './job.js';
import type { Interrupted, Store } from './store.js';

export interface Remains {
  /** Each job has its own folder in it. */
  readonly tmpDir: string;
  readonly platform: NodeJS.Platform;
}

const pollMs = 10;
/** A killed process that still exists after this time hangs in the kernel. */
const patienceMs = 5_000;

/** The recorded process, unless its id belongs to another one by now. */
const recorded = (job: Interrupted, platform: NodeJS.Platform): readonly number[] => {
  const { childPid, childMark } = job;
  if (childPid === null || childMark === null) return [];
  return processMark(childPid, platform) === childMark ? [childPid] : [];
};

/**
 * Processes with the job's folder in their command line: one may have started just before the crash, too
 * late to be recorded. Read from /proc on Linux; empty elsewhere.
 */
const workingIn = async (folder: string, platform: NodeJS.Platform): Promise<readonly number[]> => {
  if (platform !== 'linux') return [];
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const works = await Promise.all(
    pids.map(async (pid) => {
      const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return command.includes(`${folder}/`);
    }),
  );
  return pids.filter((_, index) => works[index] === true).map(Number);
};

const end = async (pid: number, platform: NodeJS.Platform): Promise<void> => {
  const mark = processMark(pid, platform);
  const lives = (): boolean => mark !== null && processMark(pid, platform) === mark;
  killGroup(pid, platform);
  for (let waited = 0; lives() && waited < patienceMs; waited += pollMs) await sleep(pollMs);
};

/** A job that the service did not survive this many times is not run again: it would stop the queue for ever. */
const mostCrashes = 2;

const tooManyCrashes = (crashes: number): JobFault => ({
  code: 'InternalError.Crash',
  message: `The local service ended ${crashes} times without warning while it ran this job`,
});

/** Returns interrupted jobs to the queue; called before the queue starts. Returns how many there were. */
export const recover = async (
  store: Store,
  { tmpDir, platform }: Remains,
  nowMs: number,
): Promise<number> => {
  const jobs = store.interrupted();
  for (const job of jobs) {
    const left = await workingIn(join(tmpDir, job.id), platform);
    const pids = new Set([...recorded(job, platform), ...left]);
    await Promise.all([...pids].map((pid) => end(pid, platform)));
    const crashes = store.countCrash(job.id);
    if (crashes < mostCrashes) store.requeue(job.id, nowMs);
    else store.fail(job.id, tooManyCrashes(crashes), nowMs);
  }
  return jobs.length;
};
