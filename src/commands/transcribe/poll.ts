// One loop that looks at all jobs of a run together, and looks more rarely when looking finds little.
import type { Provider } from '../../api/provider.js';
import { CliError, Exit } from '../../errors.js';
import { isTerminal, type Job } from '../../jobs/job.js';
import { nextLookMs } from '../../jobs/schedule.js';
import type { Outcome } from '../inputs/items.js';
import { withRestart } from '../../waiting/restart-local.js';
import { fetchMany } from '../../waiting/fetch-many.js';
import { concernsAll, type Run, type Started } from './run-state.js';
import { goOnHint } from './settings.js';

/** Calls beyond one per finished job that looking may cost before it slows down. */
const spareCalls = 30;
/** A call this often is always well spent: who waits for one long job wants to see its end. */
const alwaysMs = 5 * 60_000;
/** Between looks at jobs that are about to be done, all of them. */
const shortestMs = 100;
/** However many jobs there are, a finished one is seen within this time. */
const longestMs = 10 * 60_000;

/** How a run's looking has gone so far. */
export interface Looking {
  /** Since the first job was there, ms. */
  readonly waitedMs: number;
  /** Since a job was added or finished, ms. */
  readonly quietMs: number;
  /** Calls spent on looking, and those of the last round. */
  readonly calls: number;
  readonly lastCalls: number;
  readonly finished: number;
  /** Until the rest is done, at the pace of the last round; Infinity when it finished none. */
  readonly restMs: number;
}

/**
 * Pause before the next look, ms. While looking costs about a call per finished job the pause follows
 * the last change, so that short jobs are taken as they finish, and the last of them at once; beyond that it follows the whole wait and
 * grows with what a round costs and with what was overspent: a day-long run of a thousand jobs stays near one call per job.
 */
export const pauseMs = (looking: Looking, random: number): number => {
  const { waitedMs, quietMs, calls, lastCalls, finished, restMs } = looking;
  const excess = calls / (finished + spareCalls + waitedMs / alwaysMs);
  if (excess <= 1) return Math.min(nextLookMs(quietMs, random), Math.max(shortestMs, restMs));
  return Math.min(longestMs, nextLookMs(waitedMs, random) * Math.max(1, lastCalls) * excess);
};

/** The same provider, counting what is asked of it. */
const counted = (provider: Provider, count: () => void): Provider => ({
  ...provider,
  get: (ids, call) => {
    count();
    return provider.get(ids, call);
  },
  list: (query, call) => {
    count();
    return provider.list(query, call);
  },
});

export interface Finished {
  readonly started: Started;
  readonly outcome: Job | CliError;
}

/** Jobs waited for; several items may share one. */
export class Waiting {
  readonly #jobs = new Map<string, Started[]>();
  #closed = false;
  #wake: () => void = () => {};
  changedMs = 0;

  get ids(): readonly string[] {
    return [...this.#jobs.keys()];
  }

  get size(): number {
    return this.#jobs.size;
  }

  add(started: Started, nowMs: number): void {
    this.#jobs.set(started.id, [...(this.#jobs.get(started.id) ?? []), started]);
    this.changedMs = nowMs;
    this.#wake();
  }

  take(id: string): readonly Started[] {
    const items = this.#jobs.get(id) ?? [];
    this.#jobs.delete(id);
    return items;
  }

  /** No more are added. */
  close(): void {
    this.#closed = true;
    this.#wake();
  }

  /** Resolves to true when there is something to look at, to false when there never will be. */
  async some(): Promise<boolean> {
    while (this.#jobs.size === 0 && !this.#closed) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#jobs.size > 0;
  }
}

const timedOut = (id: string, again: boolean): CliError =>
  new CliError(Exit.timeout, `Job ${id} was not done in time and goes on`, {
    hint: goOnHint(again),
  });

/** A list that cannot be had is no answer for any job. */
async function* outcomes(
  provider: Provider,
  ids: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Outcome<string, Job>> {
  try {
    yield* withRestart(provider, ids, (some) => fetchMany(provider, some, { signal }));
  } catch (error) {
    if (!(error instanceof CliError) || signal.aborted) throw error;
    for (const item of ids) yield { item, error };
  }
}

/** What an outcome means: the job or error that ends the wait, or null to go on waiting. */
const verdict = (outcome: Outcome<string, Job>): Job | CliError | null => {
  if ('value' in outcome) return isTerminal(outcome.value.state) ? outcome.value : null;
  const { error } = outcome;
  if (concernsAll(error)) throw error;
  return error.exitCode === Exit.unavailable ? null : error;
};

/**
 * Yields every started item when its job is done, until `waiting` is closed and empty. A service that
 * cannot be reached is waited for, and said once. Throws what concerns all jobs: exit 4, the signal's reason.
 */
export async function* pollJobs(run: Run, waiting: Waiting): AsyncGenerator<Finished> {
  const { app, reporter, deadlineMs } = run;
  const now = (): number => app.clock.now();
  const seen = { calls: 0, lastCalls: 0, finished: 0, msPerJob: Infinity, lost: false };
  const provider = counted(run.provider, () => (seen.calls += 1));
  if (!(await waiting.some())) return;
  const begunMs = now();
  let lookedMs = begunMs;
  do {
    const looking = {
      ...seen,
      quietMs: now() - waiting.changedMs,
      waitedMs: now() - begunMs,
      restMs: waiting.size * seen.msPerJob,
    };
    const pause = pauseMs(looking, app.random());
    // From look to look: fetching what has finished takes its time too, and more may be done by then.
    const dueMs = Math.min(lookedMs + pause, deadlineMs);
    await app.clock.sleep(Math.max(0, dueMs - now()), app.signal);
    const sinceMs = now() - lookedMs;
    lookedMs = now();
    const before = { ...seen };
    let lost: CliError | null = null;
    for await (const outcome of outcomes(provider, waiting.ids, app.signal)) {
      const end = verdict(outcome);
      if ('error' in outcome && end === null) lost = outcome.error;
      if (end === null) continue;
      seen.finished += 1;
      waiting.changedMs = now();
      for (const started of waiting.take(outcome.item)) yield { started, outcome: end };
    }
    // The calls that brought a finished job with its transcript were not spent on looking.
    seen.calls -= Math.min(seen.calls - before.calls, seen.finished - before.finished);
    seen.lastCalls = seen.calls - before.calls;
    const finished = seen.finished - before.finished;
    seen.msPerJob = finished > 0 ? sinceMs / finished : Infinity;
    if (lost !== null && !seen.lost) app.tools.notice(`${lost.message}; still trying.`);
    if (lost === null && seen.lost) app.tools.notice('The service answers again.');
    seen.lost = lost !== null;
    reporter.show();
    if (now() < deadlineMs) continue;
    for (const id of waiting.ids) {
      for (const started of waiting.take(id))
        yield { started, outcome: timedOut(id, run.settings.again) };
    }
  } while (await waiting.some());
}
