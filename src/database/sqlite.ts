// One SQLite for the journal and the local service: Node's own where it has one without a warning, else libsql, an
// optional dependency. Both read and write the same files.
import { createRequire } from 'node:module';
import type Libsql from 'libsql';
import { CliError, Exit } from '../errors.js';

/** Values for `?` in order, or one object for `:names`. */
type Values = readonly unknown[];

export interface Statement {
  run(...values: Values): { readonly changes: number; readonly lastInsertRowid: number | bigint };
  /** The first row; undefined when there is none. */
  get(...values: Values): unknown;
  all(...values: Values): unknown[];
}

/** Faults have SQLite's name as `code`: SQLITE_BUSY, SQLITE_NOTADB … */
export interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

/** Releases of Node whose SQLite prints no warning: 24.15, 25.7 and later (https://nodejs.org/api/sqlite.html). */
export const hasSqlite = (version: string): boolean => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 25 || (major === 25 && minor >= 7) || (major === 24 && minor >= 15);
};

/** Result codes, https://www.sqlite.org/rescode.html. */
const names: Readonly<Record<number, string>> = {
  5: 'BUSY',
  6: 'LOCKED',
  7: 'NOMEM',
  8: 'READONLY',
  10: 'IOERR',
  11: 'CORRUPT',
  13: 'FULL',
  14: 'CANTOPEN',
  15: 'PROTOCOL',
  19: 'CONSTRAINT',
  26: 'NOTADB',
};

/** Node reports a number, whose low byte is the primary code. */
const named = (error: unknown): unknown => {
  const { errcode } = error as { readonly errcode?: number };
  if (errcode === undefined) return error;
  return Object.assign(error as Error, { code: `SQLITE_${names[errcode & 0xff] ?? 'ERROR'}` });
};

const guarded =
  <A extends readonly unknown[], R>(work: (...given: A) => R) =>
  (...given: A): R => {
    try {
      return work(...given);
    } catch (error) {
      throw named(error);
    }
  };

/** What is used of `node:sqlite`; the types of Node 20 have none. */
interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => Database;
}

/** Node's database with the names of faults. */
const ofNode = (db: Database): Database => ({
  exec: guarded((sql: string) => db.exec(sql)),
  prepare: guarded((sql: string): Statement => {
    const statement = db.prepare(sql);
    return {
      run: guarded((...values) => statement.run(...values)),
      get: guarded((...values) => statement.get(...values)),
      all: guarded((...values) => statement.all(...values)),
    };
  }),
  close: guarded(() => db.close()),
});

type Open = (path: string) => Database;

const absent = (cause: unknown): CliError =>
  new CliError(Exit.error, 'Cannot open a database: the package libsql is not installed', {
    hint: 'Use Node 24.15 or later, which has SQLite, or install asrctl without --omit=optional.',
    cause,
  });

const load = (): Open => {
  const require = createRequire(import.meta.url);
  if (hasSqlite(process.versions.node)) {
    const sqlite = require('node:sqlite') as NodeSqlite;
    return guarded((path) => ofNode(new sqlite.DatabaseSync(path)));
  }
  try {
    const Client = require('libsql') as typeof Libsql;
    return (path) => new Client(path);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' ? absent(error) : error;
  }
};

let open: Open | undefined;

/** Opens or creates the file. Throws exit 1 when this machine has no SQLite. */
export const openDatabase = (path: string): Database => (open ??= load())(path);
