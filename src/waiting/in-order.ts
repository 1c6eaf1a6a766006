// Works on many items, a few at a time, and gives the outcomes in the order of the items.
import pLimit from 'p-limit';
import { CliError, Exit } from '../errors.js';

export type Outcome<I, T> =
  | { readonly item: I; readonly value: T }
  | { readonly item: I; readonly error: CliError };

/** Ctrl-C ends the command; it is not a failure of the items under way. */
const isInterrupt = ({ exitCode }: CliError): boolean =>
  exitCode === Exit.interrupted || exitCode === Exit.terminated;

/**
 * Works on all items, at most `concurrency` at a time, and yields the outcomes in the items' order. Throws
 * an interrupt and everything that is not a CliError.
 */
export async function* inOrder<I, T>(
  items: readonly I[],
  concurrency: number,
  work: (item: I) => Promise<T>,
): AsyncGenerator<Outcome<I, T>> {
  const limit = pLimit(concurrency);
  const start = (item: I): Promise<Outcome<I, T> | { fault: unknown }> =>
    limit(() => work(item)).then(
      (value): Outcome<I, T> => ({ item, value }),
      (error: unknown) =>
        error instanceof CliError && !isInterrupt(error) ? { item, error } : { fault: error },
    );
  // Only a little ahead of the consumer: results, perhaps with transcripts, stay in memory until they are read.
  const ahead: Promise<Outcome<I, T> | { fault: unknown }>[] = [];
  let next = 0;
  try {
    while (next < items.length || ahead.length > 0) {
      while (next < items.length && ahead.length < 2 * concurrency) {
        ahead.push(start(items[next++] as I));
      }
      const outcome = await (ahead.shift() as (typeof ahead)[number]);
      if ('fault' in outcome) throw outcome.fault;
      yield outcome;
    }
  } finally {
    // The consumer may stop early (`| head -1`): what has not started is dropped.
    limit.clearQueue();
  }
}
