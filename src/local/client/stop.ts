// Ending the background process from another one.
import { processMark } from '../programs/process-mark.js';
import type { LocalPaths } from '../process/paths.js';
import { sendSignal } from '../programs/this-process.js';
import { readServiceFile } from '../process/service-file.js';
import { findService } from './find.js';
import { serviceProcesses } from './service-processes.js';

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
  // One that does not answer is ended all the same, if its process is a local service of this user.
  const pid = found?.pid ?? readServiceFile(context.paths.service)?.pid ?? null;
  if (pid === null) return null;
  if (found === null && !serviceProcesses(context.platform).includes(pid)) return null;
  await endProcess(pid, context);
  return pid;
};

/** Ends every local service of this user. Returns how many there were. */
export const stopAllServices = async (context: Omit<StopContext, 'paths'>): Promise<number> => {
  const pids = serviceProcesses(context.platform);
  await Promise.all(pids.map((pid) => endProcess(pid, context)));
  return pids.length;
};
