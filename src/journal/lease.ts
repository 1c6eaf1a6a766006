// Who may work on an entry: the process that holds it, until it lets go, dies or falls silent.
import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Longer than a call may take with both its timeouts; a process that died is noticed sooner, by its pid. */
export const leaseMs = 120_000;

export interface Owner {
  readonly pid: number;
  /** Where process numbers mean the same: containers and machines that share a journal number their own. */
  readonly space: string;
}

const numberSpace = (): string => {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
};

/** This process, under the number it goes by. */
export const ownerOf = (pid: number): Owner => ({ pid, space: numberSpace() });

/** True when that process is surely gone, as `own` sees it. Another user's process answers EPERM: it lives. */
export const hasDied = ({ pid, space }: Owner, own: Owner): boolean => {
  if (space !== own.space) return false;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
};
