// Recent jobs for completion: the journal is only read, and never waited for.
import { existsSync } from 'node:fs';
import { openDatabase } from '../../database/sqlite.js';
import { knownOf, recentSql, type JobKind, type KnownJob, type KnownRow } from './job-records.js';
import { journalVersion } from '../schema.js';

/** Newest first, of every profile; empty without a journal, and for one of another version. Throws SQLite's errors. */
export const recentJobs = (file: string, kind: JobKind, limit: number): KnownJob[] => {
  if (!existsSync(file)) return [];
  const db = openDatabase(file);
  try {
    db.exec('PRAGMA query_only = ON; PRAGMA busy_timeout = 20');
    const { user_version: version } = db.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    if (version !== journalVersion) return [];
    return (db.prepare(recentSql(kind, false)).all(limit) as KnownRow[]).map(knownOf);
  } finally {
    db.close();
  }
};
