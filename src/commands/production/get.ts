import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import type { ProductionJob } from '../../jobs/production.js';
import { reportFailures, FailureCount } from '../inputs/items.js';
import { readJobIds } from '../inputs/jobs/job-ids.js';
import type { ListFlags } from '../inputs/stdin-list.js';
import { fetchProductions, openProduction } from './production-api.js';
import { productionColumns, productionDetail, productionDocument } from './view.js';

interface Options extends ListFlags {
  readonly raw?: true;
}

/** Failures are reported and the other jobs shown. */
export const get = async (
  app: App,
  given: readonly string[],
  options: Options,
): Promise<Output> => {
  const naming = { command: ['production', 'get'], kind: 'production' } as const;
  const ids = await readJobIds(app, given, options, naming);
  const api = await openProduction(app);
  const failures = new FailureCount(app, ids.length, 'jobs');
  const raw = options.raw === true;
  return {
    kind: 'records',
    view: 'detail',
    records: reportFailures(fetchProductions(app, api, ids, raw), failures, (id) => id),
    columns: productionColumns(app),
    id: (job: ProductionJob) => job.id,
    detail: (job: ProductionJob) => productionDetail(app, job, raw),
    document: (job: ProductionJob) => productionDocument(job, raw),
    envelope: (jobs) => ({ schemaVersion: 2, jobs }),
    failure: failures.failure,
  };
};
