// The journal's file: SQLite, because many processes write it at once and any of them may be killed.
import { chmodSync, existsSync, fdatasync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'libsql';
import { CliError, Exit } from '../errors.js';

// Steps are only ever added; a file of an older version is brought forward when it is opened.
const steps: readonly string[] = [
  `
  CREATE TABLE submits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    phase TEXT NOT NULL CHECK (phase IN ('sending', 'unknown', 'accepted', 'closed')),
    job_id TEXT,
    profile TEXT NOT NULL,
    media TEXT NOT NULL,
    created_ms INTEGER NOT NULL,
    lease_ms INTEGER NOT NULL,
    pid INTEGER NOT NULL
  );
  CREATE INDEX submits_by_key ON submits (key, id);
  CREATE TABLE contents (
    path TEXT PRIMARY KEY,
    stamp TEXT NOT NULL,
    digest TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  `
  CREATE TABLE uploads (
    place TEXT NOT NULL,
    key TEXT NOT NULL,
    upload_id TEXT,
    part_bytes INTEGER,
    lease_ms INTEGER NOT NULL,
    pid INTEGER NOT NULL,
    PRIMARY KEY (place, key)
  ) WITHOUT ROWID;
  CREATE TABLE items (
    key TEXT PRIMARY KEY,
    job_id TEXT,
    done INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE outputs (
    path TEXT PRIMARY KEY,
    item TEXT NOT NULL,
    digest TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
  'ALTER TABLE items ADD COLUMN begun_ms INTEGER NOT NULL DEFAULT 0',
  `
  ALTER TABLE items ADD COLUMN object TEXT;
  CREATE INDEX items_by_object ON items (object) WHERE object IS NOT NULL;
  `,
  `
  ALTER TABLE submits ADD COLUMN space TEXT NOT NULL DEFAULT '';
  ALTER TABLE uploads ADD COLUMN space TEXT NOT NULL DEFAULT '';
  `,
  'ALTER TABLE outputs ADD COLUMN before TEXT',
];

const migrate = (db: Database.Database, file: string): void => {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (version > steps.length) {
    throw new CliError(Exit.error, 'The submit journal was written by a newer asrctl', {
      hint: `Update asrctl, or move ${file} away (it will then not know earlier submits).`,
    });
  }
  for (const step of steps.slice(version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${steps.length}`);
};

const sync = promisify(fdatasync);

/** How long others may take to make the file, and how often to look, milliseconds. */
const patienceMs = 10_000;
const lookMs = 20;

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';

const pause = (ms: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
};

/** Each statement is compiled once: the same few run several times for every item of a long list. */
const remembering = (db: Database.Database): Database.Database => {
  const kept = new Map<string, ReturnType<typeof db.prepare>>();
  const prepare = db.prepare.bind(db);
  db.prepare = ((sql: string) => {
    const statement = kept.get(sql) ?? prepare(sql);
    kept.set(sql, statement);
    return statement;
  }) as typeof db.prepare;
  return db;
};

const openOnce = (file: string): Database.Database => {
  const db = remembering(new Database(file));
  try {
    chmodSync(file, 0o600);
    db.exec(`PRAGMA busy_timeout = ${patienceMs}`);
    db.exec('PRAGMA journal_mode = WAL');
    // What must survive a power cut is synced by `syncerOf`; a killed process loses nothing either way.
    db.exec('PRAGMA synchronous = NORMAL');
    db.transaction(() => migrate(db, file)).immediate();
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** SQLite does not wait for its own switch to WAL: two first starts at once make one of them fail as busy. */
const openPatiently = (file: string): Database.Database => {
  for (let waitedMs = 0; ; waitedMs += lookMs) {
    try {
      return openOnce(file);
    } catch (error) {
      if (!/^SQLITE_(?:BUSY|LOCKED|PROTOCOL)/.test(codeOf(error)) || waitedMs > patienceMs)
        throw error;
      pause(lookMs);
    }
  }
};

const hintFor = (error: unknown, file: string): string =>
  /^SQLITE_(?:NOTADB|CORRUPT)/.test(codeOf(error))
    ? `It is damaged. Move ${file} away: asrctl will make a new one, which does not know earlier submits.`
    : 'Check the folder and its permissions; ASRCTL_HOME moves it.';

/** Opens `<stateDir>/journal.db` (0600, folder 0700). Throws exit 1 when it cannot be opened or is too new. */
export const openDatabase = (stateDir: string): Database.Database => {
  const file = join(stateDir, 'journal.db');
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
    return openPatiently(file);
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw new CliError(Exit.error, `The submit journal ${file} cannot be opened`, {
      hint: hintFor(error, file),
      cause: error,
    });
  }
};

/**
 * Resolves when all that was committed is on the disk, without keeping anybody waiting: SQLite's own
 * sync would stop the whole program at every submit. Syncing the write-ahead log after a commit is what
 * `synchronous = FULL` adds to NORMAL (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export const syncerOf = (stateDir: string): (() => Promise<void>) => {
  const path = join(stateDir, 'journal.db-wal');
  let log: number | undefined;
  return async () => {
    // There since the first commit, and while a connection is open; where the file system allows none,
    // SQLite keeps a rollback journal and syncs by itself.
    if (log === undefined && !existsSync(path)) return;
    log ??= openSync(path, 'r+');
    await sync(log);
  };
};
