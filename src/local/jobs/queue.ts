// Runs waiting jobs, oldest first, a limited number at a time. A job that fails does not stop the queue.
import { randomBytes } from 'node:crypto';
import type { JobProgress } from '../../jobs/job.js';
import { ChildFailed } from '../programs/child.js';
import type { Jobs, JobFault, LocalJob, LocalResult } from './job.js';
import type { ProgressBoard } from './job-progress.js';
import type { Store } from './store.js';

export interface QueueOptions {
  readonly store: Store;
  /** How many jobs run at once, at least 1. */
  readonly concurrency: number;
  /** Runs one job; rejects when it fails or when the signal is aborted. */
  run(job: LocalJob, signal: AbortSignal): Promise<LocalResult>;
  /** The code and message of a failed job; null for one that fails without either. */
  faultOf(error: unknown): JobFault | null;
  readonly progress: ProgressBoard;
  /** Whether a file may be submitted only because it was granted. */
  readonly isGranted: (file: string) => boolean;
  readonly now: () => number;
  readonly log: (line: string) => void;
}

export interface Queue {
  readonly jobs: Jobs;
  /** How many jobs run now. */
  running(): number;
  /** Null for a job that neither runs nor waits. */
  progressOf(id: string): JobProgress | null;
  /** Starts waiting jobs up to the limit. */
  wake(): void;
  /** Starts no more jobs, stops the running ones and returns them to the queue; resolves when all have stopped. */
  stop(): Promise<void>;
}

interface Active {
  readonly controller: AbortController;
  readonly done: Promise<void>;
}

class Halted extends Error {
  override readonly name = 'Halted';
}

const describe = (job: LocalJob): string => `job ${job.id}`;

/** Runs one job and records how it ended. */
const runJob = async (options: QueueOptions, job: LocalJob, signal: AbortSignal): Promise<void> => {
  const { store, now, log } = options;
  log(`${describe(job)} started: ${job.file}`);
  try {
    const result = await options.run(job, signal);
    store.finish(job.id, result, now());
    log(`${describe(job)} finished: ${result.segments.length} segments, ${result.audioMs} ms`);
  } catch (error) {
    if (signal.aborted) {
      // Cancelled and removed jobs are no longer in the running state, so this does not affect them.
      store.requeue(job.id, now());
      log(`${describe(job)} stopped`);
      return;
    }
    const fault = options.faultOf(error);
    store.fail(job.id, fault, now());
    log(
      `${describe(job)} failed: ${fault === null ? 'without a code' : `${fault.code}: ${fault.message}`}`,
    );
    if (error instanceof ChildFailed) log(`${describe(job)} standard error: ${error.stderr}`);
  }
};

interface Pool {
  readonly running: () => number;
  readonly runs: (id: string) => boolean;
  readonly wake: () => void;
  /** Aborts a job if it runs now. */
  readonly halt: (id: string) => void;
  readonly stop: () => Promise<void>;
}

/** The running jobs: takes waiting ones from the store while fewer than the limit run. */
const poolOf = (options: QueueOptions): Pool => {
  const { store, concurrency, now, log } = options;
  const active = new Map<string, Active>();
  const state = { stopping: false };

  const start = (job: LocalJob): void => {
    const controller = new AbortController();
    const done = runJob(options, job, controller.signal)
      .catch((error: unknown) => log(`${describe(job)} could not be recorded: ${String(error)}`))
      .finally(() => {
        active.delete(job.id);
        options.progress.clear(job.id);
        wake();
      });
    active.set(job.id, { controller, done });
  };

  const wake = (): void => {
    while (!state.stopping && active.size < concurrency) {
      const job = store.claim(now());
      if (job === null) return;
      start(job);
    }
  };

  const halt = (id: string): void => active.get(id)?.controller.abort(new Halted('stopped'));

  const stop = async (): Promise<void> => {
    state.stopping = true;
    for (const id of active.keys()) halt(id);
    await Promise.all([...active.values()].map(({ done }) => done));
  };

  return { running: () => active.size, runs: (id) => active.has(id), wake, halt, stop };
};

/** The jobs as the wire protocols see them: changes of the store start and stop jobs of the pool. */
const jobsOf = ({ store, now, isGranted }: QueueOptions, { wake, halt }: Pool): Jobs => ({
  get: store.get,
  result: store.result,
  list: store.list,
  count: store.count,
  submit(job) {
    const id = randomBytes(16).toString('hex');
    const made = store.insert(id, job, now(), isGranted(job.file));
    // The answer shows the job as created; it starts after the answer is sent.
    setImmediate(wake);
    return made;
  },
  cancel(protocol, id) {
    store.cancel(protocol, id, now());
    const job = store.get(protocol, id);
    if (job?.state === 'cancelled') halt(id);
    return job;
  },
  remove(protocol, id) {
    const removed = store.remove(protocol, id);
    if (removed) halt(id);
    return removed;
  },
});

export const queueOf = (options: QueueOptions): Queue => {
  const pool = poolOf(options);
  const { running, runs, wake, stop } = pool;
  const progressOf = (id: string): JobProgress | null => {
    if (runs(id)) return { progress: options.progress.of(id), queuePosition: null };
    const queuePosition = options.store.queuePosition(id);
    return queuePosition === null ? null : { progress: null, queuePosition };
  };
  return { jobs: jobsOf(options, pool), running, progressOf, wake, stop };
};
