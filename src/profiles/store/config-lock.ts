// One change of config.json at a time, among all processes of the user.
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import type { Clock } from '../../api/provider.js';
import { CliError, Exit } from '../../errors.js';

/** What a lock needs of the world. */
export interface LockWorld {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly processes: { readonly pid: number; readonly lives: (pid: number) => boolean };
}

/** Much longer than any change takes. */
const patienceMs = 10_000;
const pauseMs = 20;

/** Creates the lock file, or nothing: null if it exists. */
const create = (file: string): number | null => {
  try {
    return openSync(file, 'wx', 0o600);
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return null;
    throw error;
  }
};

const take = (file: string, pid: number): boolean => {
  const opened = create(file);
  if (opened === null) return false;
  try {
    writeSync(opened, String(pid));
    return true;
  } catch (error) {
    // A full disk must not leave a lock that names nobody.
    rmSync(file, { force: true });
    throw error;
  } finally {
    closeSync(opened);
  }
};

const holderOf = (file: string): number | null => {
  try {
    const text = readFileSync(file, 'utf8');
    return /^\d+$/.test(text) ? Number(text) : null;
  } catch {
    return null;
  }
};

/** Removes the lock of a process that died. If another process was faster, its new lock is put back. */
const removeDead = (file: string, holder: number, pid: number): void => {
  const aside = `${file}.${pid}`;
  try {
    renameSync(file, aside);
    if (holderOf(aside) !== holder) linkSync(aside, file);
  } catch {
    // Another process removed it, or has taken it again.
  }
  rmSync(aside, { force: true });
};

/**
 * Runs `change`, which must be synchronous, while no other process changes the configuration. Rejects with the
 * signal's reason, or with exit 1 when another process holds the lock for ten seconds.
 */
export const withLock = async <T>(
  file: string,
  { clock, signal, processes }: LockWorld,
  change: () => T,
): Promise<T> => {
  const { pid, lives } = processes;
  const deadlineMs = clock.now() + patienceMs;
  while (!take(file, pid)) {
    const holder = holderOf(file);
    if (holder !== null && !lives(holder)) removeDead(file, holder, pid);
    else if (clock.now() >= deadlineMs)
      throw new CliError(Exit.error, `The configuration is locked by process ${holder ?? '?'}`, {
        hint: `Resume or stop that process. If it is not asrctl, remove ${file}.`,
      });
    else await clock.sleep(pauseMs, signal);
  }
  try {
    return change();
  } finally {
    rmSync(file, { force: true });
  }
};
