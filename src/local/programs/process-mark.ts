// Distinguishes a process from a later one with the same id, by its start time.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { sendSignal } from './this-process.js';

/**
 * When process `pid` started, as the system writes it: clock ticks since boot on
 * Linux (field 22 of /proc/pid/stat, proc(5)), `ps -o lstart=` elsewhere. Null when there is no
 * such process. Synchronous, so that it is recorded before anything else happens.
 */
export const processMark = (pid: number, platform: NodeJS.Platform): string | null => {
  if (platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
      // The second field is the command in brackets and may hold blanks.
      const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state === 'Z' ? null : (rest[18] ?? null);
    } catch {
      return null;
    }
  }
  const answer = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return answer.stdout?.trim() || null;
};

/** Kills the process group that `pid` leads, if it still exists. Windows has no groups. */
export const killGroup = (pid: number, platform: NodeJS.Platform): void => {
  sendSignal(platform === 'win32' ? pid : -pid, 'SIGKILL');
};
