// Files written whole, and what stands in their way.
import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CliError, Exit, usageError } from '../errors.js';

/** True for a folder that exists. */
export const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => null))?.isDirectory() === true;

/** Throws exit 9 when a file is there and `force` is false, 2 when a folder or a device stands in its place. */
export const refuseOverwrite = async (
  targets: readonly { readonly path: string | null }[],
  force: boolean,
): Promise<void> => {
  for (const { path } of targets) {
    const there = path === null ? null : await stat(path).catch(() => null);
    if (there?.isDirectory())
      throw usageError(`"${path}" is a folder`, 'Give -o the name of a file.');
    // Renaming a whole file over /dev/null, as root, would take it from every program.
    if (there && !there.isFile())
      throw usageError(`"${path}" is no regular file`, 'Write to stdout with -o - instead.');
    if (there && !force) {
      throw new CliError(Exit.exists, `"${path}" exists already`, {
        hint: 'Add --force to replace it, or name another file with -o.',
      });
    }
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
