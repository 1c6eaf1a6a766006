// The production half of the service that the profile names.
import type { ProductionApi } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { ProductionJob } from '../../jobs/production.js';
import { callsAtOnce } from '../../waiting/fetch-jobs.js';
import { hintCommand } from '../views/hint-command.js';
import { inOrder, type Outcome } from '../../waiting/in-order.js';

/** Throws exit 2 if the service has no production jobs. */
export const openProduction = async (app: App): Promise<ProductionApi> => {
  const provider = await app.provider();
  if (provider.production) return provider.production;
  throw usageError(
    `The service of this profile (${provider.name}) has no production jobs`,
    'Only Alibaba Cloud IMS has them: choose an IMS profile with --profile.',
  );
};

/** The error for an unknown id. */
export const productionNotFound = (app: App, id: string): CliError =>
  new CliError(Exit.notFound, `There is no production job "${id}"`, {
    code: 'job_not_found',
    hint: `Check the id and --region: a job exists only in its own region. For a transcription job: ${hintCommand(app, 'get', id)}`,
  });

/** Fetches each job and yields the outcomes in the order of the ids. */
export async function* fetchProductions(
  app: App,
  api: ProductionApi,
  ids: readonly string[],
  raw: boolean,
): AsyncGenerator<Outcome<string, ProductionJob>> {
  const call = { signal: app.signal, raw };
  yield* inOrder(ids, callsAtOnce, async (id) => {
    const job = await api.get(id, call);
    if (job === null) throw productionNotFound(app, id);
    return job;
  });
}
