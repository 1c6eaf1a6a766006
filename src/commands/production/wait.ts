import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import { emptyProduction, type ProductionJob } from '../../jobs/production.js';
import { withRestart } from '../../waiting/restart-local.js';
import { readJobIds } from '../inputs/jobs/job-ids.js';
import type { ListFlags } from '../inputs/stdin-list.js';
import { readWaitFlags, type WaitFlags } from '../wait/wait-flags.js';
import { waitOutput } from '../wait/wait-output.js';
import { fetchProductions, openProduction } from './production-api.js';
import { productionColumns, productionDetail, productionDocument } from './view.js';

/** As `wait`, for production jobs; a success that wrote nothing counts as a failure (exit 5). */
export const wait = async (
  app: App,
  given: readonly string[],
  options: WaitFlags & ListFlags,
): Promise<Output> => {
  const settings = readWaitFlags(options);
  const naming = { command: ['production', 'wait'], kind: 'production' } as const;
  const ids = [...new Set(await readJobIds(app, given, options, naming))];
  const api = await openProduction(app);
  const provider = await app.provider();
  let calls = 0;
  const source = {
    fetch: (pending: readonly string[]) =>
      withRestart(provider, pending, (some) => {
        calls += some.length;
        return fetchProductions(app, api, some, false);
      }),
    calls: () => calls,
  };
  const kind = {
    source,
    failed: (job: ProductionJob) => job.state !== 'succeeded' || job.error !== null,
    unseen: (id: string) => emptyProduction(id, provider.name),
    group: ['production'],
    columns: productionColumns(app),
    detail: (job: ProductionJob) => productionDetail(app, job, false),
    document: (job: ProductionJob) => productionDocument(job, false),
    documents: async (jobs: readonly ProductionJob[]) =>
      jobs.map((job) => productionDocument(job, false)),
  };
  return waitOutput(app, ids, kind, settings);
};
