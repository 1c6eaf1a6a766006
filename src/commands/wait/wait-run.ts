// One wait: yields jobs as they finish, reports failures and decides how the command ends.
import type { App } from '../../app.js';
import { CliError, Exit } from '../../errors.js';
import type { Records } from '../../formats/output.js';
import { isTerminal, type JobState } from '../../jobs/job.js';
import { jobError, type WatchedJob } from '../../waiting/job-error.js';
import { PendingJobs } from '../../waiting/pending-jobs.js';
import { watchJobs, type JobEnd, type JobSource } from '../../waiting/watch-jobs.js';
import { FailureCount } from '../inputs/items.js';
import { readProgress } from '../inputs/progress-flag.js';
import type { WaitSettings } from './wait-flags.js';
import { hintCommand } from '../views/hint-command.js';
import { notifyMe } from '../views/notify-me.js';
import { openWaitView, type RowKind, type WaitView } from './wait-view.js';

/** One kind of job: where its state comes from, and the words for it. */
export interface WaitKind<T extends WatchedJob>
  extends Required<Pick<Records<T>, 'columns' | 'detail' | 'document' | 'documents'>>, RowKind<T> {
  readonly source: JobSource<T>;
  failed(job: T): boolean;
  /** A job of which nothing is known but its id. */
  unseen(id: string): T;
  /** The command group: `[]`, or `['production']`. */
  readonly group: readonly string[];
}

/** A user who waits for a few jobs wants to see them finish: one call in this time is always allowed. */
const allowedMs = 30_000;

/** Ids in a command that continues the wait, at most. */
const mostIds = 20;

const lateMessage = (
  { exitCode, message }: CliError,
  ids: readonly string[],
  state: (id: string) => JobState,
): string => {
  const states = ids.slice(0, 3).map((id) => `${id} ${state(id)}`);
  const last = `last seen: ${states.join(', ')}${ids.length > 3 ? ' …' : ''}`;
  return exitCode === Exit.timeout
    ? `Not finished in time; ${last}`
    : `${message}; not finished, ${last}`;
};

export class Wait<T extends WatchedJob> {
  readonly pending = new PendingJobs();
  /** The last state seen of unfinished jobs, by id; finished ones would keep their transcripts in memory. */
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
    const startedMs = app.clock.now();
    const view = await this.#view();
    const ends = watchJobs(app, {
      source: this.kind.source,
      pending: this.pending,
      deadlineMs: startedMs + settings.timeoutMs,
      intervalMs: settings.intervalMs,
      allowedMs,
      submitted: false,
      saw: (job) => {
        if (isTerminal(job.state)) return;
        view.saw(job);
        this.seen.set(job.id, job);
      },
      looked: () => {
        if (this.pending.size > 0) view.show();
      },
      goOn: () => this.#resume(),
    });
    try {
      for await (const end of ends) {
        view.ended(end.id);
        const job = await this.#end(end, view);
        if (job === null) continue;
        yield job;
        if (settings.any) break;
      }
      if (settings.notify)
        await notifyMe(app, `${this.#done.size} of ${this.ids.length} jobs finished.`);
    } catch (error) {
      this.#stopped = this.#interrupted();
      if (this.#stopped === null) throw error;
    } finally {
      view.stop();
    }
  }

  #view(): Promise<WaitView<T>> {
    const { app, kind, ids, settings } = this;
    return openWaitView(app, kind, readProgress(settings.progress, ids.length), {
      total: ids.length,
      finished: () => this.#done.size,
      inState: (state) => [...this.seen.values()].filter((job) => job.state === state).length,
    });
  }

  /** Notes how a job ended; returns it if it is finished. */
  async #end(end: JobEnd<T>, view: WaitView<T>): Promise<T | null> {
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
    this.seen.delete(end.id);
    const { app, kind } = this;
    const show = hintCommand(app, ...kind.group, 'get', end.id);
    const failed = kind.failed(end.job);
    if (failed) await this.#failures.add(jobError(end.job, show), end.id);
    // What the program prints has the terminal for itself.
    if (this.settings.exec !== null) view.stop();
    await this.#exec(end.job, failed);
    return end.job;
  }

  /** Runs the program of `--exec`; its failure counts, unless the job's failure counts already. */
  async #exec(job: T, failed: boolean): Promise<void> {
    const { exec } = this.settings;
    if (exec === null) return;
    const { runFor } = await import('./exec.js');
    const [document] = await this.kind.documents([job]);
    const error = await runFor(this.app, exec, job.id, document);
    if (error === null) return;
    if (failed) await this.app.complain(error.about(job.id));
    else await this.#failures.add(error, job.id);
  }

  /** The command that continues this wait. */
  #resume(): string {
    const ids = this.unfinished;
    const shown = ids.length > mostIds ? [...ids.slice(0, mostIds), '…'] : ids;
    return `Resume with: ${hintCommand(this.app, ...this.kind.group, 'wait', ...shown)}`;
  }

  #late(error: CliError): CliError {
    const message = lateMessage(error, this.unfinished, (id) => this.#state(id));
    const { code, requestId } = error;
    return new CliError(error.exitCode, message, {
      code,
      requestId: requestId ?? undefined,
      hint: `The jobs continue. ${this.#resume()}`,
    });
  }

  #interrupted(): CliError | null {
    const reason: unknown = this.app.signal.reason;
    if (!(reason instanceof CliError)) return null;
    return new CliError(reason.exitCode, `${reason.message}; the jobs continue`, {
      hint: this.#resume(),
    });
  }

  #state(id: string): JobState {
    return this.seen.get(id)?.state ?? 'unknown';
  }

  readonly failure = (): CliError | null =>
    this.#stopped ?? this.#failures.failure(this.settings.any ? this.#done.size : undefined);
}
