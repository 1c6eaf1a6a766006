// `wait` and `production wait`: jobs as they finish, and how the command ends.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Output, Records } from '../../formats/output.js';
import { isTerminal } from '../../jobs/job.js';
import { jobError, type WatchedJob } from '../../waiting/job-error.js';
import { PendingJobs } from '../../waiting/pending-jobs.js';
import { watchJobs, type JobEnd, type JobSource } from '../../waiting/watch-jobs.js';
import { FailureCount } from '../inputs/items.js';
import type { WaitSettings } from '../inputs/wait-flags.js';
import { hintCommand } from './hint-command.js';
import { showSpan } from './times.js';

/** One kind of job: where its state comes from, and the words for it. */
export interface WaitKind<T extends WatchedJob> extends Required<
  Pick<Records<T>, 'columns' | 'detail' | 'document'>
> {
  readonly source: JobSource<T>;
  failed(job: T): boolean;
  /** A job of which nothing is known but its id. */
  unseen(id: string): T;
  /** The command group: `[]`, or `['production']`. */
  readonly group: readonly string[];
}

/** A user who waits for a few jobs wants to see them finish: one call in this time is always allowed. */
const allowedMs = 30_000;

class Wait<T extends WatchedJob> {
  readonly pending = new PendingJobs();
  /** The last state seen, by id. */
  readonly seen = new Map<string, T>();
  readonly #done = new Set<string>();
  readonly #failures: FailureCount;
  /** What ended the wait before the jobs did. */
  #stopped: CliError | null = null;

  constructor(
    private readonly app: App,
    private readonly ids: readonly string[],
    private readonly kind: WaitKind<T>,
    private readonly settings: WaitSettings,
  ) {
    this.#failures = new FailureCount(app, ids.length, 'jobs');
    for (const id of ids) this.pending.add(id, app.clock.now());
    this.pending.close();
  }

  /** Ids of the jobs whose end was not seen. */
  get unfinished(): readonly string[] {
    return this.ids.filter((id) => !this.#done.has(id));
  }

  /** The last state seen of unfinished jobs, if the wait stopped before they ended. */
  get left(): readonly T[] {
    if (this.#stopped === null) return [];
    return this.unfinished.map((id) => this.seen.get(id) ?? this.kind.unseen(id));
  }

  /** Jobs as they finish. Failures are reported; an interrupt ends it, and `failure` reports it. */
  async *finished(): AsyncGenerator<T> {
    const { app, settings } = this;
    const progress = await app.io.progress();
    const startedMs = app.clock.now();
    const ends = watchJobs(app, {
      source: this.kind.source,
      pending: this.pending,
      deadlineMs: startedMs + settings.timeoutMs,
      intervalMs: settings.intervalMs,
      allowedMs,
      submitted: false,
      saw: (job) => {
        const before = this.seen.get(job.id);
        this.seen.set(job.id, job);
        if (before?.state !== job.state && !isTerminal(job.state))
          progress.line(`${job.id} is ${job.state}`);
      },
      looked: () => {
        if (this.pending.size > 0) progress.status(this.#status(app.clock.now() - startedMs));
      },
      goOn: () => this.#goOn(),
    });
    try {
      for await (const end of ends) {
        const job = await this.#end(end);
        if (job === null) continue;
        yield job;
        if (settings.any) return;
      }
    } catch (error) {
      this.#stopped = this.#interrupted();
      if (this.#stopped === null) throw error;
    } finally {
      progress.stop();
    }
  }

  /** Notes how a job ended; returns it if it is finished. */
  async #end(end: JobEnd<T>): Promise<T | null> {
    if ('error' in end) {
      const { exitCode } = end.error;
      if (exitCode === Exit.timeout || exitCode === Exit.unavailable) {
        this.#stopped ??= this.#late(end.error);
        return null;
      }
      this.#done.add(end.id);
      await this.#failures.add(end.error, end.id);
      return null;
    }
    this.#done.add(end.id);
    const show = hintCommand(this.app, ...this.kind.group, 'get', end.id);
    if (this.kind.failed(end.job)) await this.#failures.add(jobError(end.job, show), end.id);
    return end.job;
  }

  #resume(): string {
    const ids = this.unfinished;
    const shown = ids.length > 20 ? [...ids.slice(0, 20), '…'] : ids;
    return `Resume with: ${hintCommand(this.app, ...this.kind.group, 'wait', ...shown)}`;
  }

  #goOn(): string {
    return `The jobs continue. ${this.#resume()}`;
  }

  #late(error: CliError): CliError {
    const ids = this.unfinished;
    const states = ids.slice(0, 3).map((id) => `${id} ${this.seen.get(id)?.state ?? 'unknown'}`);
    const last = `last seen: ${states.join(', ')}${ids.length > 3 ? ' …' : ''}`;
    const message =
      error.exitCode === Exit.timeout
        ? `Not finished in time; ${last}`
        : `${error.message}; not finished, ${last}`;
    const { code, requestId } = error;
    return new CliError(error.exitCode, message, {
      code,
      requestId: requestId ?? undefined,
      hint: this.#goOn(),
    });
  }

  #interrupted(): CliError | null {
    const reason: unknown = this.app.signal.reason;
    if (!(reason instanceof CliError)) return null;
    return new CliError(reason.exitCode, `${reason.message}; the jobs continue`, {
      hint: this.#resume(),
    });
  }

  #status(elapsedMs: number): string {
    const [only] = this.ids;
    const elapsed = showSpan(elapsedMs);
    if (this.ids.length === 1 && only !== undefined)
      return `${this.seen.get(only)?.state ?? 'waiting'}, ${elapsed}`;
    const count = (state: string): number =>
      [...this.seen.values()].filter((job) => job.state === state).length;
    return `${this.#done.size} of ${this.ids.length} finished, ${count('running')} running, ${count('queued')} queued, ${elapsed}`;
  }

  readonly failure = (): CliError | null =>
    this.#stopped ?? this.#failures.failure(this.settings.any ? this.#done.size : undefined);
}

export const waitOutput = <T extends WatchedJob>(
  app: App,
  ids: readonly string[],
  kind: WaitKind<T>,
  settings: WaitSettings,
): Output => {
  const wait = new Wait(app, ids, kind, settings);
  const { columns, detail, document } = kind;
  return {
    kind: 'records',
    view: 'lines',
    records: wait.finished(),
    columns,
    id: (job: T) => job.id,
    line: (job: T) => `${job.id} ${job.state}`,
    detail,
    document,
    envelope: (jobs) => ({
      schemaVersion: 2,
      jobs: [...jobs, ...wait.left.map((job) => document(job))],
    }),
    failure: wait.failure,
  };
};
