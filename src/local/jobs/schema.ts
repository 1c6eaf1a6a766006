// The schema of the job database, as steps from one version to the next. Steps are only added: a
// database of any older version is upgraded when it is opened.
import type { Database } from '../../database/sqlite.js';

// The tally keeps counts per state, so that a total costs the same for ten jobs and for a million.
const steps: readonly string[] = [
  `
  CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    protocol TEXT NOT NULL,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    input TEXT NOT NULL,
    file TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    duration_ms INTEGER,
    request TEXT NOT NULL,
    error_code TEXT,
    error_message TEXT,
    created_ms INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    started_ms INTEGER,
    finished_ms INTEGER,
    child_pid INTEGER,
    child_mark TEXT,
    result TEXT
  );
  CREATE INDEX jobs_by_time ON jobs (protocol, created_ms, seq);
  CREATE INDEX jobs_by_state ON jobs (protocol, state, created_ms, seq);
  CREATE INDEX jobs_waiting ON jobs (seq) WHERE state = 'created';
  CREATE INDEX jobs_running ON jobs (seq) WHERE state = 'running';
  CREATE TABLE tally (
    protocol TEXT NOT NULL,
    type TEXT NOT NULL,
    state TEXT NOT NULL,
    jobs INTEGER NOT NULL,
    PRIMARY KEY (protocol, type, state)
  ) WITHOUT ROWID;
  CREATE TRIGGER jobs_added AFTER INSERT ON jobs BEGIN
    INSERT INTO tally VALUES (NEW.protocol, NEW.type, NEW.state, 1)
      ON CONFLICT DO UPDATE SET jobs = jobs + 1;
  END;
  CREATE TRIGGER jobs_moved AFTER UPDATE OF state ON jobs BEGIN
    UPDATE tally SET jobs = jobs - 1
      WHERE protocol = OLD.protocol AND type = OLD.type AND state = OLD.state;
    INSERT INTO tally VALUES (NEW.protocol, NEW.type, NEW.state, 1)
      ON CONFLICT DO UPDATE SET jobs = jobs + 1;
  END;
  CREATE TRIGGER jobs_removed AFTER DELETE ON jobs BEGIN
    UPDATE tally SET jobs = jobs - 1
      WHERE protocol = OLD.protocol AND type = OLD.type AND state = OLD.state;
  END;
  `,
  // How often the service ended without warning while it ran the job.
  'ALTER TABLE jobs ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0',
  'CREATE INDEX jobs_ended ON jobs (finished_ms) WHERE finished_ms IS NOT NULL',
  // 1 when the file was outside the roots and granted for this job.
  'ALTER TABLE jobs ADD COLUMN granted INTEGER NOT NULL DEFAULT 0',
];

const versionOf = (db: Database): number => {
  const row = db.prepare('PRAGMA user_version').get() as { user_version: number };
  return row.user_version;
};

/**
 * Upgrades the database to this program's version, each step in its own transaction.
 * Throws when a newer program has written it: a guess at its schema could lose jobs.
 */
export const migrate = (db: Database): void => {
  const version = versionOf(db);
  if (version > steps.length) {
    throw new Error(
      `the job database has version ${version}, and this asrctl reads up to ${steps.length}; use a newer asrctl`,
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    db.exec(`BEGIN; ${step}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
};
