// Databases that only their user reads. The folder is 0700 already; the files are, too, for the day
// somebody copies or opens the folder.
import { chmodSync, closeSync, openSync } from 'node:fs';

/** Makes the file at `path` where there is none, mode 0600 in any case; what SQLite puts beside it gets the same mode. */
export const keepPrivate = (path: string): void => {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
};
