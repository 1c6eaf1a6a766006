// Restarts a local service that ends during a wait (killed, machine restarted). Its jobs are on disk, but they
// continue only after a restart, and the waiting command can do that.
import type { Provider } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import type { Outcome } from './in-order.js';

type Outcomes<T> = AsyncIterable<Outcome<string, T>>;

const isLoss = (error: unknown): boolean =>
  error instanceof CliError && error.exitCode === Exit.unavailable;

/** The outcomes that came from a service; ids that reached no service are added to `lost`. */
async function* answered<T>(
  outcomes: Outcomes<T>,
  ids: readonly string[],
  lost: string[],
): AsyncGenerator<Outcome<string, T>> {
  try {
    for await (const outcome of outcomes) {
      if ('error' in outcome && isLoss(outcome.error)) lost.push(outcome.item);
      else yield outcome;
    }
  } catch (error) {
    // The list call failed, before any job was fetched.
    if (!isLoss(error)) throw error;
    lost.push(...ids);
  }
}

/** Fetches ids. If the service is gone and is ours to start, starts it and fetches the lost ids once more. */
export async function* withRestart<T>(
  { restart }: Pick<Provider, 'restart'>,
  ids: readonly string[],
  fetch: (ids: readonly string[]) => Outcomes<T>,
): AsyncGenerator<Outcome<string, T>> {
  const lost: string[] = [];
  yield* restart === undefined ? fetch(ids) : answered(fetch(ids), ids, lost);
  if (lost.length > 0) {
    // If the start fails, the next call reports why.
    await restart?.().catch(() => undefined);
    yield* fetch(lost);
  }
}
