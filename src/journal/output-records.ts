// Files that items were written to, and which process writes one now.
import type { JournalFile } from './database.js';
import type { OwnProcess } from './lease.js';
import { leasesIn } from './lease-table.js';

/** A file that was, or was about to be, written for an item. Digests are SHA-256 of its bytes, hex. */
export interface Announced {
  readonly item: string;
  readonly digest: string;
}

export interface AnnouncedBefore extends Announced {
  /** Of what the item had written there before: a killed run may have left it in place. */
  readonly before: string | null;
}

export interface Outputs {
  /** True when we may write the file; false while another process writes it. */
  lock(path: string): Promise<boolean>;
  unlock(path: string): Promise<void>;
  /** Recorded before a file is written: a file found later with these very bytes is the item's own. */
  announce(path: string, announced: Announced): Promise<void>;
  announced(path: string): Promise<AnnouncedBefore | null>;
}

/** The output files' part of the journal. `now` in epoch milliseconds. */
export const outputsOf = (file: JournalFile, now: () => number, own: OwnProcess): Outputs => {
  const leases = leasesIn({ table: 'output_locks', columns: ['path'], now, own });
  return {
    lock: (path) => file.run((db) => leases.claim(db, [path])),
    unlock: (path) => file.run((db) => leases.remove(db, [path])),
    async announce(path, { item, digest }) {
      const sql = `INSERT INTO outputs (path, item, digest) VALUES (?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET item = excluded.item, digest = excluded.digest,
         before = CASE WHEN item <> excluded.item THEN NULL
                       WHEN digest = excluded.digest THEN before ELSE digest END`;
      await file.run((db) => db.prepare(sql).run(path, item, digest));
    },
    async announced(path) {
      const sql = 'SELECT item, digest, before FROM outputs WHERE path = ?';
      const row = (await file.run((db) => db.prepare(sql).get(path))) ?? {};
      // The driver adds measurements of its own to a row.
      const { item, digest, before = null } = row as Partial<AnnouncedBefore>;
      return item === undefined || digest === undefined ? null : { item, digest, before };
    },
  };
};
