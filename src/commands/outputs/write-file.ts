// Files written whole, and what stands in their way.
import { existsSync, lstatSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, Exit, usageError } from '../../errors.js';

/** True for a folder that exists. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() === true;

/** What to do instead where a file, a folder or something else is in the way. */
export type Instead = Readonly<Record<'file' | 'folder' | 'special', string>>;

const withOutput: Instead = {
  file: 'Add --force to replace it, or name another file with -o.',
  folder: 'Give -o the name of a file.',
  special: 'Write to stdout with -o - instead.',
};

/** Exit 9. */
export const existsAlready = (path: string, instead: Instead = withOutput): CliError =>
  new CliError(Exit.exists, `"${path}" exists already`, { hint: instead.file });

const statsAt = (path: string) => {
  try {
    const own = lstatSync(path, { throwIfNoEntry: false });
    return { own, target: own?.isSymbolicLink() ? statSync(path, { throwIfNoEntry: false }) : own };
  } catch (error) {
    throw writeFault(path, error);
  }
};

/**
 * Whether a regular file is there, links followed; that nothing is takes one call. Throws exit 2 for what no
 * file can replace; a link that leads nowhere is one (9 where `force` is false); 4 or 1 where we may not look.
 */
export const isFileThere = (path: string, force: boolean, instead = withOutput): boolean => {
  const { own, target } = statsAt(path);
  if (own === undefined) return false;
  if (target === undefined && !force) throw existsAlready(path, instead);
  if (target?.isDirectory()) throw usageError(`"${path}" is a folder`, instead.folder);
  // Renaming a whole file over /dev/null, as root, would take it from every program.
  if (target?.isFile() !== true) throw usageError(`"${path}" is no regular file`, instead.special);
  return true;
};

/** Throws exit 9 when a file is there and `force` is false, 2 when a folder or a device stands in its place. */
export const refuseOverwrite = async (
  targets: readonly { readonly path: string | null }[],
  force: boolean,
): Promise<void> => {
  for (const { path } of targets) {
    if (path !== null && isFileThere(path, force) && !force) throw existsAlready(path);
  }
};

/** The error for a file that could not be written: exit 4 where that is forbidden, else 1. */
export const writeFault = (path: string, error: unknown): CliError => {
  const { code, message } = error as NodeJS.ErrnoException;
  const denied = code === 'EACCES' || code === 'EPERM' || code === 'EROFS';
  return new CliError(
    denied ? Exit.auth : Exit.error,
    `Could not write "${path}": ${code ?? message}`,
    {
      hint: denied
        ? 'Choose a folder you may write to.'
        : 'Check that the disk has room and the folder is a folder.',
      cause: error,
    },
  );
};

/** Not `mkdir` with `recursive`: on Node 20 that never returns where nothing can be made, as in /proc. */
export const makeFolder = async (path: string): Promise<void> => {
  if (await isFolder(path)) return;
  if (dirname(path) !== path) await makeFolder(dirname(path));
  await mkdir(path).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });
};

/**
 * Writes a file at once or not at all; makes its folder. Synced to the disk only where it replaces a file:
 * a new one that a power cut takes can be made again, one that was there cannot, and syncing takes a
 * fifteenth of a long export. Throws exit 4 or 1 when that fails.
 */
export const writeWhole = async (path: string, pieces: Iterable<string>): Promise<void> => {
  const { default: writeFileAtomic } = await import('write-file-atomic');
  try {
    await makeFolder(dirname(path));
    // Bytes as soon as possible: a million small strings cost more in collecting than in making.
    const chunks = Array.from(inChunks(pieces), (chunk) => Buffer.from(chunk));
    await writeFileAtomic(path, Buffer.concat(chunks), { fsync: existsSync(path) });
  } catch (error) {
    throw writeFault(path, error);
  }
};

/** Small pieces joined to about 64 KiB, so that a stream is not written to a cue at a time. */
export function* inChunks(pieces: Iterable<string>): Iterable<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
