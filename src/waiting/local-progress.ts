// How far unfinished jobs of the local service are: not a field of the wire protocols.
import type { Provider } from '../api/provider.js';
import { isTerminal, type Job } from '../jobs/job.js';
import type { Outcome } from './in-order.js';

/** Adds to the unfinished jobs how far they are, where the service says it beside its protocol. */
export async function* withProgress(
  { progress }: Pick<Provider, 'progress'>,
  ids: readonly string[],
  outcomes: AsyncIterable<Outcome<string, Job>>,
): AsyncGenerator<Outcome<string, Job>> {
  const known = await progress?.(ids);
  for await (const outcome of outcomes) {
    const found = known?.get(outcome.item);
    if (found === undefined || 'error' in outcome || isTerminal(outcome.value.state)) yield outcome;
    else yield { ...outcome, value: { ...outcome.value, ...found } };
  }
}
