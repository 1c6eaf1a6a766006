import { Command } from '@commander-js/extra-typings';
import type {
  PreparedSubmit,
  Provider,
  ProviderDescription,
  SubmitOptions,
} from '../api/provider.js';
import type { App } from '../app.js';
import { CliError } from '../errors.js';
import type { Output } from '../formats/output.js';
import { submitPrepared } from '../submitting/submit-prepared.js';
import type { SubmitEvent, SubmitResult } from '../submitting/submit-service.js';
import { inOrder } from '../waiting/in-order.js';
import type { Host } from './host.js';
import { reportFailures, readItems, FailureCount } from './inputs/items.js';
import { resolveMedia } from './inputs/media.js';
import { addProviderFlags, ownOptions } from './inputs/provider-flags.js';
import { nullFlag } from './inputs/stdin-list.js';
import { requestsOutput, submittedColumns } from './views/requests.js';
import { submitEventText } from './views/submit-events.js';

/** Submits under way at once: enough to hide the round trip, few enough for any quota. */
const concurrency = 4;

export default (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('submit')
    .description('Submit one transcription job per media and print the job ids, one a line.')
    .argument(
      '<media...>',
      'local path, oss:// or cos:// address, https URL, media id; - reads them from stdin, one a line',
    )
    .option('--dry-run', 'print what would be sent, and send nothing')
    .option(...nullFlag)
    .option('--again', 'submit even if a job for the same media and parameters exists')
    .option('--reuse', 'take a finished job for the same remote address')
    .addHelpText(
      'after',
      `
Examples:
  asrctl submit talk.mp4
  id=$(asrctl submit talk.mp4) && asrctl wait "$id" && asrctl export "$id" -o talk.srt
  find . -name '*.wav' -print0 | asrctl submit -0 -`,
    );
  addProviderFlags(command as unknown as Command, providers, 'submitFlags');
  return command.action((media, options) => host.run((app) => submit(app, media, options)));
};

interface Flags extends Readonly<Record<string, unknown>> {
  readonly dryRun?: boolean;
  readonly null?: true;
  readonly again?: boolean;
  readonly reuse?: boolean;
}

interface Row extends SubmitResult {
  readonly input: string;
}

/** Checks everything first, then sends: a mistake in the last item costs nothing. */
export const submit = async (app: App, given: readonly string[], flags: Flags): Promise<Output> => {
  const items = await readItems(app, given, flags.null === true);
  const provider = await app.provider();
  const own = ownOptions(app.providers, 'submitFlags', provider.name, flags);
  const prepared = await prepareAll(app, provider, items, own);
  if (flags.dryRun === true) return requestsOutput(prepared);
  const failures = new FailureCount(app, prepared.length, 'submits');
  return {
    kind: 'records',
    view: 'lines',
    records: sendAll(app, provider, prepared, flags, failures),
    columns: submittedColumns,
    id: (row: Row) => row.id,
    document: (row: Row) => row,
    envelope: (jobs) => ({ schemaVersion: 1, jobs }),
    failure: failures.failure,
  };
};

const prepareAll = async (
  app: App,
  provider: Provider,
  items: readonly string[],
  options: SubmitOptions,
): Promise<PreparedSubmit[]> => {
  const prepared: PreparedSubmit[] = [];
  for (const item of items) {
    prepared.push(await provider.prepare({ media: resolveMedia(app, item), options }));
  }
  return prepared;
};

const interrupted = (error: unknown, signal: AbortSignal, again: boolean): unknown => {
  if (!signal.aborted || !(error instanceof CliError)) return error;
  return new CliError(error.exitCode, `${error.message}; submitted jobs continue`, {
    hint: again
      ? 'Run it without --again for the rest: with --again all are submitted again.'
      : 'Run the same command again for the rest: nothing is submitted twice.',
  });
};

/** What is said of a job that was not sent now. */
const resultText = ({ submitted, id, state }: SubmitResult): string | null => {
  if (submitted === 'recovered')
    return `an earlier attempt made job ${id}; nothing was sent again.`;
  if (submitted === 'new') return null;
  const known = state === 'succeeded' ? 'has succeeded' : `is ${state}`;
  return `job ${id} for it ${known}; nothing was sent. --again submits it again.`;
};

async function* sendAll(
  app: App,
  provider: Provider,
  prepared: readonly PreparedSubmit[],
  flags: Flags,
  failures: FailureCount,
): AsyncGenerator<Row> {
  const again = flags.again === true;
  // What lies at an address does not change within a command: named twice, it is one job.
  const once = { again, reuse: flags.reuse === true, reuseSinceMs: app.clock.now() };
  const sendOne = async (one: PreparedSubmit): Promise<Row> => {
    const say = (text: string): void => app.tools.notice(`${one.media}: ${text}`);
    const tell = (event: SubmitEvent): void => say(submitEventText(event));
    const result = await submitPrepared(app, provider, one, once, tell);
    const text = resultText(result);
    if (text !== null) say(text);
    return { input: one.media, ...result };
  };
  try {
    yield* reportFailures(inOrder(prepared, concurrency, sendOne), failures, ({ media }) => media);
  } catch (error) {
    throw interrupted(error, app.signal, again);
  }
}
