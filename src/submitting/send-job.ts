// Sending until the outcome is known.
import { CliError } from '../errors.js';
import { leaseMs } from '../journal/lease.js';
import type { Entry } from '../journal/submit-records.js';
import { findJob, keep } from './find-job.js';
import { isRefusal, isUnavailable, isUncertain, TakenOver, unrecorded } from './outcomes.js';
import type { SubmitContext, SubmitResult, SubmitService, SubmittedJob } from './submit-service.js';

/** Attempts whose answer was lost. Before each further one we make sure that the last made no job. */
const mostLosses = 4;
/** Attempts in all, with those that a busy service turned away, and how long they may take: as reads, api/http/retry.ts. */
const mostAttempts = 10;
const budgetMs = 60_000;

/** A wish of the service is a lower bound; beyond it, full jitter under a bound that doubles. */
const pauseMs = (attempt: number, error: CliError, random: number): number =>
  (error.retryAfterMs ?? 0) + Math.floor(random * Math.min(8_000, 500 * 2 ** attempt));

interface Sending {
  readonly context: SubmitContext;
  readonly service: SubmitService;
  readonly entry: Entry;
}

/** Records the job of an entry. Throws what tells the user that it exists. */
export const record = async (
  { submits }: SubmitContext,
  entry: Entry,
  { id, state }: SubmittedJob,
  submitted: SubmitResult['submitted'],
): Promise<SubmitResult> => {
  try {
    await submits.accept(entry, id);
  } catch (error) {
    throw unrecorded(id, error);
  }
  return { id, state, submitted };
};

/** The job, or the error after which no job was made and another try may follow. */
const sent = async ({ context, service, entry }: Sending): Promise<SubmittedJob | CliError> => {
  try {
    return await service.send(entry.token);
  } catch (error) {
    if (isRefusal(error) && !(await context.submits.refuse(entry)))
      throw new TakenOver('another process has taken over');
    if (isUnavailable(error)) return error;
    throw error;
  }
};

/** Sends once, and finds out what became of it. Gives the error after which another attempt may follow. */
const attempt = async (sending: Sending): Promise<SubmitResult | CliError> => {
  const { context, service, entry } = sending;
  const sentMs = context.now();
  const answer = await sent(sending);
  if (!(answer instanceof CliError)) return record(context, entry, answer, 'new');
  if (!isUncertain(answer)) return answer;
  context.trace(`The outcome of the submit is unknown (${answer.code}); asking the service.`);
  const found = await findJob(context, service, entry, sentMs);
  return found === null ? answer : record(context, entry, found, 'recovered');
};

/** Sends until a job exists. Throws what the service throws, and TakenOver. */
export const sendJob = async (sending: Sending): Promise<SubmitResult> => {
  const { context, entry } = sending;
  const beginMs = context.now();
  let losses = 0;
  for (let count = 1; ; count += 1) {
    // The lease that came with the claim, unless we slept over it.
    if (count > 1 || context.now() - entry.createdMs > leaseMs / 2) await keep(context, entry);
    const result = await attempt(sending);
    if (!(result instanceof CliError)) return result;
    if (isUncertain(result)) losses += 1;
    const pause = pauseMs(count, result, context.random());
    const late = context.now() - beginMs + pause > budgetMs;
    if (losses === mostLosses || count === mostAttempts || late) throw result;
    context.trace(`${result.code}: submitting again in ${pause} ms`);
    await context.sleep(pause);
  }
};
