// Many items, one command: read from arguments or stdin, worked on a few at a time, reported in order.
import pLimit from 'p-limit';
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';

/** The items named on the command line; `-` stands for the lines of stdin. Throws exit 2 when none remain. */
export const readItems = async (app: App, given: readonly string[]): Promise<string[]> => {
  const items: string[] = [];
  for (const item of given) {
    if (item !== '-') {
      if (item.trim() === '')
        throw usageError('One of the items is empty', 'Is a variable in the command line unset?');
      items.push(item);
      continue;
    }
    for await (const line of app.io.stdin.lines()) {
      if (line.trim() !== '') items.push(line.trim());
    }
  }
  if (items.length === 0)
    throw usageError('Nothing to do: stdin held no line', 'Give one item a line.');
  return items;
};

export type Outcome<I, T> =
  | { readonly item: I; readonly value: T }
  | { readonly item: I; readonly error: CliError };

/** Ctrl-C is the end of the command, not the fault of the items it caught. */
const isInterrupt = ({ exitCode }: CliError): boolean =>
  exitCode === Exit.interrupted || exitCode === Exit.terminated;

/**
 * Works on all items, at most `concurrency` at a time, and yields the outcomes in the items' order. Throws
 * what is no CliError, and an interrupt.
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
  // Not far ahead of the reader: results, transcripts perhaps, wait in memory until they are taken.
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
    // The reader may have gone (`| head -1`): what has not begun need not begin.
    limit.clearQueue();
  }
}

/** Counts what went wrong over several items and says how the command ends. */
export class FailureCount {
  readonly #errors: CliError[] = [];
  constructor(
    private readonly app: App,
    private readonly total: number,
    private readonly what: string,
  ) {}

  /** With a single item the error is the command's own; with several it is printed and the work goes on. */
  async add(error: CliError): Promise<void> {
    this.#errors.push(error);
    if (this.total > 1) await this.app.complain(error);
  }

  /** Null when all went well; the error itself for one item; else a count, exit 6 unless all failed alike. */
  readonly failure = (): CliError | null => {
    const [first] = this.#errors;
    if (first === undefined) return null;
    if (this.total === 1) return first;
    const { length } = this.#errors;
    const alike = length === this.total && this.#errors.every((e) => e.exitCode === first.exitCode);
    return new CliError(
      alike ? first.exitCode : Exit.someFailed,
      `${length} of ${this.total} ${this.what} failed`,
    );
  };
}

/** What came of it, one by one; what failed is reported and counted. */
export async function* reportFailures<I, T>(
  outcomes: AsyncIterable<Outcome<I, T>>,
  failures: FailureCount,
): AsyncGenerator<T> {
  for await (const outcome of outcomes) {
    if ('error' in outcome) await failures.add(outcome.error);
    else yield outcome.value;
  }
}
