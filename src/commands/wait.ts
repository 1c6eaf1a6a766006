import { Command } from '@commander-js/extra-typings';
import type { Provider } from '../api/provider.js';
import type { App } from '../app.js';
import { CliError, Exit, usageError } from '../errors.js';
import type { Output } from '../formats/output.js';
import { isTerminal, type Job } from '../jobs/job.js';
import { nextLookMs } from '../jobs/schedule.js';
import type { Progress } from '../terminal/streams.js';
import type { Host } from './host.js';
import { readItems, type Outcome } from './items.js';
import { jobColumns, jobDetail, jobDocument } from './job-view.js';
import { lookAt } from './rounds.js';
import { parseDuration, showSpan } from './times.js';

export default (host: Host) =>
  new Command('wait')
    .description('Wait until every job is done; prints a line for each as it finishes.')
    .argument('<job...>', 'job ids; - reads them from stdin, one a line')
    .option('--timeout <time>', 'give up after this long (exit 7): 90s, 15m, 2h; default: never')
    .option('--interval <time>', 'ask this often; default: often at first, then more rarely')
    .option('--any', 'stop when the first job is done')
    .addHelpText(
      'after',
      `
Exit codes: 0 all succeeded, 5 failed, 6 some of several failed, 7 timeout, 8 service unreachable

Examples:
  asrctl wait "$id" --timeout 1h
  asrctl submit *.wav | asrctl wait -`,
    )
    .action((jobs, options) => host.run((app) => wait(app, jobs, options)));

interface Options {
  readonly timeout?: string;
  readonly interval?: string;
  readonly any?: true;
}

/** Where a wait stands. */
interface Watch {
  readonly ids: readonly string[];
  readonly startedMs: number;
  readonly intervalMs: number | null;
  readonly deadlineMs: number;
  readonly any: boolean;
  /** Last job seen, by id; absent until it was seen once. */
  readonly seen: Map<string, Job>;
  readonly done: Set<string>;
  readonly errors: CliError[];
  /** True while the service cannot be reached. */
  lost: boolean;
}

