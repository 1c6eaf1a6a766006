// How far each item of a `transcribe` has come, so that the next run goes on from there.
import type Database from 'libsql';

export interface ItemRow {
  /** The job that was submitted for it, or null. */
  readonly jobId: string | null;
  /** All its files were written. */
  readonly done: boolean;
  /** When a run first began it, epoch milliseconds; 0 when only its job was noted. */
  readonly begunMs: number;
}

/** A file that was, or was about to be, written for an item. Digests are SHA-256 of its bytes, hex. */
export interface Promised {
  readonly item: string;
  readonly digest: string;
}

export interface Found extends Promised {
  /** Of what the item had written there before: a killed run may have left it in place. */
  readonly before: string | null;
}

export interface Items {
  /** Null when no earlier run has begun the item. */
  find(key: string): ItemRow | null;
  /** `object` names what was uploaded for it, null when nothing is. */
  begin(key: string, object: string | null): void;
  /** Whether an item that is not done, of any run, has an object. */
  needs(object: string): boolean;
  /** Its job, whose files are not written yet. */
  setJob(key: string, jobId: string): void;
  finish(key: string): void;
  /** Its job is of no use: the next run starts afresh. */
  forget(key: string): void;
  /** Said before a file is written: one that is found later with these very bytes is the item's own. */
  promise(path: string, promised: Promised): void;
  promised(path: string): Found | null;
}

/** The items' part of the journal. */
export const itemsOf = (db: Database.Database, now: () => number): Items => ({
  find(key) {
    const row = db.prepare('SELECT job_id, done, begun_ms FROM items WHERE key = ?').get(key) as
      | { job_id: string | null; done: number; begun_ms: number }
      | undefined;
    if (row === undefined) return null;
    return { jobId: row.job_id, done: row.done === 1, begunMs: row.begun_ms };
  },
  begin(key, object) {
    db.prepare(
      `INSERT INTO items (key, job_id, done, begun_ms, object) VALUES (?, NULL, 0, ?, ?)
       ON CONFLICT (key) DO UPDATE SET object = excluded.object`,
    ).run(key, now(), object);
  },
  needs(object) {
    return (
      db.prepare('SELECT 1 FROM items WHERE object = ? AND done = 0 LIMIT 1').get(object) != null
    );
  },
  setJob(key, jobId) {
    db.prepare(
      `INSERT INTO items (key, job_id, done) VALUES (?, ?, 0)
       ON CONFLICT (key) DO UPDATE SET job_id = excluded.job_id, done = 0`,
    ).run(key, jobId);
  },
  finish(key) {
    db.prepare('UPDATE items SET done = 1 WHERE key = ?').run(key);
  },
  forget(key) {
    db.prepare('DELETE FROM items WHERE key = ?').run(key);
  },
  promise(path, { item, digest }) {
    db.prepare(
      `INSERT INTO outputs (path, item, digest) VALUES (?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET item = excluded.item, digest = excluded.digest,
         before = CASE WHEN item <> excluded.item THEN NULL
                       WHEN digest = excluded.digest THEN before ELSE digest END`,
    ).run(path, item, digest);
  },
  promised(path) {
    const row = db.prepare('SELECT item, digest, before FROM outputs WHERE path = ?').get(path);
    // The driver adds measurements of its own to a row.
    const { item, digest, before = null } = (row ?? {}) as Partial<Found>;
    return item === undefined || digest === undefined ? null : { item, digest, before };
  },
});
