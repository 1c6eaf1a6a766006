// The one way a file of the user's gets written: beside its place under a random name, then named. What is
// at the place is never opened, and never replaced unless the caller says so.
import { randomBytes } from 'node:crypto';
import {
  link,
  lstat,
  open,
  realpath,
  rename,
  rm,
  stat,
  utimes,
  type FileHandle,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { CliError, Exit, usageError } from '../../errors.js';
import { removeLeftovers, temporaryNameOf } from './leftovers.js';
import { existsAlready, makeFolder, withOutput, type Instead } from './output-path.js';
import { writeFault } from './write-fault.js';

export interface Manner {
  /** A file that is there is replaced; it keeps its mode and its owner. */
  readonly replace: boolean;
  readonly instead?: Instead | undefined;
}

/** Small pieces joined to about `size` characters, so that a stream is not written to a cue at a time. */
export function* inChunks(pieces: Iterable<string>, size = 65_536): Iterable<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length > size) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

interface Temporary {
  readonly path: string;
  readonly file: FileHandle;
}

/** A new file with a name that nobody can guess; `wx` opens nothing that is there, not even a link. */
const openTemporary = async (folder: string, mode: number): Promise<Temporary> => {
  const path = join(folder, temporaryNameOf(randomBytes(12)));
  const make = async (): Promise<Temporary> => ({ path, file: await open(path, 'wx', mode) });
  try {
    return await make();
  } catch (error) {
    // Most often the folder is there.
    if (codeOf(error) !== 'ENOENT') throw error;
    await makeFolder(folder);
    return make();
  }
};

/** Hands a temporary file to `use`, which fills and names it; removes what is left of it. */
const withTemporary = async (
  folder: string,
  mode: number,
  use: (temporary: Temporary) => Promise<void>,
): Promise<void> => {
  const temporary = await openTemporary(folder, mode);
  try {
    await removeLeftovers(folder, temporary.file);
    await use(temporary);
  } finally {
    await temporary.file.close();
    await rm(temporary.path, { force: true });
  }
};

const fill = async (file: FileHandle, pieces: Iterable<string>): Promise<void> => {
  // A file takes larger chunks than a pipe: each write costs a turn of the thread pool.
  for (const chunk of inChunks(pieces, 1_048_576)) await file.writeFile(chunk);
};

/** File systems without hard links (FAT, some network mounts) answer with one of these. */
const noLinks = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'EXDEV']);

/**
 * Gives a file its name, only where the name is free: a link cannot replace anything, so that there is no
 * moment between looking and naming. Without links an empty file takes the name first. Throws EEXIST.
 */
export const nameNew = async (from: string, path: string, linkFile = link): Promise<void> => {
  try {
    await linkFile(from, path);
  } catch (error) {
    if (!noLinks.has(codeOf(error))) throw error;
    await (await open(path, 'wx')).close();
    await rename(from, path);
  }
};

/** A planted link in a shared folder leads to a file of ours: as Linux's protected_symlinks, for every folder. */
const refuseForeignLink = async (path: string, ourUid: number): Promise<void> => {
  const found = await lstat(path);
  if (!found.isSymbolicLink() || found.uid === ourUid || found.uid === 0) return;
  throw new CliError(Exit.auth, `"${path}" is a link that belongs to another user`, {
    hint: 'Name the file itself, or write to a folder that belongs to you.',
  });
};

/** Like others who replace files: what only root or the owner may do is left out. */
const keepOwner = async (file: FileHandle, uid: number, gid: number): Promise<void> => {
  await file.chown(uid, gid).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPERM' && error.code !== 'EINVAL' && error.code !== 'ENOSYS') throw error;
  });
};

/**
 * Replaces a file, or the file that a link leads to; the link stays. Synced to the disk before it is named:
 * a new file that a power cut takes can be made again, one that was there cannot.
 */
const replaceFile = (
  path: string,
  target: string,
  pieces: Iterable<string>,
  instead: Instead,
): Promise<void> =>
  withTemporary(dirname(target), 0o600, async ({ path: from, file }) => {
    const there = await stat(target);
    // A rename over a device, as root, would take it from every program.
    if (!there.isFile()) throw usageError(`"${path}" is not a regular file`, instead.special);
    await refuseForeignLink(path, (await file.stat()).uid);
    await fill(file, pieces);
    await keepOwner(file, there.uid, there.gid);
    await file.chmod(there.mode & 0o7777);
    await file.sync();
    await rename(from, target);
  });

/** The file that a path leads to; null if nothing is there. */
const targetOf = (path: string): Promise<string | null> =>
  realpath(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });

/**
 * Writes a file whole or not at all; makes its folder. Gives the path of what was written, which is another
 * one behind a link. Whether something is in the way is decided when the file gets its name, so nothing that
 * appears meanwhile is lost. Throws exit 9 for a file that is there, 4 or 1 when writing fails.
 */
export const writeWhole = async (
  path: string,
  pieces: Iterable<string>,
  { replace, instead = withOutput }: Manner,
): Promise<string> => {
  try {
    const target = replace ? await targetOf(path) : null;
    if (target !== null) await replaceFile(path, target, pieces, instead);
    else
      await withTemporary(dirname(path), 0o666, async ({ path: from, file }) => {
        await fill(file, pieces);
        await (replace ? rename : nameNew)(from, path);
      });
    return target ?? path;
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? existsAlready(path, instead) : writeFault(path, error);
  }
};

/**
 * Sets the time of a file that is as it should be, so that `make` sees a target newer than its sources. Files
 * whose time may not be set stay as they are.
 */
export const touch = async (path: string, nowMs: number): Promise<void> => {
  await utimes(path, nowMs / 1000, nowMs / 1000).catch((error: unknown) => {
    if (!['EPERM', 'EACCES', 'EROFS'].includes(codeOf(error))) throw writeFault(path, error);
  });
};
