// How far the unfinished jobs are. In memory: an interrupted job begins again when the service restarts.
import type { JobProgress } from '../../jobs/job.js';
import { fieldsIn, json, refused } from '../process/control-answers.js';
import type { WireAnswer, WireRequest } from '../wire/wire.js';

/** Asked about in one call. Jobs run in the order of their submits, so the oldest ids say most. */
export const mostIds = 1_000;
const bodyLimitBytes = 65_536;

/** The shares of running jobs. */
export interface ProgressBoard {
  /** A share below the last one is ignored. */
  note(id: string, share: number): void;
  of(id: string): number | null;
  clear(id: string): void;
}

export const progressBoard = (): ProgressBoard => {
  const shares = new Map<string, number>();
  return {
    note(id, share) {
      shares.set(id, Math.min(1, Math.max(share, shares.get(id) ?? 0)));
    },
    of: (id) => shares.get(id) ?? null,
    clear: (id) => void shares.delete(id),
  };
};

/** A CI id is a job's own id after an `s`. */
const ownId = (id: string): string => id.replace(/^s(?=[0-9a-f]{32}$)/, '');

/** `POST {"ids": […]}`: the progress of those that are unfinished, by the ids as they were sent. */
export const controlProgress = async (
  request: WireRequest,
  progressOf: (id: string) => JobProgress | null,
): Promise<WireAnswer> => {
  if (request.method !== 'POST') return refused(405, 'no such method');
  const ids = (await fieldsIn(request, bodyLimitBytes))?.['ids'];
  if (!Array.isArray(ids) || ids.length > mostIds)
    return refused(400, `the body is not {"ids": […]} with at most ${mostIds} ids`);
  const jobs = ids.flatMap((id) => {
    const found = typeof id === 'string' ? progressOf(ownId(id)) : null;
    return found === null ? [] : [[id as string, found] as const];
  });
  return json(200, { jobs: Object.fromEntries(jobs) });
};
