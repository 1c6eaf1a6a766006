// Cancels one production job, unless it has ended.
import type { ProductionApi } from '../../api/provider.js';
import type { App } from '../../app.js';
import { alreadyEnded } from '../inputs/jobs/already-ended.js';
import { productionNotFound } from './production-api.js';

/** The id, once the job is cancelled. Throws exit 3 for an unknown job, 5 for a failed one, 2 for a succeeded one. */
export const cancelProduction = async (
  app: App,
  api: ProductionApi,
  id: string,
): Promise<string> => {
  const call = { signal: app.signal };
  const job = await api.get(id, call);
  // The service answers a cancel of an ended job with success.
  const late = job === null ? null : alreadyEnded(app, job, ['production']);
  if (late !== null) throw late;
  if (job === null || !(await api.cancel(id, call))) throw productionNotFound(app, id);
  return id;
};
