// One service per state folder. SQLite's own file lock is the lock: the system lets go of it when
// the process ends, however it ends, so that there is nothing stale to clean up.
import Database from 'libsql';
import { keepPrivate } from './private-file.js';

/** Lets go. */
export type Unlock = () => void;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: string }).code === 'SQLITE_BUSY';

/** Takes the lock at `path`, or gives null at once when another process has it. */
export const takeLock = (path: string): Unlock | null => {
  keepPrivate(path);
  const db = new Database(path);
  try {
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db.close();
    if (isBusy(error)) return null;
    throw error;
  }
  return () => {
    db.close();
  };
};
