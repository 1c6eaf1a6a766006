// Exactly one job per submit, whatever happens to the answer, the process or the network.
import { isTerminal } from '../jobs/job.js';
import type { Claim, Entry, Submit } from '../journal/submit-records.js';
import { findJob } from './find-job.js';
import { exhausted, isUncertain, TakenOver, uncertain } from './outcomes.js';
import { record, sendJob } from './send-job.js';
import type { SubmitContext, SubmitResult, SubmitService } from './submit-service.js';

export interface SubmitOptions {
  readonly submit: Submit;
  /** `--again`: send whatever was sent before. */
  readonly again: boolean;
  /**
   * A finished job of the same submit serves when it was submitted at or after this, epoch milliseconds:
   * 0 for known content and `--reuse`, Infinity for an address, whose content may have changed.
   */
  readonly reuseSinceMs: number;
  /** After so many failed jobs of the same submit nothing new is sent; Infinity: as often as asked for. */
  readonly mostFailures?: number;
}

const busyPollMs = 200;
/** How many polls pass before the user is told. */
const quietPolls = 10;

/** Holds an entry while `work` runs; an entry that was neither accepted nor refused is left to the next run. */
const holding = async (
  { submits }: SubmitContext,
  entry: Entry,
  work: () => Promise<SubmitResult>,
): Promise<SubmitResult> => {
  try {
    return await work();
  } catch (error) {
    // Where this fails, the end of our lease or of this process says the same.
    await submits.release(entry).catch(() => {});
    throw isUncertain(error) ? uncertain(error) : error;
  }
};

/** Makes the claimed entry a job: finds the one it became, or sends. */
const carryOut = (
  context: SubmitContext,
  service: SubmitService,
  { kind, entry }: Claim,
): Promise<SubmitResult> =>
  holding(context, entry, async () => {
    const sent = kind === 'reconcile';
    const found = sent ? await findJob(context, service, entry, entry.createdMs) : null;
    return found === null
      ? sendJob({ context, service, entry })
      : record(context, entry, found, 'recovered');
  });

/** A job that an equal submit made earlier, or null when a new one is needed. */
const reuse = async (
  { submits, tell }: SubmitContext,
  service: SubmitService,
  id: string,
  finishedServes: boolean,
): Promise<SubmitResult | null> => {
  const state = await service.state(id);
  if (state === null) return null;
  if (state === 'failed') await submits.fail(id);
  if (!isTerminal(state) || (state === 'succeeded' && finishedServes))
    return { id, state, submitted: 'reused' };
  if (state === 'succeeded') tell({ kind: 'paid again', id });
  return null;
};

/**
 * Submits once. Throws what the service throws; exit 8 when the outcome could not be found out, in
 * which case the next call with an equal submit finds it out before anything is sent.
 */
export const submitOnce = async (
  context: SubmitContext,
  service: SubmitService,
  options: SubmitOptions,
): Promise<SubmitResult> => {
  const { submits } = context;
  let { again, reuseSinceMs } = options;
  for (let polls = 1; ;) {
    const claim = await submits.claim(options.submit, again, options.mostFailures);
    const { kind, entry } = claim;
    if (kind === 'send' || kind === 'reconcile') {
      try {
        return await carryOut(context, service, claim);
      } catch (error) {
        if (!(error instanceof TakenOver)) throw error;
        // What the other makes of our entry is ours, even with --again.
        again = false;
        reuseSinceMs = Math.min(reuseSinceMs, entry.createdMs);
      }
    } else if (kind === 'exhausted') {
      throw exhausted(entry.jobId ?? '', context.command('get', entry.jobId ?? ''));
    } else if (kind === 'known' && entry.jobId !== null) {
      const result = await reuse(context, service, entry.jobId, entry.createdMs >= reuseSinceMs);
      if (result !== null) return result;
      await submits.retire(entry);
    } else {
      if (polls === quietPolls) context.tell({ kind: 'busy' });
      polls += 1;
      await context.sleep(busyPollMs);
    }
  }
};
