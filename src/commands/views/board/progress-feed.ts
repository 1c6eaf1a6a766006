// Keeps a board up to date with what the local service says about its jobs, while the board is shown.
import type { Provider } from '../../../api/provider.js';
import type { JobBoard } from './job-board.js';

const everyMs = 1_000;

/** Asks for the progress of the jobs, at most once a second and one request at a time. */
export const progressFeed = (
  { progress }: Pick<Provider, 'progress'>,
  board: JobBoard,
  now: () => number,
): (() => void) => {
  let [busy, askedMs] = [false, Number.NEGATIVE_INFINITY];
  const ask = async (of: NonNullable<typeof progress>, ids: readonly string[]): Promise<void> => {
    [busy, askedMs] = [true, now()];
    try {
      for (const [id, measure] of await of(ids)) board.measure(id, measure);
    } catch {
      // What is shown stays as it is: the look at the jobs reports a service that is gone.
    } finally {
      busy = false;
    }
  };
  return () => {
    if (progress === undefined || busy || now() - askedMs < everyMs) return;
    const ids = board.jobs;
    if (ids.length > 0) void ask(progress, ids);
  };
};
