// Temporary files of writes that were killed. The next write into the folder removes them.
import { lstat, readdir, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';

const dayMs = 86_400_000;
const temporaryName = /^\.asrctl-[0-9a-f]{24}\.part$/;

/** A name that only this program gives, and only to files that it has not finished. */
export const temporaryNameOf = (random: Buffer): string => `.asrctl-${random.toString('hex')}.part`;

/** Folders that this process has looked through: a run of many items reads each of them once. */
const cleared = new Set<string>();

/**
 * Removes temporary files of the same user that are a day older than `file`, which was just created
 * there: the file system's own clock counts. A link is not a regular file and stays. A folder that may not be read
 * keeps its files, and the write goes on.
 */
export const removeLeftovers = async (folder: string, file: FileHandle): Promise<void> => {
  if (cleared.has(folder)) return;
  cleared.add(folder);
  const fresh = await file.stat();
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((one) => temporaryName.test(one))) {
    const path = join(folder, name);
    const found = await lstat(path).catch(() => null);
    if (found === null || !found.isFile() || found.uid !== fresh.uid) continue;
    if (fresh.mtimeMs - found.mtimeMs > dayMs) await rm(path).catch(() => {});
  }
};
