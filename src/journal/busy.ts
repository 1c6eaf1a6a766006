// Waiting for a database that another process has locked: short tries, so that signals are handled in between.
import { CliError, Exit } from '../errors.js';

/** How long one try may block this process; the pause between two tries, at most; and all of it. Milliseconds. */
export const tryMs = 50;
const pauseMs = 100;
const patienceMs = 10_000;

export interface Patience {
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Rejects with the signal's reason when the user interrupts. */
  readonly sleep: (ms: number) => Promise<void>;
}

export const sqliteCode = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const isBusy = (error: unknown): boolean =>
  /^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/.test(sqliteCode(error));

const locked = (file: string, cause: unknown): CliError =>
  new CliError(Exit.error, `Another process has locked the submit journal ${file}`, {
    code: 'journal_locked',
    hint: 'Find the asrctl process that holds it (a suspended one: `jobs`), resume or stop it, and run the same command again.',
    cause,
  });

/** Does the work, again while the file is locked. Throws exit 1 when it still is after 10 seconds. */
export const whenFree = async <T>(
  { now, sleep }: Patience,
  file: string,
  work: () => T,
): Promise<T> => {
  const endMs = now() + patienceMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (now() >= endMs) throw locked(file, error);
    }
    await sleep(pauseMs);
  }
};
