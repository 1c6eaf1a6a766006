// The content of a local file as a digest.
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import type { Digests } from '../journal/digests.js';

/** A file of this size or less is read sooner, and at once, than the journal can be asked; bytes. */
const smallBytes = 262_144n;

const hashLong = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
};

/** SHA-256 of a file, in hex. The journal keeps it by path, size, times and inode: a long recording is read once. */
export const contentDigest = async (digests: Digests, path: string): Promise<string> => {
  const info = statSync(path, { bigint: true });
  if (info.size <= smallBytes) {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  }
  const stamp = [info.size, info.mtimeNs, info.ctimeNs, info.ino].join(':');
  const known = await digests.find(path, stamp);
  if (known !== null) return known;
  const digest = await hashLong(path);
  await digests.keep(path, stamp, digest);
  return digest;
};
