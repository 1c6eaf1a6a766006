// The job table: embedded SQLite with a synced write-ahead log, so that everything the service has
// answered is on disk, whenever the process ends.
import { countJobs, listJobs } from './listing.js';
import type { Jobs, JobFault, LocalJob, LocalResult, NewJob, Protocol } from './job.js';
import { keepPrivate } from '../process/private-file.js';
import { openDatabase, type Database } from '../../database/sqlite.js';
import { jobColumns, jobOfRow, type JobRow } from './rows.js';
import { migrate } from './schema.js';

/** A job that was running when the service ended, and the engine process that may still run. */
export interface Interrupted {
  readonly id: string;
  readonly childPid: number | null;
  /** Distinguishes that process from a later one with the same id; see process-mark.ts. */
  readonly childMark: string | null;
}

/** Times are milliseconds since the epoch. Every method is one transaction, on disk when it returns. */
export interface Store extends Pick<Jobs, 'get' | 'result' | 'list' | 'count'> {
  insert(id: string, job: NewJob, nowMs: number, granted?: boolean): LocalJob;
  /**
   * Takes the oldest waiting job and marks it running; null when none waits. Of jobs that were running
   * when the service crashed only one runs at a time, so that the next crash counts against one of them.
   */
  claim(nowMs: number): LocalJob | null;
  /** Records the process that works for a running job. */
  noteChild(id: string, pid: number, mark: string): void;
  /** The ends of a running job; they do nothing to a job in any other state. */
  finish(id: string, result: LocalResult, nowMs: number): void;
  fail(id: string, fault: JobFault | null, nowMs: number): void;
  requeue(id: string, nowMs: number): void;
  /** Ends a waiting or running job. */
  cancel(protocol: Protocol, id: string, nowMs: number): void;
  remove(protocol: Protocol, id: string): boolean;
  /** Jobs that were running when the service ended without warning. */
  interrupted(): readonly Interrupted[];
  /** Counts a crash of the service against a running job; returns how many there were. */
  countCrash(id: string): number;
  /** Deletes jobs that ended before this time; returns how many. */
  prune(beforeMs: number): number;
  /** How many jobs wait, of all protocols. */
  waiting(): number;
  /** 1 for the next job to run; null for one that does not wait. */
  queuePosition(id: string): number | null;
  close(): void;
}

const open = (path: string): Database => {
  keepPrivate(path);
  const db = openDatabase(path);
  try {
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    migrate(db);
    return db;
  } catch (error) {
    db.close();
    throw broken(path, error);
  }
};

// The jobs would be lost, so the user has to decide.
const broken = (path: string, error: unknown): unknown => {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code !== 'SQLITE_NOTADB' && code !== 'SQLITE_CORRUPT') return error;
  return new Error(
    `the job database is damaged (${message}); move ${path} away to start with an empty one`,
  );
};

const endings = (db: Database) => {
  const settle = db.prepare(
    `UPDATE jobs SET state = :state, updated_ms = :now, finished_ms = :now, child_pid = NULL,
       child_mark = NULL, result = :result, error_code = :code, error_message = :message
     WHERE id = :id AND state = 'running'`,
  );
  const again = db.prepare(
    `UPDATE jobs SET state = 'created', updated_ms = :now, started_ms = NULL, child_pid = NULL,
       child_mark = NULL WHERE id = :id AND state = 'running'`,
  );
  const stop = db.prepare(
    `UPDATE jobs SET state = 'cancelled', updated_ms = :now, finished_ms = :now
     WHERE protocol = :protocol AND id = :id AND state IN ('created', 'running')`,
  );
  const none = { result: null, code: null, message: null };
  return {
    finish: (id: string, result: LocalResult, now: number): void => {
      settle.run({ ...none, id, now, state: 'finished', result: JSON.stringify(result) });
    },
    fail: (id: string, fault: JobFault | null, now: number): void => {
      const { code, message } = fault ?? { code: null, message: null };
      settle.run({ ...none, id, now, state: 'failed', code, message });
    },
    requeue: (id: string, now: number): void => {
      again.run({ id, now });
    },
    cancel: (protocol: Protocol, id: string, now: number): void => {
      stop.run({ protocol, id, now });
    },
  };
};

