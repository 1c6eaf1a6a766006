// Uploads under way: which process works on which object, and how far an unfinished one came.
import type { JournalFile } from './database.js';
import type { OwnProcess } from './lease.js';
import { leasesIn } from './lease-table.js';

/** An upload in parts that the service knows. The service also knows which parts it has. */
export interface Begun {
  readonly uploadId: string;
  /** Size of every part but the last, bytes. */
  readonly partBytes: number;
}

/** `bucket` names the bucket and where it is; `key` the object in it. */
export interface Uploads {
  /** True when the object is ours to upload; false while another process uploads it. */
  claim(bucket: string, key: string): Promise<boolean>;
  /** Keeps others away for another two minutes, unless one has taken it. */
  renew(bucket: string, key: string): Promise<void>;
  begun(bucket: string, key: string): Promise<Begun | null>;
  /** Null forgets: the service does not know that upload any more. */
  note(bucket: string, key: string, begun: Begun | null): Promise<void>;
  /** The object is complete: the row is removed. */
  done(bucket: string, key: string): Promise<void>;
  /** Stops for now; the started upload stays for the next run. */
  release(bucket: string, key: string): Promise<void>;
}

interface Row {
  readonly upload_id: string | null;
  readonly part_bytes: number | null;
}

/** The uploads' part of the journal. `now` in epoch milliseconds. */
export const uploadsOf = (file: JournalFile, now: () => number, own: OwnProcess): Uploads => {
  const leases = leasesIn({ table: 'uploads', columns: ['place', 'key'], now, own });
  return {
    claim: (bucket, key) => file.run((db) => leases.claim(db, [bucket, key])),
    renew: (bucket, key) => file.run((db) => leases.renew(db, [bucket, key])),
    release: (bucket, key) => file.run((db) => leases.release(db, [bucket, key])),
    done: (bucket, key) => file.run((db) => leases.remove(db, [bucket, key])),
    async begun(bucket, key) {
      const sql = 'SELECT upload_id, part_bytes FROM uploads WHERE place = ? AND key = ?';
      const row = await file.run((db) => db.prepare(sql).get(bucket, key) as Row | undefined);
      if (row?.upload_id == null || row.part_bytes === null) return null;
      return { uploadId: row.upload_id, partBytes: row.part_bytes };
    },
    async note(bucket, key, begun) {
      const sql = 'UPDATE uploads SET upload_id = ?, part_bytes = ? WHERE place = ? AND key = ?';
      const values = [begun?.uploadId ?? null, begun?.partBytes ?? null, bucket, key];
      await file.run((db) => db.prepare(sql).run(...values));
    },
  };
};
