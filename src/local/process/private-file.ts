// Files that only their user reads. The folder is 0700 already; the files are 0600, too, for the day
// somebody copies or opens the folder.
import { chmodSync, closeSync, openSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';

/** Makes the file at `path` where there is none, mode 0600 in any case; what SQLite puts beside it gets the same mode. */
export const keepPrivate = (path: string): void => {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
};

/** Replaces the file as a whole by `value` as JSON, mode 0600: a reader sees the old one or the new one. */
export const replacePrivate = async (path: string, value: object): Promise<void> => {
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
  await rename(temporary, path);
};
