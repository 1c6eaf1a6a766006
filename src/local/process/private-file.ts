// Files that only this user reads and writes. Their folder is 0700 already; the files are 0600 as
// well, in case somebody copies or opens the folder.
// Synchronous: these files are tiny, and node:fs/promises costs 2 ms to load.
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { CliError, Exit } from '../../errors.js';
import { makePrivateFolder } from '../../folders.js';
import { ownUid } from '../programs/this-process.js';

/** More than any of these files holds. */
const limitBytes = 65_536;

/** Creates the file at `path` if it is missing and sets mode 0600; SQLite gives its side files the same mode. */
export const keepPrivate = (path: string): void => {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
};

/** Replaces the file as a whole by `value` as JSON, mode 0600: a reader sees the old one or the new one. */
export const replacePrivate = (path: string, value: object): void => {
  const temporary = `${path}.${randomBytes(8).toString('hex')}`;
  try {
    writeFileSync(temporary, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
};

/**
 * The text of a small file that nobody else can have written: a regular file, no link, owned by this
 * user, not writable by others. Null for any other file, and where there is none.
 */
export const readPrivate = (path: string): string | null => {
  let file: number;
  try {
    // A FIFO in its place must not block.
    file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | constants.O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const info = fstatSync(file);
    const isOurs = ownUid === null || (info.uid === ownUid && (info.mode & 0o022) === 0);
    return info.isFile() && isOurs && info.size <= limitBytes ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  } finally {
    closeSync(file);
  }
};

/** Creates a folder with mode 0700. Throws exit 4 when it belongs to another user, who could replace what is in it. */
export const ownFolder = (path: string): void => {
  makePrivateFolder(path);
  if (ownUid !== null && lstatSync(path).uid !== ownUid)
    throw new CliError(Exit.auth, `The folder ${path} belongs to another user`, {
      hint: 'Set ASRCTL_HOME to a folder of your own.',
    });
};
