// Finding the job that an attempt made when its answer was lost.
import type { Entry } from '../journal/submit-records.js';
import { isUnavailable, TakenOver, uncertain, uncertainHere } from './outcomes.js';
import type { SubmitContext, SubmitService, SubmittedJob } from './submit-service.js';

/** Clocks of client and service may differ by as much as signatures allow (15 minutes, ims.md 2.1). */
const skewMs = 15 * 60_000;
/** How long a job may take to appear in a list after its submit; asked again until then. Our choice. */
const lagMs = 8_000;
const pausesMs = [0, 500, 1_500, 3_000, 4_000] as const;

/** Renews our lease. Throws TakenOver when another process has taken the entry. */
export const keep = async ({ submits }: SubmitContext, entry: Entry): Promise<void> => {
  if (!(await submits.renew(entry))) throw new TakenOver('another process has taken over');
};

/** Asks for the token until its job appears, or until it would have appeared. */
const seek = async (
  context: SubmitContext,
  service: SubmitService,
  entry: Entry,
  sentMs: number,
): Promise<SubmittedJob | null> => {
  for (const pauseMs of pausesMs) {
    if (pauseMs > 0) await context.stepAside(pauseMs);
    await keep(context, entry);
    const found = await service.find(entry.token, entry.createdMs - skewMs);
    if (found !== null) return found;
    if (context.now() - sentMs > lagMs) return null;
  }
  return null;
};

/**
 * The job that an attempt made at `sentMs`, or null when it surely made none. Throws exit 8 when that cannot
 * be found out.
 */
export const findJob: typeof seek = async (...args) => {
  try {
    return await seek(...args);
  } catch (error) {
    throw isUnavailable(error) ? uncertain(error) : uncertainHere(error);
  }
};
