// Uploads under way: who works on which object, and where a broken one left off.
import type Database from 'libsql';
import { hasDied, leaseMs, type Owner, type OwnProcess } from './lease.js';

/** An upload in parts that the service knows. Which parts it has, the service knows best. */
export interface Begun {
  readonly uploadId: string;
  /** Size of every part but the last, bytes. */
  readonly partBytes: number;
}

export interface Uploads {
  /** True when the object is ours to upload; false while another process is at it. */
  claim(place: string, key: string): boolean;
  /** Keeps others away for another two minutes, unless one has taken it; called with every sign of progress. */
  renew(place: string, key: string): void;
  begun(place: string, key: string): Begun | null;
  /** Null forgets: the service knows that upload no more. */
  note(place: string, key: string, begun: Begun | null): void;
  /** The object is there: nothing is left to remember. */
  done(place: string, key: string): void;
  /** Gives up for now; what was begun stays for the next run. */
  release(place: string, key: string): void;
}

interface Row extends Owner {
  readonly upload_id: string | null;
  readonly part_bytes: number | null;
}

/** The uploads' part of the journal. `now` in epoch milliseconds. */
export const uploadsOf = (db: Database.Database, now: () => number, own: OwnProcess): Uploads => {
  const read = (place: string, key: string): Row | undefined =>
    db.prepare('SELECT * FROM uploads WHERE place = ? AND key = ?').get(place, key) as
      | Row
      | undefined;
  /** Takes the lease where nobody holds it, or from that holder; one statement, so that only one can. */
  const take = (place: string, key: string, from: Owner | null): boolean =>
    db
      .prepare(
        `INSERT INTO uploads (place, key, lease_ms, pid, space) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (place, key) DO UPDATE
         SET lease_ms = excluded.lease_ms, pid = excluded.pid, space = excluded.space
         WHERE uploads.lease_ms <= ? OR (uploads.pid = ? AND uploads.space = ?)`,
      )
      .run(
        place,
        key,
        now() + leaseMs,
        own.pid,
        own.space,
        now(),
        from?.pid ?? null,
        from?.space ?? null,
      ).changes > 0;
  const mine = [own.pid, own.space] as const;
  return {
    claim(place, key) {
      if (take(place, key, null)) return true;
      const holder = read(place, key);
      return holder !== undefined && hasDied(holder, own) && take(place, key, holder);
    },
    renew(place, key) {
      db.prepare(
        'UPDATE uploads SET lease_ms = ? WHERE place = ? AND key = ? AND pid = ? AND space = ?',
      ).run(now() + leaseMs, place, key, ...mine);
    },
    begun(place, key) {
      const row = read(place, key);
      if (row?.upload_id == null || row.part_bytes === null) return null;
      return { uploadId: row.upload_id, partBytes: row.part_bytes };
    },
    note(place, key, begun) {
      db.prepare(
        'UPDATE uploads SET upload_id = ?, part_bytes = ? WHERE place = ? AND key = ?',
      ).run(begun?.uploadId ?? null, begun?.partBytes ?? null, place, key);
    },
    done(place, key) {
      db.prepare('DELETE FROM uploads WHERE place = ? AND key = ? AND pid = ? AND space = ?').run(
        place,
        key,
        ...mine,
      );
    },
    release(place, key) {
      db.prepare(
        'UPDATE uploads SET lease_ms = 0 WHERE place = ? AND key = ? AND pid = ? AND space = ?',
      ).run(place, key, ...mine);
    },
  };
};
