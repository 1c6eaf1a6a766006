// Which rows of the journal are removed for their age, and which stay however old they are.
import type { JournalFile } from './database.js';

export interface PruneRequest {
  /** Epoch milliseconds: only what began before is removed. */
  readonly beforeMs: number;
  /** False only when it is certain that the file does not exist. */
  readonly exists: (path: string) => boolean;
}

/** Rows of one transaction: other processes wait until it ends. */
const batchRows = 2_000;

/** An item without a noted start is as old as its job. */
const oldItemsSql = `SELECT key FROM items
  WHERE key > ? AND done = 1 AND COALESCE(
    NULLIF(begun_ms, 0),
    (SELECT MAX(created_ms) FROM submits WHERE submits.job_id = items.job_id),
    0) < ?
  ORDER BY key LIMIT ${batchRows}`;

/** Stay: submits in flight or with an unknown outcome, and failed jobs, because they count for `--max-attempts`. */
const oldSubmitsSql = `SELECT id, job_id FROM submits
  WHERE id > ? AND used_ms < ? AND phase IN ('accepted', 'closed') AND failed = 0
  ORDER BY id LIMIT ${batchRows}`;

interface PathRow {
  readonly path: string;
  /** Key of the item that wrote the file; null for a source file. */
  readonly item: string | null;
}

const pathsSql = {
  outputs: `SELECT path, item FROM outputs WHERE path > ? ORDER BY path LIMIT ${batchRows}`,
  contents: `SELECT path, NULL AS item FROM contents WHERE path > ? ORDER BY path LIMIT ${batchRows}`,
} as const;

/** A file is looked for outside the transaction: a network drive may be slow. */
const partByFile = async (
  file: JournalFile,
  table: keyof typeof pathsSql,
  exists: PruneRequest['exists'],
): Promise<{ readonly there: readonly PathRow[]; readonly gone: readonly PathRow[] }> => {
  const there: PathRow[] = [];
  const gone: PathRow[] = [];
  for (let last = ''; ;) {
    const rows = await file.run((db) => db.prepare(pathsSql[table]).all(last) as PathRow[]);
    for (const row of rows) (exists(row.path) ? there : gone).push(row);
    const end = rows.at(-1);
    if (end === undefined) return { there, gone };
    last = end.path;
  }
};

/** Removes old items that are done and whose files are all gone; returns how many. */
const removeItems = async (
  file: JournalFile,
  beforeMs: number,
  keeps: ReadonlySet<string | null>,
): Promise<number> => {
  let removed = 0;
  for (let last = ''; ;) {
    const keys = await file.run((db) => {
      const rows = db.prepare(oldItemsSql).all(last, beforeMs) as { readonly key: string }[];
      const old = rows.filter(({ key }) => !keeps.has(key));
      for (const { key } of old) db.prepare('DELETE FROM items WHERE key = ?').run(key);
      removed += old.length;
      return rows;
    });
    const end = keys.at(-1);
    if (end === undefined) return removed;
    last = end.key;
  }
};

const removePaths = async (
  file: JournalFile,
  sql: string,
  rows: readonly PathRow[],
): Promise<void> => {
  for (let i = 0; i < rows.length; i += batchRows) {
    await file.run((db) => {
      for (const { path } of rows.slice(i, i + batchRows)) db.prepare(sql).run(path);
    });
  }
};

interface SubmitRow {
  readonly id: number;
  readonly job_id: string | null;
}

/** Jobs of the items that stay. There is no index on them: they are read once, not for each submit. */
const itemJobs = async (file: JournalFile): Promise<ReadonlySet<string | null>> => {
  const sql = 'SELECT job_id FROM items WHERE job_id IS NOT NULL';
  const rows = await file.run((db) => db.prepare(sql).all() as Pick<SubmitRow, 'job_id'>[]);
  return new Set(rows.map((row) => row.job_id));
};

/** Removes old submits whose jobs no item needs; returns how many. */
const removeSubmits = async (file: JournalFile, beforeMs: number): Promise<number> => {
  const needed = await itemJobs(file);
  let removed = 0;
  for (let last = 0; ;) {
    const rows = await file.run((db) => {
      const found = db.prepare(oldSubmitsSql).all(last, beforeMs) as SubmitRow[];
      const old = found.filter((row) => !needed.has(row.job_id));
      for (const { id } of old) db.prepare('DELETE FROM submits WHERE id = ?').run(id);
      removed += old.length;
      return found;
    });
    const end = rows.at(-1);
    if (end === undefined) return removed;
    last = end.id;
  }
};

const removeOutputSql = `DELETE FROM outputs
  WHERE path = ? AND NOT EXISTS (SELECT 1 FROM items WHERE key = outputs.item)`;

/** Removes what is old and no longer needed; returns the number of submits, items and production jobs. */
export const pruneJournal = async (
  file: JournalFile,
  { beforeMs, exists }: PruneRequest,
): Promise<number> => {
  const outputs = await partByFile(file, 'outputs', exists);
  const keeps = new Set(outputs.there.map(({ item }) => item));
  const items = await removeItems(file, beforeMs, keeps);
  await removePaths(file, removeOutputSql, outputs.gone);
  const contents = await partByFile(file, 'contents', exists);
  await removePaths(file, 'DELETE FROM contents WHERE path = ?', contents.gone);
  const submits = await removeSubmits(file, beforeMs);
  const sql = 'DELETE FROM productions WHERE used_ms < ?';
  const { changes } = await file.run((db) => db.prepare(sql).run(beforeMs));
  file.compact();
  return items + submits + changes;
};
