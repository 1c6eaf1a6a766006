// What a wait shows while it works: a count, and on a terminal a line for each job.
import type { Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import type { JobState } from '../../jobs/job.js';
import type { WatchedJob } from '../../waiting/job-error.js';
import { reporterOf, type ProgressMode, type Reporter } from '../../waiting/reporter.js';
import { boardView } from '../views/board/board-view.js';
import { JobBoard, restWords, type BoardEntry } from '../views/board/job-board.js';
import { progressFeed } from '../views/board/progress-feed.js';
import { showElapsed, showSpan } from '../views/times.js';

/** How a person knows a kind of job. */
export interface RowKind<T extends WatchedJob> {
  /** Its name, and since when it is there. Default: its id, and since this wait. */
  row?(job: T): Pick<BoardEntry, 'name' | 'sinceMs'>;
  /** How far unfinished jobs are, where the service says it. */
  readonly progress?: Provider['progress'];
}

/** The jobs of a wait, by their last state. */
export interface WaitCounts {
  readonly total: number;
  finished(): number;
  /** Unfinished jobs that were last seen in this state. */
  inState(state: JobState): number;
}

export interface WaitView<T> extends Reporter {
  /** An unfinished job that a look has seen. */
  saw(job: T): void;
  ended(id: string): void;
}

/** @param live it is shown all the time, so seconds matter */
const statusLine = (counts: WaitCounts, elapsedMs: number, live: boolean): string => {
  const { total } = counts;
  const elapsed = (live ? showElapsed : showSpan)(elapsedMs);
  const states = ['running', 'queued'] as const;
  if (total === 1) {
    const state = states.find((one) => counts.inState(one) === 1) ?? 'unknown';
    return `${state}, ${elapsed}`;
  }
  return [
    `${counts.finished()} of ${total} finished`,
    ...states.map((state) => `${counts.inState(state)} ${state}`),
    elapsed,
    ...(live ? restWords(counts.finished(), total, elapsedMs) : []),
  ].join(', ');
};

export const openWaitView = async <T extends WatchedJob>(
  app: App,
  kind: RowKind<T>,
  mode: ProgressMode,
  counts: WaitCounts,
): Promise<WaitView<T>> => {
  const now = (): number => app.clock.now();
  const startedMs = now();
  const board = new JobBoard(now);
  const feed = progressFeed(kind, board, now);
  const progress = await app.io.progress();
  const view = await boardView(board, progress.animated);
  const isSingle = counts.total === 1;
  const status = (): string =>
    (isSingle ? view.single() : null) ?? statusLine(counts, now() - startedMs, progress.animated);
  const rows = (): readonly string[] => {
    feed();
    return isSingle ? [] : view.lines();
  };
  const reporter = reporterOf(progress, mode, status, now, rows);
  return {
    ...reporter,
    saw(job) {
      const entry = { ...(kind.row?.(job) ?? { name: job.id }), state: job.state, job: job.id };
      if (board.set(job.id, entry)) reporter.note(`${job.id} is ${job.state}`);
    },
    ended: (id) => board.delete(id),
  };
};
