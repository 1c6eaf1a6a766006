// Many items, one command: read from arguments or stdin, failures counted.
import type { App } from '../../app.js';
import { CliError, Exit, usageError } from '../../errors.js';
import type { Outcome } from '../../waiting/in-order.js';

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
