// How far each item of a `transcribe` has come, so that the next run continues from there.
import type { JournalFile } from './database.js';

export interface ItemRecord {
  /** The job that was submitted for it, or null. */
  readonly jobId: string | null;
  /** All its files were written. */
  readonly done: boolean;
  /** When a run first began it, epoch milliseconds; 0 when only its job was noted. */
  readonly begunMs: number;
}

export interface Items {
  /** Null when no earlier run has begun the item. */
  find(key: string): Promise<ItemRecord | null>;
  /** `object` names what was uploaded for it, null when nothing is. */
  begin(key: string, object: string | null): Promise<void>;
  /** Whether an item that is not done, of any run, needs an object. */
  needs(object: string): Promise<boolean>;
  /** Its job, whose files are not written yet. */
  setJob(key: string, jobId: string): Promise<void>;
  finish(key: string): Promise<void>;
  /** Its job is of no use: the next run starts again. */
  forget(key: string): Promise<void>;
}

interface Row {
  readonly job_id: string | null;
  readonly done: number;
  readonly begun_ms: number;
}

/** The items' part of the journal. `now` in epoch milliseconds. */
export const itemsOf = (file: JournalFile, now: () => number): Items => {
  const change = async (sql: string, ...values: readonly unknown[]): Promise<void> => {
    await file.run((db) => db.prepare(sql).run(...values));
  };
  return {
    async find(key) {
      const sql = 'SELECT job_id, done, begun_ms FROM items WHERE key = ?';
      const row = await file.run((db) => db.prepare(sql).get(key) as Row | undefined);
      if (row === undefined) return null;
      return { jobId: row.job_id, done: row.done === 1, begunMs: row.begun_ms };
    },
    begin: (key, object) =>
      change(
        `INSERT INTO items (key, job_id, done, begun_ms, object) VALUES (?, NULL, 0, ?, ?)
         ON CONFLICT (key) DO UPDATE SET object = excluded.object`,
        key,
        now(),
        object,
      ),
    needs: (object) =>
      file.run((db) => {
        const sql = 'SELECT 1 FROM items WHERE object = ? AND done = 0 LIMIT 1';
        return db.prepare(sql).get(object) != null;
      }),
    setJob: (key, jobId) =>
      change(
        `INSERT INTO items (key, job_id, done) VALUES (?, ?, 0)
         ON CONFLICT (key) DO UPDATE SET job_id = excluded.job_id, done = 0`,
        key,
        jobId,
      ),
    finish: (key) => change('UPDATE items SET done = 1 WHERE key = ?', key),
    forget: (key) => change('DELETE FROM items WHERE key = ?', key),
  };
};
