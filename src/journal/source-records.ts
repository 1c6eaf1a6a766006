// The media of submitted jobs as the user named them.
import type { JournalFile } from './database.js';

export interface Sources {
  /** By job id, without jobs that other machines or older versions submitted. */
  of(jobIds: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

const sourceSql = `SELECT source FROM submits
  WHERE job_id = ? AND source IS NOT NULL ORDER BY id DESC LIMIT 1`;

/** The sources' part of the journal. */
export const sourcesOf = (file: JournalFile): Sources => ({
  of: (jobIds) =>
    file.run((db) => {
      const statement = db.prepare(sourceSql);
      const sources = new Map<string, string>();
      for (const id of jobIds) {
        const row = statement.get(id) as { source: string } | undefined;
        if (row !== undefined) sources.set(id, row.source);
      }
      return sources;
    }),
});
