// Watches unfinished jobs of any kind until each of them ends.
import type { Provider } from '../api/provider.js';
import type { App } from '../app.js';
import { CliError, Exit } from '../errors.js';
import { isTerminal, type Job } from '../jobs/job.js';
import { fetchMany } from './fetch-jobs.js';
import type { Outcome } from './in-order.js';
import { concernsAll, type WatchedJob } from './job-error.js';
import { Pace } from './pace.js';
import type { PendingJobs } from './pending-jobs.js';
import { repeat, ServiceLink } from './repeat.js';
import { withProgress } from './local-progress.js';
import { withRestart } from './restart-local.js';

/** Where the state of jobs comes from. */
export interface JobSource<T> {
  /** One outcome per id. */
  fetch(ids: readonly string[]): AsyncIterable<Outcome<string, T>>;
  /** Calls made so far. */
  calls(): number;
}

/** Transcription jobs of a service; a local service that is gone is started again. */
export const jobSource = (provider: Provider, signal: AbortSignal): JobSource<Job> => {
  let calls = 0;
  const counted: Provider = {
    ...provider,
    get: (ids, call) => {
      calls += 1;
      return provider.get(ids, call);
    },
    list: (query, call) => {
      calls += 1;
      return provider.list(query, call);
    },
  };
  return {
    fetch: (ids) =>
      withProgress(
        provider,
        ids,
        withRestart(provider, ids, (some) => fetchMany(counted, some, { signal })),
      ),
    calls: () => calls,
  };
};

export interface Watch<T extends WatchedJob> {
  readonly source: JobSource<T>;
  readonly pending: PendingJobs;
  /** Epoch milliseconds; Infinity for no limit. */
  readonly deadlineMs: number;
  /** Pause between two looks; null follows the pace. */
  readonly intervalMs?: number | null;
  /** One call in this time is always allowed. */
  readonly allowedMs?: number;
  /**
   * Whether this run submitted the jobs: then the first look comes after a pause, and a service that
   * does not answer is waited for. Otherwise it comes at once, and no answer is an error.
   */
  readonly submitted: boolean;
  /** Every job that a look has seen. */
  saw?(job: T): void;
  /** After each look. */
  looked?(): void;
  /** The hint of an error of jobs that are still unfinished. */
  goOn(): string;
}

export type JobEnd<T> =
  | { readonly id: string; readonly job: T }
  | { readonly id: string; readonly error: CliError };

/** A failed list call is a failure for every id. */
async function* outcomes<T extends WatchedJob>(
  app: App,
  { source, pending }: Watch<T>,
): AsyncGenerator<Outcome<string, T>> {
  const { ids } = pending;
  try {
    yield* source.fetch(ids);
  } catch (error) {
    if (!(error instanceof CliError) || app.signal.aborted) throw error;
    for (const item of ids) yield { item, error };
  }
}

/** Unfinished jobs end with this error when time is up or the service stays away. */
const givenUp = <T extends WatchedJob>(watch: Watch<T>, id: string, lost: CliError | null) =>
  lost === null
    ? new CliError(Exit.timeout, `Job ${id} did not finish in time`, { hint: watch.goOn() })
    : new CliError(Exit.unavailable, lost.message, {
        hint: watch.goOn(),
        code: lost.code,
        requestId: lost.requestId ?? undefined,
      });

/** One look at every pending job: yields those that ended. */
async function* look<T extends WatchedJob>(
  app: App,
  watch: Watch<T>,
  pace: Pace,
  link: ServiceLink,
): AsyncGenerator<JobEnd<T>> {
  const { pending, source } = watch;
  const now = (): number => app.clock.now();
  const before = { atMs: now(), calls: source.calls() };
  let [finished, reached] = [0, false];
  let lost: CliError | null = null;
  for await (const outcome of outcomes(app, watch)) {
    const id = outcome.item;
    if ('error' in outcome) {
      if (app.signal.aborted || concernsAll(outcome.error)) throw outcome.error;
      if (outcome.error.exitCode === Exit.unavailable) {
        lost = outcome.error;
        continue;
      }
    } else watch.saw?.(outcome.value);
    reached = true;
    if ('value' in outcome && !isTerminal(outcome.value.state)) continue;
    finished += 1;
    pending.finish(id, now());
    yield 'error' in outcome ? { id, error: outcome.error } : { id, job: outcome.value };
  }
  pace.looked(before.atMs, source.calls() - before.calls, finished);
  if (reached) lost = null;
  const over = lost === null ? link.found() : link.lose(lost);
  watch.looked?.();
  if (over !== true && now() < watch.deadlineMs) return;
  for (const id of pending.ids) {
    pending.finish(id, now());
    yield { id, error: givenUp(watch, id, lost) };
  }
}

/**
 * Yields each job once, when it ends: finished, refused by the service, or unfinished at the deadline (exit
 * 7) or after a long outage (exit 8). Runs until `pending` is closed and empty. Throws what concerns all
 * jobs: refused credentials (exit 4), a service that never answered (exit 8), the signal's reason.
 */
export async function* watchJobs<T extends WatchedJob>(
  app: App,
  watch: Watch<T>,
): AsyncGenerator<JobEnd<T>> {
  const { pending, deadlineMs, submitted } = watch;
  if (!(await pending.some())) return;
  const pace = new Pace(app.clock.now(), watch.allowedMs);
  const link = new ServiceLink(app, submitted);
  let first = !submitted;
  yield* repeat(app, {
    deadlineMs,
    ready: () => pending.some(),
    pauseMs() {
      if (first) return 0;
      const { changedMs, size } = pending;
      return watch.intervalMs ?? pace.pauseMs(app.clock.now(), changedMs, size, app.random());
    },
    look() {
      first = false;
      return look(app, watch, pace, link);
    },
  });
}
