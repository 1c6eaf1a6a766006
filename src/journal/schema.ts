// The tables of the journal, and how a file of an older version gets them.
import { CliError, Exit } from '../errors.js';
import type { Database } from '../database/sqlite.js';

/** Steps are only ever added. A file of an older version gets the missing ones when it is opened. */
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
  // Locks of output files were rows of uploads, under a bucket that cannot exist.
  `
  CREATE TABLE output_locks (
    path TEXT PRIMARY KEY,
    lease_ms INTEGER NOT NULL,
    pid INTEGER NOT NULL,
    space TEXT NOT NULL
  ) WITHOUT ROWID;
  DELETE FROM uploads WHERE place = 'output';
  `,
  // Every claim of an entry has a number, so that a process that lost its claim changes nothing.
  'ALTER TABLE submits ADD COLUMN claim INTEGER NOT NULL DEFAULT 1',
  // The media as the user named it, to be found by the job.
  `
  ALTER TABLE submits ADD COLUMN source TEXT;
  CREATE INDEX submits_by_job ON submits (job_id) WHERE job_id IS NOT NULL;
  `,
  // Queries of addresses may hold signatures: what is kept has none. Freed pages are overwritten.
  `
  UPDATE submits SET media = substr(media, 1, instr(media, '?') - 1)
    WHERE media LIKE '%://%' AND instr(media, '?') > 0;
  UPDATE submits SET source = substr(source, 1, instr(source, '?') - 1)
    WHERE source LIKE '%://%' AND instr(source, '?') > 0;
  `,
  // Whether its job failed: a recording that always fails is not sent without end.
  'ALTER TABLE submits ADD COLUMN failed INTEGER NOT NULL DEFAULT 0',
  // What `@last`, the beginning of an id, `retry` and `production list` need. The API lists no production jobs.
  `
  ALTER TABLE submits ADD COLUMN title TEXT;
  ALTER TABLE submits ADD COLUMN request TEXT;
  ALTER TABLE submits ADD COLUMN used_ms INTEGER NOT NULL DEFAULT 0;
  UPDATE submits SET used_ms = created_ms;
  CREATE INDEX submits_by_use ON submits (used_ms) WHERE job_id IS NOT NULL;
  CREATE TABLE productions (
    id TEXT PRIMARY KEY,
    scope TEXT NOT NULL,
    function TEXT NOT NULL,
    source TEXT NOT NULL,
    used_ms INTEGER NOT NULL
  );
  CREATE INDEX productions_by_use ON productions (used_ms);
  `,
];

/** The version that this program writes. It opens older ones and refuses newer ones. */
export const journalVersion = steps.length;

/** Brings the file to the newest version; gives the version it had, 0 for a new one. Throws exit 1 for a newer one. */
export const migrate = (db: Database, file: string): number => {
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as {
    user_version: number;
  };
  if (version > journalVersion) {
    throw new CliError(Exit.error, 'The submit journal was written by a newer asrctl', {
      hint: `Update asrctl, or move ${file} away. Without it, asrctl does not know earlier submits.`,
    });
  }
  for (const step of steps.slice(version)) db.exec(step);
  db.exec(`PRAGMA user_version = ${journalVersion}`);
  return version;
};
