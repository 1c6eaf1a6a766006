// A local service that ended in the middle of a wait (killed, a restart of the machine) has its jobs on
// disk; somebody has to start it again before they go on, and who waits is there to do it.
import type { CallOptions, Provider } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import type { Job } from '../jobs/job.js';
import type { Outcome } from './items.js';
import { lookAt } from './rounds.js';

type Outcomes = AsyncIterable<Outcome<string, Job>>;

const isLoss = (error: unknown): boolean =>
  error instanceof CliError && error.exitCode === Exit.unavailable;

/** What answered; ids that found no service are added to `lost`. */
async function* answered(
  outcomes: Outcomes,
  ids: readonly string[],
  lost: string[],
): AsyncGenerator<Outcome<string, Job>> {
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

/** Like `lookAt`; where the service has gone and is ours to start, it is started and asked once more. */
export async function* lookAlive(
  provider: Provider,
  ids: readonly string[],
  call: CallOptions,
): AsyncGenerator<Outcome<string, Job>> {
  const { revive } = provider;
  const lost: string[] = [];
  const outcomes = lookAt(provider, ids, call);
  yield* revive === undefined ? outcomes : answered(outcomes, ids, lost);
  if (lost.length > 0) {
    // Why it does not start is told by the call that finds it gone still.
    await revive?.().catch(() => undefined);
    yield* lookAt(provider, lost, call);
  }
}
