// The jobs that this machine submitted, found by the beginning of their ids or by their order.
import type { JournalFile } from '../database.js';

/** A transcription job, or a production job of IMS. */
export type JobKind = 'job' | 'production';

/** A job as the journal knows it. */
export interface KnownJob {
  readonly id: string;
  readonly kind: JobKind;
  /** Where it lives, as `Provider.scope`. */
  readonly scope: string;
  /** The media as the user named it, without the query of an address; null for jobs of older versions. */
  readonly source: string | null;
  /** Null where the service got none. For a production job its function. */
  readonly title: string | null;
  /** When it was submitted, or last named by a submit; epoch milliseconds. */
  readonly usedMs: number;
}

/** The request of a submit, to be sent again. */
export interface KeptRequest {
  readonly media: string;
  readonly input: string;
  readonly operation: string;
  readonly parameters: unknown;
  readonly identity?: unknown;
  readonly title?: string | null;
}

export interface Production {
  readonly id: string;
  readonly scope: string;
  readonly functionName: string;
  readonly source: string;
}

export interface Jobs {
  /** Jobs of every scope whose ids begin with `prefix`, in any case; newest first, at most 20. */
  byPrefix(prefix: string, kind: JobKind | null): Promise<readonly KnownJob[]>;
  /** Newest first; `scope` null for those of every scope. */
  recent(find: {
    readonly scope: string | null;
    readonly kind: JobKind | null;
    readonly limit: number;
    readonly offset?: number;
  }): Promise<readonly KnownJob[]>;
  /** A later submit named this job: it is the newest. */
  use(id: string): Promise<void>;
  /** What was sent for a job; null for a job of another machine, and where an address with a query was sent. */
  request(id: string): Promise<KeptRequest | null>;
  addProduction(job: Production): Promise<void>;
}

/** A row as `recentSql` selects it. */
export interface KnownRow {
  readonly id: string;
  readonly kind: JobKind;
  readonly scope: string;
  readonly source: string | null;
  readonly title: string | null;
  readonly used_ms: number;
}

export const knownOf = ({ used_ms: usedMs, ...row }: KnownRow): KnownJob => ({ ...row, usedMs });

/** Ids of both services are lower-case; a range uses the index, which `LIKE` cannot. */
const endOf = (prefix: string): string => `${prefix}\u{10ffff}`;

const fields = {
  job: `job_id AS id, 'job' AS kind, profile AS scope, source, title, used_ms FROM submits`,
  production: `id, 'production' AS kind, scope, source, function AS title, used_ms FROM productions`,
} as const;
const idOf = { job: 'job_id', production: 'id' } as const;
const scopeOf = { job: 'profile', production: 'scope' } as const;

const kindsOf = (kind: JobKind | null): readonly JobKind[] =>
  kind === null ? ['job', 'production'] : [kind];

const newestFirst = (rows: readonly KnownRow[]): KnownJob[] =>
  rows.toSorted((a, b) => b.used_ms - a.used_ms).map(knownOf);

const mostMatches = 20;

/** Jobs of a kind, newest first: the scope where `scoped`, then the most. */
export const recentSql = (kind: JobKind, scoped: boolean): string =>
  `SELECT ${fields[kind]} WHERE ${idOf[kind]} IS NOT NULL
   ${scoped ? `AND ${scopeOf[kind]} = ?` : ''} ORDER BY used_ms DESC, rowid DESC LIMIT ?`;

/** The jobs' part of the journal. `now` in epoch milliseconds. */
export const jobsOf = (file: JournalFile, now: () => number): Jobs => ({
  byPrefix: (prefix, kind) =>
    file.run((db) => {
      const low = prefix.toLowerCase();
      const rows = kindsOf(kind).flatMap((one) => {
        const sql = `SELECT ${fields[one]} WHERE ${idOf[one]} >= ? AND ${idOf[one]} < ?
          ORDER BY used_ms DESC, rowid DESC LIMIT ${mostMatches}`;
        return db.prepare(sql).all(low, endOf(low)) as KnownRow[];
      });
      return newestFirst(rows);
    }),
  recent: ({ scope, kind, limit, offset = 0 }) =>
    file.run((db) => {
      const rows = kindsOf(kind).flatMap((one) => {
        const most = limit + offset;
        const values = scope === null ? [most] : [scope, most];
        return db.prepare(recentSql(one, scope !== null)).all(...values) as KnownRow[];
      });
      return newestFirst(rows).slice(offset, offset + limit);
    }),
  async use(id) {
    const sql = 'UPDATE submits SET used_ms = ? WHERE job_id = ?';
    await file.run((db) => db.prepare(sql).run(now(), id));
  },
  request: (id) =>
    file.run((db) => {
      const sql = 'SELECT request FROM submits WHERE job_id = ? AND request IS NOT NULL';
      const row = db.prepare(sql).get(id) as { request: string } | undefined;
      return row === undefined ? null : (JSON.parse(row.request) as KeptRequest);
    }),
  async addProduction({ id, scope, functionName, source }) {
    const sql = `INSERT OR REPLACE INTO productions (id, scope, function, source, used_ms)
      VALUES (?, ?, ?, ?, ?)`;
    await file.run((db) => db.prepare(sql).run(id, scope, functionName, source, now()));
  },
});
