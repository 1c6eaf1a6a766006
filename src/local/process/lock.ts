// One service per state folder. It uses SQLite's file lock: the system releases it when the
// process ends for any reason, so there is no stale lock to clean up.
import { openDatabase } from '../../database/sqlite.js';
import { keepPrivate } from './private-file.js';

/** Releases the lock. */
export type Unlock = () => void;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: string }).code === 'SQLITE_BUSY';

/** Takes the lock at `path`, or returns null at once when another process holds it. */
export const takeLock = (path: string): Unlock | null => {
  keepPrivate(path);
  const db = openDatabase(path);
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
