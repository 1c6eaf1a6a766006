// Waiting until jobs are done, whatever kind they are: when to look, what to say, how it ends.
import type { App } from '../app.js';
import { CliError, Exit, usageError } from '../errors.js';
import { isTerminal, type JobError, type JobState } from '../jobs/job.js';
import { nextLookMs } from '../jobs/schedule.js';
import type { Progress } from '../terminal/streams.js';
import type { Outcome } from '../commands/inputs/items.js';
import { parseDuration, showSpan } from '../commands/views/times.js';

export interface WaitOptions {
  readonly timeout?: string;
  readonly interval?: string;
  readonly any?: true;
}

/** What is waited for: one way to ask, and the words for it. */
export interface Waitable<T extends Waited> {
  /** Asks about the ids; outcomes in their order. */
  fetch(ids: readonly string[]): AsyncIterable<Outcome<string, T>>;
  /** Whether a job that is done did not do what it should. */
  failed(job: T): boolean;
  /** The command that waits, and the one that shows: `asrctl wait`, `asrctl get`. */
  readonly again: string;
  readonly show: string;
}

/** What every kind of job has. */
export interface Waited {
  readonly id: string;
  readonly state: JobState;
  readonly error: JobError | null;
}

/** Where a wait stands. */
export interface Watch<T extends Waited> extends Waitable<T> {
  readonly ids: readonly string[];
  readonly startedMs: number;
  readonly intervalMs: number | null;
  readonly deadlineMs: number;
  readonly any: boolean;
  /** Last job seen, by id; absent until it was seen once. */
  readonly seen: Map<string, T>;
  readonly done: Set<string>;
  readonly errors: CliError[];
  /** True while the service cannot be reached. */
  lost: boolean;
}

/** A wait that begins now. Throws exit 2 for flags that make no sense. */
export const startWait = <T extends Waited>(
  app: App,
  ids: readonly string[],
  options: WaitOptions,
  what: Waitable<T>,
): Watch<T> => {
  const startedMs = app.clock.now();
  const timeoutMs =
    options.timeout === undefined
      ? Number.POSITIVE_INFINITY
      : parseDuration(options.timeout, '--timeout');
  const intervalMs =
    options.interval === undefined ? null : parseDuration(options.interval, '--interval');
  if (intervalMs !== null && intervalMs < 100) {
    throw usageError(
      '--interval is under 100ms',
      'The service would refuse so many calls; try 2s.',
    );
  }
  return {
    ...what,
    ids,
    startedMs,
    intervalMs,
    deadlineMs: startedMs + timeoutMs,
    any: options.any === true,
    seen: new Map(),
    done: new Set(),
    errors: [],
    lost: false,
  };
};

/** How the wait ends: null when all went well, the job's own error for one job, else a count. */
export const verdict = <T extends Waited>({
  errors,
  ids,
  any,
  done,
  show,
}: Watch<T>): CliError | null => {
  const [first] = errors;
  if (first === undefined) return null;
  if (ids.length === 1) return first;
  const all = any ? done.size : ids.length;
  const alike =
    errors.length === all && errors.every(({ exitCode }) => exitCode === first.exitCode);
  return new CliError(
    alike ? first.exitCode : Exit.someFailed,
    `${errors.length} of ${ids.length} jobs did not succeed`,
    {
      hint: `${show} ID shows why.`,
    },
  );
};

const endings: Partial<Record<JobState, string>> = {
  cancelled: 'was cancelled',
  succeeded: 'wrote nothing',
};

const jobError = (job: Waited, show: string): CliError => {
  const why = [job.error?.code, job.error?.message].filter(Boolean).join(': ');
  const what = endings[job.state] ?? 'failed';
  return new CliError(Exit.jobFailed, `Job ${job.id} ${what}${why ? `: ${why}` : '.'}`, {
    code: job.error?.code ?? undefined,
    hint: `${show} ${job.id} shows all that is known.`,
  });
};

/** The command that takes the wait up again, for whoever interrupts it. */
const resume = (app: App, again: string, pending: readonly string[]): string => {
  const flags = app.flags.profile === null ? '' : ` --profile ${app.flags.profile}`;
  const shown = pending.length > 20 ? `${pending.slice(0, 20).join(' ')} …` : pending.join(' ');
  return `${again} ${shown}${flags}`;
};

const pendingIds = <T extends Waited>(watch: Watch<T>): string[] =>
  watch.ids.filter((id) => !watch.done.has(id));

/**
 * Yields jobs as they finish. Throws exit 7 at the deadline, 8 when the service was never reached,
 * 4 for a refusal, 130/143 on a signal; what a single job comes to is the verdict's.
 */
