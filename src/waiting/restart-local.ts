// A local service that ended in the middle of a wait (killed, a restart of the machine) has its jobs on
// disk; somebody has to start it again before they go on, and who waits is there to do it.
import type { Provider } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import type { Outcome } from '../commands/inputs/items.js';

type Outcomes<T> = AsyncIterable<Outcome<string, T>>;

const isLoss = (error: unknown): boolean =>
  error instanceof CliError && error.exitCode === Exit.unavailable;

/** What answered; ids that found no service are added to `lost`. */
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
    // The list, asked for before any job.
    if (!isLoss(error)) throw error;
    lost.push(...ids);
  }
}

/** Asks about ids; where the service has gone and is ours to start, it is started and asked once more. */
export async function* withRestart<T>(
  { restart }: Provider,
  ids: readonly string[],
  ask: (ids: readonly string[]) => Outcomes<T>,
): AsyncGenerator<Outcome<string, T>> {
  const lost: string[] = [];
  yield* restart === undefined ? ask(ids) : answered(ask(ids), ids, lost);
  if (lost.length > 0) {
    // Why it does not start is told by the call that finds it gone still.
    await restart?.().catch(() => undefined);
    yield* ask(lost);
  }
}
