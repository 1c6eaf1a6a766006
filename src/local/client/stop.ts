// Ending the background process from another one.
import { processMark } from '../programs/process-mark.js';
import type { LocalPaths } from '../process/paths.js';
import { sendSignal } from '../programs/this-process.js';
import { findService } from './find.js';

export interface StopContext {
  readonly paths: LocalPaths;
  readonly platform: NodeJS.Platform;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

const patienceMs = 10_000;
const pollMs = 25;

/** Ends a process: SIGTERM, and SIGKILL when that does not end it in time. The jobs of a service are safe on disk. */
export const endProcess = async (
  pid: number,
  { platform, now, sleep }: Omit<StopContext, 'paths'>,
): Promise<void> => {
  const mark = processMark(pid, platform);
  const lives = (): boolean => mark !== null && processMark(pid, platform) === mark;
  sendSignal(pid, 'SIGTERM');
  const deadlineMs = now() + patienceMs;
  while (lives() && now() < deadlineMs) await sleep(pollMs);
  if (lives()) sendSignal(pid, 'SIGKILL');
  while (lives()) await sleep(pollMs);
};

/** Ends the service of a state folder; running jobs go back to the queue. Its process id, null when none ran. */
export const stopService = async (context: StopContext): Promise<number | null> => {
  const found = await findService(context.paths.service);
  if (found === null) return null;
  await endProcess(found.pid, context);
  return found.pid;
};
