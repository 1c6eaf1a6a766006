// Job documents with the source of each job: the media as the user named it when it was submitted here.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from '../../app.js';
import { CliError } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import { jobDocument } from './job.js';

/** Empty without a journal, and for one that cannot be read: sources are no reason to fail. */
const sourcesOf = async (
  app: App,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> => {
  // To open a journal creates it, and loads SQLite.
  if (ids.length === 0 || !existsSync(join(app.paths.stateDir, 'journal.db'))) return new Map();
  try {
    return await (await app.journal()).sources.of(ids);
  } catch (error) {
    if (!(error instanceof CliError) || app.signal.aborted) throw error;
    app.tools.trace(`no sources: ${error.message}`);
    return new Map();
  }
};

/** `documents` of an output of jobs; `raw` adds the answers as received. */
export const jobDocuments =
  (app: App, raw: boolean) =>
  async (jobs: readonly Job[]): Promise<readonly object[]> => {
    const sources = await sourcesOf(
      app,
      jobs.map(({ id }) => id),
    );
    return jobs.map((job) => jobDocument(job, raw, sources.get(job.id) ?? null));
  };
