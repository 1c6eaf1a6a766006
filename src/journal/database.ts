// The journal's file: SQLite, because many processes write it at once and any of them may be killed.
import { chmodSync, existsSync, fdatasync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { CliError, Exit } from '../errors.js';
import { makePrivateFolder } from '../folders.js';
import { systemFault } from '../system-faults.js';
import { openDatabase, type Database, type Statement } from '../database/sqlite.js';
import { sqliteCode, tryMs, whenFree, type Patience } from './busy.js';
import { migrate, journalVersion } from './schema.js';

/** The open file, as the tables use it. */
export interface JournalFile {
  /** Does the work in one transaction. Throws exit 1 when another process keeps the file locked. */
  run<T>(work: (db: Database) => T): Promise<T>;
  /** Resolves when all that was committed is on the disk. */
  sync(): Promise<void>;
  /** Returns free space to the disk if there is much of it and no other process uses the file now. */
  compact(): void;
}

export interface FileDeps extends Patience {
  readonly stateDir: string;
  /** Uniform in [0, 1). */
  random(): number;
  /** One sentence for the user. */
  notice(line: string): void;
}

/** Each statement is compiled once: the same few run several times for every item of a long list. */
const withCachedStatements = (db: Database): Database => {
  const cache = new Map<string, Statement>();
  const prepare = (sql: string): Statement => {
    const statement = cache.get(sql) ?? db.prepare(sql);
    cache.set(sql, statement);
    return statement;
  };
  return { prepare, exec: (sql) => db.exec(sql), close: () => db.close() };
};

/** One transaction. A failed COMMIT may already have rolled back: the error of COMMIT is the one to report. */
const inTransaction = <T>(db: Database, work: () => T): T => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    db.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      db.exec('ROLLBACK');
    } catch {
      // There is no transaction any more.
    }
    throw error;
  }
};

const bytesOf = (file: string): number | null =>
  statSync(file, { throwIfNoEntry: false })?.size ?? null;

/**
 * Makes the file under another name and links it, so that a journal never exists without its tables: an empty
 * file is then one that lost its content. A write-ahead log without its database is left to SQLite, which
 * deletes it only for an empty file.
 */
const createWhole = (file: string, random: number): void => {
  if (existsSync(`${file}-wal`) || bytesOf(file) !== null) return;
  const fresh = `${file}.${Math.floor(random * 2 ** 48).toString(16)}`;
  const db = openDatabase(fresh);
  try {
    chmodSync(fresh, 0o600);
    inTransaction(db, () => migrate(db, fresh));
    linkSync(fresh, file);
  } catch (error) {
    // Another process was first, or the file system has no links: opening it does the rest.
    if (!/^(?:EEXIST|EPERM|ENOTSUP|EOPNOTSUPP|ENOSYS)$/.test(sqliteCode(error))) throw error;
  } finally {
    db.close();
    rmSync(fresh, { force: true });
  }
};

interface Opened {
  readonly db: Database;
  /** Version of the tables before they were brought forward. */
  readonly version: number;
}

const openOnce = (file: string, random: number): Opened => {
  createWhole(file, random);
  const db = withCachedStatements(openDatabase(file));
  try {
    chmodSync(file, 0o600);
    db.exec(`PRAGMA busy_timeout = ${tryMs}`);
    db.exec('PRAGMA secure_delete = ON');
    db.exec('PRAGMA journal_mode = WAL');
    // What must survive a power cut is synced by `syncOf`; a killed process loses nothing either way.
    db.exec('PRAGMA synchronous = NORMAL');
    const version = inTransaction(db, () => migrate(db, file));
    if (version < journalVersion) db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return { db, version };
  } catch (error) {
    db.close();
    throw error;
  }
};

/** Why the file cannot be opened and what to do, from the fault of the machine where it is one. */
const openError = (error: unknown, file: string): CliError => {
  const what = `The submit journal ${file} cannot be opened`;
  if (/^SQLITE_(?:NOTADB|CORRUPT)/.test(sqliteCode(error)))
    return new CliError(Exit.error, what, {
      hint: `The file is damaged. Move ${file} away: asrctl makes a new one, which does not know earlier submits.`,
      cause: error,
    });
  const fault = systemFault(error);
  return new CliError(
    fault?.exitCode ?? Exit.error,
    fault === null
      ? what
      : `${what}: ${fault.message.replace(/, \w+(?: '.*)?$/, '').toLowerCase()}`,
    {
      code: fault?.code,
      hint:
        fault?.hint ?? 'Check the folder and its permissions, or set ASRCTL_HOME to another one.',
      cause: error,
    },
  );
};

const sync = promisify(fdatasync);

/**
 * Syncs the write-ahead log after a commit, without blocking the program: what `synchronous = FULL` adds to
 * NORMAL (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
const syncOf = (file: string): (() => Promise<void>) => {
  const path = `${file}-wal`;
  let log: number | undefined;
  return async () => {
    // There since the first commit, and while a connection is open; where the file system allows none,
    // SQLite keeps a rollback journal and syncs without help.
    if (log === undefined && !existsSync(path)) return;
    log ??= openSync(path, 'r+');
    await sync(log);
  };
};

/** Free pages are used again, so a file that cannot be compacted now stays as it is. */
const compact = (db: Database): void => {
  const count = (pragma: 'page_count' | 'freelist_count'): number =>
    (db.prepare(`PRAGMA ${pragma}`).get() as Record<typeof pragma, number>)[pragma];
  if (count('freelist_count') * 4 < count('page_count')) return;
  try {
    db.exec('VACUUM');
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!/^SQLITE_(?:BUSY|LOCKED|FULL|IOERR|CANTOPEN)/.test(sqliteCode(error))) throw error;
  }
};

const openOrExplain = async (deps: FileDeps, file: string): Promise<Opened> => {
  try {
    makePrivateFolder(deps.stateDir);
    return await whenFree(deps, file, () => openOnce(file, deps.random()));
  } catch (error) {
    if (error instanceof CliError) throw error;
    throw openError(error, file);
  }
};

/** Opens `<stateDir>/journal.db` (0600, folder 0700). Throws exit 1 when it cannot be opened or is too new. */
export const openFile = async (deps: FileDeps): Promise<JournalFile> => {
  const file = join(deps.stateDir, 'journal.db');
  const wasEmpty = bytesOf(file) === 0;
  const { db, version } = await openOrExplain(deps, file);
  if (wasEmpty && version === 0) {
    deps.notice(
      `The submit journal ${file} was empty: earlier submits with an unknown outcome are forgotten and may be submitted again.`,
    );
  }
  return {
    run: (work) => whenFree(deps, file, () => inTransaction(db, () => work(db))),
    sync: syncOf(file),
    compact: () => compact(db),
  };
};
