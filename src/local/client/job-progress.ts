// Asks the running service how far jobs are. Nothing depends on the answer.
import { isFields } from '../../json.js';
import type { JobProgress } from '../../jobs/job.js';
import { mostIds } from '../jobs/job-progress.js';
import { progressPath } from '../process/control-paths.js';
import { control } from './control.js';
import { findService } from './find.js';

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** The progress of unfinished jobs by id, of the first thousand of them. Empty when the service does not answer. */
export const progressOfJobs = async (
  serviceFile: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, JobProgress>> => {
  const body = JSON.stringify({ ids: ids.slice(0, mostIds) });
  const file = await findService(serviceFile);
  const answer =
    file === null
      ? {}
      : await control(file, { method: 'POST', path: progressPath, body }).catch(() => ({}));
  const { jobs } = answer as { jobs?: unknown };
  const entries = Object.entries(isFields(jobs) ? jobs : {}).map(([id, value]) => {
    const { progress, queuePosition } = isFields(value) ? value : {};
    const found = { progress: numberIn(progress), queuePosition: numberIn(queuePosition) };
    return [id, found] as const;
  });
  return new Map(entries);
};