export async function* watchJobs<T extends Waited>(app: App, watch: Watch<T>): AsyncGenerator<T> {
  const progress = await app.io.progress();
  try {
    for (;;) {
      for await (const job of look(app, watch, progress)) {
        yield job;
        if (watch.any) return;
      }
      if (pendingIds(watch).length === 0) return;
      progress.status(statusLine(app, watch));
      await pause(app, watch);
    }
  } catch (error) {
    throw app.signal.aborted ? interrupted(app, watch) : error;
  } finally {
    progress.stop();
  }
}

const interrupted = <T extends Waited>(app: App, watch: Watch<T>): unknown => {
  const reason: unknown = app.signal.reason;
  if (!(reason instanceof CliError)) return reason;
  return new CliError(reason.exitCode, `${reason.message}; the jobs go on`, {
    hint: `Resume with: ${resume(app, watch.again, pendingIds(watch))}`,
  });
};

/** One round: asks about every pending job, yields those that are done now. */
async function* look<T extends Waited>(
  app: App,
  watch: Watch<T>,
  progress: Progress,
): AsyncGenerator<T> {
  let reached = false;
  let unreachable: CliError | null = null;
  for await (const outcome of outcomes(watch)) {
    if ('value' in outcome) {
      reached = true;
      noteChange(watch, outcome.value, progress);
      if (!isTerminal(outcome.value.state)) continue;
      watch.done.add(outcome.item);
      if (watch.failed(outcome.value)) await note(app, watch, jobError(outcome.value, watch.show));
      yield outcome.value;
    } else if (outcome.error.exitCode === Exit.unavailable) {
      unreachable = outcome.error;
    } else if (outcome.error.exitCode === Exit.auth || app.signal.aborted) {
      throw outcome.error;
    } else {
      watch.done.add(outcome.item);
      await note(app, watch, outcome.error);
    }
  }
  trackLoss(app, watch, reached ? null : unreachable);
}

/** A list that cannot be had is no answer for any job. */
async function* outcomes<T extends Waited>(watch: Watch<T>): AsyncGenerator<Outcome<string, T>> {
  const ids = pendingIds(watch);
  try {
    yield* watch.fetch(ids);
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    for (const item of ids) yield { item, error };
  }
}

const note = async <T extends Waited>(
  app: App,
  watch: Watch<T>,
  error: CliError,
): Promise<void> => {
  watch.errors.push(error);
  if (watch.ids.length > 1) await app.complain(error);
};

/** A service that was never reached is a mistake to report; one that was lost is waited for. */
const trackLoss = <T extends Waited>(
  app: App,
  watch: Watch<T>,
  unreachable: CliError | null,
): void => {
  if (unreachable !== null && watch.seen.size === 0) throw unreachable;
  if (unreachable !== null && !watch.lost)
    app.tools.notice(`${unreachable.message}; still trying.`);
  if (unreachable === null && watch.lost) app.tools.notice('The service answers again.');
  watch.lost = unreachable !== null;
};

const noteChange = <T extends Waited>(watch: Watch<T>, job: T, progress: Progress): void => {
  const before = watch.seen.get(job.id);
  watch.seen.set(job.id, job);
  if (before?.state === job.state || isTerminal(job.state)) return;
  progress.line(`${job.id} is ${job.state}`);
};

const statusLine = <T extends Waited>(app: App, watch: Watch<T>): string => {
  const elapsed = showSpan(app.clock.now() - watch.startedMs);
  const [only] = watch.ids;
  if (watch.ids.length === 1 && only !== undefined) {
    return `${watch.seen.get(only)?.state ?? 'waiting'}, ${elapsed}`;
  }
  const count = (state: string): number =>
    [...watch.seen.values()].filter((job) => job.state === state).length;
  return `${watch.done.size} of ${watch.ids.length} done, ${count('running')} running, ${count('queued')} queued, ${elapsed}`;
};

const pause = async <T extends Waited>(app: App, watch: Watch<T>): Promise<void> => {
  const now = app.clock.now();
  if (now >= watch.deadlineMs) throw timedOut(app, watch);
  const next = watch.intervalMs ?? nextLookMs(now - watch.startedMs, app.random());
  await app.clock.sleep(Math.min(next, watch.deadlineMs - now), app.signal);
};

const timedOut = <T extends Waited>(app: App, watch: Watch<T>): CliError => {
  const pending = pendingIds(watch);
  const states = pending.map((id) => `${id} ${watch.seen.get(id)?.state ?? 'unknown'}`);
  const last = states.length > 3 ? `${states.slice(0, 3).join(', ')} …` : states.join(', ');
  return new CliError(
    watch.lost ? Exit.unavailable : Exit.timeout,
    `Not done in time; last seen: ${last}`,
    { hint: `The jobs go on. Resume with: ${resume(app, watch.again, pending)}` },
  );
};
