// Commands that take many items: reads them from arguments or stdin, and counts failures.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Outcome } from '../../waiting/in-order.js';
import { concernsAll } from '../../waiting/job-error.js';
import { splitList, type ListFlags } from './stdin-list.js';

/**
 * The items named on the command line; `-` reads a list from stdin, by lines or, with `--null`, separated by
 * NUL. Throws exit 2 when there are none, unless `--allow-empty` allows it.
 */
export const readItems = async (
  app: App,
  given: readonly string[],
  flags: ListFlags = {},
): Promise<string[]> => {
  const items: string[] = [];
  for (const item of given) {
    if (item !== '-') {
      if (item.trim() === '')
        throw usageError('One of the items is empty', 'Is a variable in the command line unset?');
      items.push(item);
      continue;
    }
    items.push(...splitList(await app.io.stdin.text(), flags.null === true));
  }
  if (items.length === 0 && flags.allowEmpty !== true)
    throw usageError('Nothing to do: stdin held no line', 'Write one item per line.');
  return items;
};

/** Counts the failures of several items and decides how the command ends. */
export class FailureCount {
  readonly #errors: CliError[] = [];
  constructor(
    private readonly app: App,
    private readonly total: number,
    private readonly what: string,
  ) {}

  /**
   * The error of a single item ends the command; with several it is printed and the work continues.
   * @param input the item as the user named it
   */
  async add(error: CliError, input?: string): Promise<void> {
    const known = input === undefined ? error : await this.#explained(error, input);
    const own = input === undefined || concernsAll(error) ? known : known.about(input);
    this.#errors.push(own);
    if (this.total > 1) await this.app.complain(own);
  }

  /** A job that the service does not know may belong to another profile. */
  async #explained(error: CliError, input: string): Promise<CliError> {
    if (error.code !== 'job_not_found') return error;
    return (await import('./jobs/job-scope.js')).explainMissing(this.app, error, input);
  }

  /** Null if nothing failed; the error itself for one item; otherwise a count, exit 6 unless all failed alike. */
  readonly failure = (ended = this.total): CliError | null => {
    const [first] = this.#errors;
    if (first === undefined) return null;
    if (this.total === 1) return first;
    const { length } = this.#errors;
    const alike = length === ended && this.#errors.every((e) => e.exitCode === first.exitCode);
    return new CliError(
      alike ? first.exitCode : Exit.someFailed,
      `${length} of ${this.total} ${this.what} failed`,
    );
  };
}

/** The values, one by one; failures are reported and counted. */
export async function* reportFailures<I, T>(
  outcomes: AsyncIterable<Outcome<I, T>>,
  failures: FailureCount,
  inputOf: (item: I) => string,
): AsyncGenerator<T> {
  for await (const outcome of outcomes) {
    if ('error' in outcome) await failures.add(outcome.error, inputOf(outcome.item));
    else yield outcome.value;
  }
}