const beginnings = (db: Database) => {
  const insert = db.prepare(
    `INSERT INTO jobs (id, protocol, type, state, input, file, start_ms, duration_ms, request,
       created_ms, updated_ms, granted)
     VALUES (:id, :protocol, :type, 'created', :input, :file, :start, :duration, :request,
       :now, :now, :granted) RETURNING ${jobColumns}`,
  );
  const claim = db.prepare(
    `UPDATE jobs SET state = 'running', started_ms = :now, updated_ms = :now WHERE seq =
       (SELECT seq FROM jobs WHERE state = 'created' AND (crashes = 0 OR NOT EXISTS
          (SELECT 1 FROM jobs WHERE state = 'running' AND crashes > 0))
        ORDER BY seq LIMIT 1) RETURNING ${jobColumns}`,
  );
  const note = db.prepare('UPDATE jobs SET child_pid = :pid, child_mark = :mark WHERE id = :id');
  return {
    insert: (id: string, job: NewJob, now: number, granted = false): LocalJob => {
      const { protocol, type, input, file } = job;
      const part = { start: job.startMs, duration: job.durationMs };
      const request = JSON.stringify(job.request);
      const media = { input, file, granted: granted ? 1 : 0 };
      const row = insert.get({ id, protocol, type, ...media, ...part, request, now });
      return jobOfRow(row as JobRow);
    },
    claim: (now: number): LocalJob | null => {
      const row = claim.get({ now }) as JobRow | undefined;
      return row === undefined ? null : jobOfRow(row);
    },
    noteChild: (id: string, pid: number, mark: string): void => {
      note.run({ id, pid, mark });
    },
  };
};

const reading = (db: Database) => {
  const one = db.prepare(`SELECT ${jobColumns} FROM jobs WHERE protocol = :protocol AND id = :id`);
  const result = db.prepare('SELECT result FROM jobs WHERE id = :id');
  const left = db.prepare("SELECT id, child_pid, child_mark FROM jobs WHERE state = 'running'");
  const waiting = db.prepare(
    "SELECT coalesce(sum(jobs), 0) AS jobs FROM tally WHERE state = 'created'",
  );
  const position = db.prepare(
    `SELECT count(*) AS jobs FROM jobs WHERE state = 'created' AND seq <=
       (SELECT seq FROM jobs WHERE id = :id AND state = 'created')`,
  );
  interface Left {
    readonly id: string;
    readonly child_pid: number | null;
    readonly child_mark: string | null;
  }
  return {
    get: (protocol: Protocol, id: string): LocalJob | null => {
      const row = one.get({ protocol, id }) as JobRow | undefined;
      return row === undefined ? null : jobOfRow(row);
    },
    result: (id: string): LocalResult | null => {
      const row = result.get({ id }) as { result: string | null } | undefined;
      return row?.result == null ? null : (JSON.parse(row.result) as LocalResult);
    },
    waiting: (): number => (waiting.get({}) as { jobs: number }).jobs,
    queuePosition: (id: string): number | null =>
      (position.get({ id }) as { jobs: number }).jobs || null,
    interrupted: (): readonly Interrupted[] =>
      (left.all({}) as Left[]).map((row) => ({
        id: row.id,
        childPid: row.child_pid,
        childMark: row.child_mark,
      })),
  };
};

/** Opens or creates the database at `path`. Throws when it is of a newer version, or not a database. */
export const openStore = (path: string): Store => {
  const db = open(path);
  const remove = db.prepare('DELETE FROM jobs WHERE protocol = :protocol AND id = :id');
  const crash = db.prepare(
    'UPDATE jobs SET crashes = crashes + 1 WHERE id = :id RETURNING crashes',
  );
  const prune = db.prepare('DELETE FROM jobs WHERE finished_ms < :before');
  return {
    ...beginnings(db),
    ...endings(db),
    ...reading(db),
    list: (protocol, query) => listJobs(db, protocol, query),
    count: (protocol, query) => countJobs(db, protocol, query),
    remove: (protocol, id) => remove.run({ protocol, id }).changes > 0,
    countCrash: (id) => (crash.get({ id }) as { crashes: number } | undefined)?.crashes ?? 0,
    prune: (before) => prune.run({ before }).changes,
    close: () => {
      db.close();
    },
  };
};
