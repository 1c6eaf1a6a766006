// SHA-256 of local files, so that a long recording is read once.
import type { JournalFile } from './database.js';

/** By path and stamp: size, times and inode of the file. */
export interface Digests {
  find(path: string, stamp: string): Promise<string | null>;
  keep(path: string, stamp: string, digest: string): Promise<void>;
}

export const digestsOf = (file: JournalFile): Digests => ({
  async find(path, stamp) {
    const sql = 'SELECT digest FROM contents WHERE path = ? AND stamp = ?';
    const row = await file.run((db) => db.prepare(sql).get(path, stamp));
    return (row as { readonly digest: string } | undefined)?.digest ?? null;
  },
  async keep(path, stamp, digest) {
    const sql = 'INSERT OR REPLACE INTO contents (path, stamp, digest) VALUES (?, ?, ?)';
    await file.run((db) => db.prepare(sql).run(path, stamp, digest));
  },
});
