// One item from its finished job to its files.
import { CliError, Exit } from '../../../errors.js';
import type { Job } from '../../../jobs/job.js';
import { jobError } from '../../../waiting/job-error.js';
import { hintCommand } from '../../views/hint-command.js';
import { writeOutputs } from './write-outputs.js';
import type { Finished } from './poll.js';
import { itemError, rowOf, type Row, type Run, type Started } from './run-state.js';

/** The result may lie in the user's storage only (Tencent CI, when it was large). */
const withTranscript = async ({ provider, app }: Run, job: Job): Promise<Job> => {
  if (job.transcript !== null || provider.fetchResult === undefined) return job;
  return { ...job, transcript: await provider.fetchResult(job, { signal: app.signal }) };
};

const written = async (
  run: Run,
  started: Started,
  job: Job,
): Promise<Pick<Row, 'outputs' | 'text'>> => {
  const result = await writeOutputs(run, started.item, started.key, await withTranscript(run, job));
  await run.journal.items.finish(started.key);
  return result;
};

/** A job that failed or is gone is of no use to the next run either; one that was not done in time is. */
const isLasting = (error: CliError): boolean =>
  error.exitCode === Exit.jobFailed || error.exitCode === Exit.notFound;

/** The row of an item whose job has ended; what goes wrong is in it. Throws what concerns every item. */
export const finishItem = async (run: Run, { started, outcome }: Finished): Promise<Row> => {
  const { item, input, key, id, submitted, uploaded } = started;
  const row = rowOf(item, { input, id, submitted, uploaded });
  const fail = async (error: CliError, more: Partial<Row> = {}): Promise<Row> => {
    if (isLasting(error)) await run.journal.items.forget(key);
    return { ...row, ...more, error };
  };
  if (outcome instanceof CliError) return fail(outcome);
  const { state } = outcome;
  if (state === 'failed') await run.journal.submits.fail(id);
  if (state !== 'succeeded')
    return fail(jobError(outcome, hintCommand(run.app, 'get', id)), { state });
  try {
    return { ...row, state, ...(await written(run, started, outcome)) };
  } catch (thrown) {
    const error = itemError(run, thrown, item.source);
    if (error === null) throw thrown;
    return fail(error, { state });
  }
};
