// Production jobs of this machine. The API lists none: the journal has their ids, the service their states.
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { emptyProduction, type ProductionJob } from '../../jobs/production.js';
import type { KnownJob } from '../../journal/jobs/job-records.js';
import { callsAtOnce } from '../../waiting/fetch-jobs.js';
import { inOrder } from '../../waiting/in-order.js';
import { FailureCount, reportFailures } from '../inputs/items.js';
import { knownJournal } from '../inputs/jobs/known-journal.js';
import { pickColumns } from '../views/columns.js';
import { openProduction } from './production-api.js';
import { productionColumns, productionDocument } from './view.js';

interface Options {
  readonly limit: string;
  readonly columns?: readonly string[];
}

const readLimit = (text: string): number => {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw usageError(`--limit "${text}" is not a number from 1 to 9999`, 'For example: --limit 50');
};

/** What the journal knows of a job that the service has forgotten. */
const forgotten = (known: KnownJob, provider: string): ProductionJob => ({
  ...emptyProduction(known.id, provider),
  function: known.title,
  input: { type: null, media: known.source },
  createdAt: new Date(known.usedMs).toISOString().replace(/\.\d+Z$/, 'Z'),
});

/** The jobs that this machine submitted with the profile, newest first; one call for each. */
export const list = async (app: App, { limit, columns }: Options): Promise<Output> => {
  const most = readLimit(limit);
  const shown = pickColumns(productionColumns(app), columns);
  const api = await openProduction(app);
  const { scope, name } = await app.provider();
  const journal = await knownJournal(app);
  const find = { scope, kind: 'production', limit: most } as const;
  const known = (await journal?.jobs.recent(find)) ?? [];
  const failures = new FailureCount(app, known.length, 'jobs');
  const outcomes = inOrder(
    known,
    callsAtOnce,
    async (job) => (await api.get(job.id, { signal: app.signal })) ?? forgotten(job, name),
  );
  return {
    kind: 'records',
    view: 'table',
    records: reportFailures(outcomes, failures, (job) => job.id),
    columns: shown,
    id: (job: ProductionJob) => job.id,
    document: (job: ProductionJob) => productionDocument(job, false),
    envelope: (jobs) => ({ schemaVersion: 2, jobs }),
    empty: 'No production jobs were submitted from this machine.',
    failure: failures.failure,
  };
};
