// Transcripts of jobs by id, as they are now or when they are finished.
import type { CallOptions, Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import type { Job } from '../../jobs/job.js';
import type { Outcome } from '../../waiting/in-order.js';
import { hintCommand } from '../views/hint-command.js';
import { withResultFiles } from './result-files.js';
import { asDocument, inputOfJob, type InputOutcome } from './transcript-input.js';

export interface JobFlags {
  /** Read the transcript from the job's result file. */
  readonly resultFile: boolean;
  /** How long unfinished jobs are waited for, in milliseconds; null for not at all. */
  readonly waitMs: number | null;
}

/** Waits for every job and yields the outcomes in the order of the ids. */
async function* waitedFor(
  app: App,
  provider: Provider,
  ids: readonly string[],
  waitMs: number,
): AsyncGenerator<Outcome<string, Job>> {
  const { jobSource, watchJobs } = await import('../../waiting/watch-jobs.js');
  const { PendingJobs } = await import('../../waiting/pending-jobs.js');
  const startedMs = app.clock.now();
  const pending = new PendingJobs();
  for (const id of ids) pending.add(id, startedMs);
  pending.close();
  const progress = await app.io.progress();
  const ended = new Map<string, Outcome<string, Job>>();
  try {
    for await (const end of watchJobs<Job>(app, {
      source: jobSource(provider, app.signal),
      pending,
      deadlineMs: startedMs + waitMs,
      submitted: false,
      looked: () => progress.status(() => [`${ended.size} of ${ids.length} jobs finished`]),
      goOn: () =>
        `The jobs continue. Wait for them: ${hintCommand(app, 'wait', ...ids.filter((id) => !ended.has(id)))}`,
    })) {
      const { id: item } = end;
      ended.set(item, 'error' in end ? { item, error: end.error } : { item, value: end.job });
    }
  } finally {
    progress.stop();
  }
  for (const id of ids) {
    const outcome = ended.get(id);
    if (outcome) yield outcome;
  }
}

const outcomesOf = async (
  app: App,
  ids: readonly string[],
  { resultFile, waitMs }: JobFlags,
): Promise<AsyncIterable<Outcome<string, Job>>> => {
  const { fetchJobs } = await import('../../waiting/fetch-jobs.js');
  const provider = await app.provider();
  const call: CallOptions = { signal: app.signal };
  const plain =
    waitMs === null ? fetchJobs(provider, ids, call) : waitedFor(app, provider, ids, waitMs);
  return resultFile ? withResultFiles(provider, plain, call) : plain;
};

/** Fetches jobs by id, one outcome each, in the order of the ids. */
export async function* inputsOfJobs(
  app: App,
  ids: readonly string[],
  flags: JobFlags,
): AsyncGenerator<InputOutcome> {
  if (ids.length === 0) return;
  for await (const outcome of await outcomesOf(app, ids, flags)) {
    if ('error' in outcome) yield outcome;
    else yield inputOfJob(app, asDocument(outcome.value), undefined, false);
  }
}