const start = (app: App, ids: readonly string[], options: Options): Watch => {
  const startedMs = app.clock.now();
  const timeoutMs =
    options.timeout === undefined
      ? Number.POSITIVE_INFINITY
      : parseDuration(options.timeout, '--timeout');
  const intervalMs =
    options.interval === undefined ? null : parseDuration(options.interval, '--interval');
  if (intervalMs !== null && intervalMs < 100) {
    throw usageError(
      '--interval is under 100ms.',
      'The service would refuse so many calls; try 2s.',
    );
  }
  return {
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

export const wait = async (
  app: App,
  given: readonly string[],
  options: Options,
): Promise<Output> => {
  const ids = [...new Set(await readItems(app, given))];
  const watch = start(app, ids, options);
  const provider = await app.provider();
  return {
    kind: 'records',
    view: 'lines',
    records: watchJobs(app, provider, watch),
    columns: jobColumns(app),
    id: (job: Job) => job.id,
    line: (job: Job) => `${job.id} ${job.state}`,
    detail: (job: Job) => jobDetail(app, job, { segments: false, raw: false }),
    document: (job: Job) => jobDocument(job, false),
    envelope: (jobs) => ({ schemaVersion: 1, jobs }),
    failure: () => verdict(watch),
  };
};

const verdict = ({ errors, ids, any, done }: Watch): CliError | null => {
  const [first] = errors;
  if (first === undefined) return null;
  if (ids.length === 1) return first;
  const all = any ? done.size : ids.length;
  const alike =
    errors.length === all && errors.every(({ exitCode }) => exitCode === first.exitCode);
  return new CliError(
    alike ? first.exitCode : Exit.someFailed,
    `${errors.length} of ${ids.length} jobs did not succeed.`,
    {
      hint: 'asrctl get ID shows why.',
    },
  );
};

const jobError = (job: Job): CliError => {
  const why = [job.error?.code, job.error?.message].filter(Boolean).join(': ');
  const what = job.state === 'cancelled' ? 'was cancelled' : 'failed';
  return new CliError(Exit.jobFailed, `Job ${job.id} ${what}${why ? `: ${why}` : '.'}`, {
    code: job.error?.code ?? undefined,
    hint: `asrctl get ${job.id} shows all that is known.`,
  });
};

/** The command that takes the wait up again, for whoever interrupts it. */
const resume = (app: App, pending: readonly string[]): string => {
  const flags = app.flags.profile === null ? '' : ` --profile ${app.flags.profile}`;
  const shown = pending.length > 20 ? `${pending.slice(0, 20).join(' ')} …` : pending.join(' ');
  return `asrctl wait ${shown}${flags}`;
};

const pendingIds = (watch: Watch): string[] => watch.ids.filter((id) => !watch.done.has(id));

async function* watchJobs(app: App, provider: Provider, watch: Watch): AsyncGenerator<Job> {
  const progress = await app.io.progress();
  try {
    for (;;) {
      for await (const job of look(app, provider, watch, progress)) {
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

const interrupted = (app: App, watch: Watch): unknown => {
  const reason: unknown = app.signal.reason;
  if (!(reason instanceof CliError)) return reason;
  return new CliError(reason.exitCode, `${reason.message} The jobs go on.`, {
    hint: `Resume with: ${resume(app, pendingIds(watch))}`,
  });
};

/** One round: asks about every pending job, yields those that are done now. */
async function* look(
  app: App,
  provider: Provider,
  watch: Watch,
  progress: Progress,
): AsyncGenerator<Job> {
  let reached = false;
  let unreachable: CliError | null = null;
  for await (const outcome of outcomes(app, provider, watch)) {
    if ('value' in outcome) {
      reached = true;
      noteChange(watch, outcome.value, progress);
      if (!isTerminal(outcome.value.state)) continue;
      watch.done.add(outcome.item);
      if (outcome.value.state !== 'succeeded') await note(app, watch, jobError(outcome.value));
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
async function* outcomes(
  app: App,
  provider: Provider,
  watch: Watch,
): AsyncGenerator<Outcome<string, Job>> {
  const ids = pendingIds(watch);
  try {
    yield* lookAt(provider, ids, { signal: app.signal });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    for (const item of ids) yield { item, error };
  }
}

const note = async (app: App, watch: Watch, error: CliError): Promise<void> => {
  watch.errors.push(error);
  if (watch.ids.length > 1) await app.complain(error);
};

/** A service that was never reached is a mistake to report; one that was lost is waited for. */
const trackLoss = (app: App, watch: Watch, unreachable: CliError | null): void => {
  if (unreachable !== null && watch.seen.size === 0) throw unreachable;
  if (unreachable !== null && !watch.lost) app.tools.notice(`${unreachable.message} Still trying.`);
  if (unreachable === null && watch.lost) app.tools.notice('The service answers again.');
  watch.lost = unreachable !== null;
};

const noteChange = (watch: Watch, job: Job, progress: Progress): void => {
  const before = watch.seen.get(job.id);
  watch.seen.set(job.id, job);
  if (before?.state === job.state || isTerminal(job.state)) return;
  progress.line(`${job.id} is ${job.state}`);
};

const statusLine = (app: App, watch: Watch): string => {
  const elapsed = showSpan(app.clock.now() - watch.startedMs);
  const [only] = watch.ids;
  if (watch.ids.length === 1 && only !== undefined) {
    return `${watch.seen.get(only)?.state ?? 'waiting'}, ${elapsed}`;
  }
  const count = (state: string): number =>
    [...watch.seen.values()].filter((job) => job.state === state).length;
  return `${watch.done.size} of ${watch.ids.length} done, ${count('running')} running, ${count('queued')} queued, ${elapsed}`;
};

const pause = async (app: App, watch: Watch): Promise<void> => {
  const now = app.clock.now();
  if (now >= watch.deadlineMs) throw timedOut(app, watch);
  const next = watch.intervalMs ?? nextLookMs(now - watch.startedMs, app.random());
  await app.clock.sleep(Math.min(next, watch.deadlineMs - now), app.signal);
};

const timedOut = (app: App, watch: Watch): CliError => {
  const pending = pendingIds(watch);
  const states = pending.map((id) => `${id} ${watch.seen.get(id)?.state ?? 'unknown'}`);
  const last = states.length > 3 ? `${states.slice(0, 3).join(', ')} …` : states.join(', ');
  return new CliError(
    watch.lost ? Exit.unavailable : Exit.timeout,
    `Not done in time; last seen: ${last}.`,
    { hint: `The jobs go on. Resume with: ${resume(app, pending)}` },
  );
};
