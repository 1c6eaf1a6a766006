import type { App } from '../../app.js';
import type { Output } from '../../formats/output.js';
import { readJobIds } from '../inputs/jobs/job-ids.js';
import type { ListFlags } from '../inputs/stdin-list.js';
import { cancelledOutput } from '../views/cancelled.js';
import { cancelProduction } from './cancel-production.js';
import { openProduction } from './production-api.js';

/** Cancels each job; the output is the ids of the cancelled jobs, one per line. */
export const cancel = async (
  app: App,
  given: readonly string[],
  options: ListFlags,
): Promise<Output> => {
  const naming = { command: ['production', 'cancel'], kind: 'production' } as const;
  const ids = await readJobIds(app, given, options, naming);
  const api = await openProduction(app);
  return cancelledOutput(app, ids, (id) => cancelProduction(app, api, id));
};
