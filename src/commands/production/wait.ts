import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import type { ProductionJob } from '../../jobs/production.js';
import { readItems } from '../inputs/items.js';
import { withRestart } from '../../waiting/restart-local.js';
import { startWait, verdict, watchJobs, type WaitOptions } from '../../waiting/watch-jobs.js';
import { fetchProductions, openProduction } from './production-api.js';
import { productionColumns, productionDetail, productionDocument } from './view.js';

/** The ordinary wait over production jobs; a success that wrote nothing counts as a failure (exit 5). */
export const wait = async (
  app: App,
  given: readonly string[],
  options: WaitOptions,
): Promise<Output> => {
  const ids = [...new Set(await readItems(app, given))];
  const api = await openProduction(app);
  const provider = await app.provider();
  const watch = startWait<ProductionJob>(app, ids, options, {
    fetch: (pending) =>
      withRestart(provider, pending, (some) => fetchProductions(app, api, some, false)),
    failed: (job) => job.state !== 'succeeded' || job.error !== null,
    again: 'asrctl production wait',
    show: 'asrctl production get',
  });
  return {
    kind: 'records',
    view: 'lines',
    records: watchJobs(app, watch),
    columns: productionColumns(app),
    id: (job: ProductionJob) => job.id,
    line: (job: ProductionJob) => `${job.id} ${job.state}`,
    detail: (job: ProductionJob) => productionDetail(app, job, false),
    document: (job: ProductionJob) => productionDocument(job, false),
    envelope: (jobs) => ({ schemaVersion: 1, jobs }),
    failure: () => verdict(watch),
  };
};
