// The started items of a run, each returned when its job ends.
import type { CliError } from '../../../errors.js';
import { isTerminal, type Job } from '../../../jobs/job.js';
import { PendingJobs } from '../../../waiting/pending-jobs.js';
import { jobSource, watchJobs } from '../../../waiting/watch-jobs.js';
import type { Item } from '../items/item.js';
import { noteState } from './progress.js';
import type { Run, Started } from './run-state.js';
import { continueHint } from '../settings.js';

export interface Finished {
  readonly started: Started;
  readonly outcome: Job | CliError;
}

/** Items whose jobs are unfinished; several items may share one job. */
export class Waiting {
  readonly pending = new PendingJobs();
  readonly #items = new Map<string, Started[]>();

  add(started: Started, nowMs: number): void {
    this.#items.set(started.id, [...(this.#items.get(started.id) ?? []), started]);
    this.pending.add(started.id, nowMs);
  }

  itemsOf(id: string): readonly Item[] {
    return (this.#items.get(id) ?? []).map(({ item }) => item);
  }

  take(id: string): readonly Started[] {
    const items = this.#items.get(id) ?? [];
    this.#items.delete(id);
    return items;
  }

  /** No more items will be added. */
  close(): void {
    this.pending.close();
  }
}

/**
 * Yields every started item when its job ends, until `waiting` is closed and empty. Throws what concerns
 * all jobs: refused credentials (exit 4), the signal's reason.
 */
export async function* pollJobs(run: Run, waiting: Waiting): AsyncGenerator<Finished> {
  const { app, provider, reporter, deadlineMs, settings } = run;
  const ends = watchJobs(app, {
    source: jobSource(provider, app.signal),
    pending: waiting.pending,
    deadlineMs,
    submitted: true,
    saw({ id, state }) {
      if (isTerminal(state)) return;
      for (const item of waiting.itemsOf(id)) noteState(reporter, item, state, id);
    },
    looked: () => reporter.show(),
    goOn: () => continueHint(settings.again),
  });
  for await (const end of ends) {
    const outcome = 'job' in end ? end.job : end.error;
    for (const started of waiting.take(end.id)) yield { started, outcome };
  }
}
