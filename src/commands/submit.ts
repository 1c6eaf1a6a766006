import { Command } from '@commander-js/extra-typings';
import type { Provider, ProviderDescription, SubmitOptions } from '../api/provider.js';
import type { App } from '../app.js';
import { CliError } from '../errors.js';
import type { Output } from '../formats/output.js';
import { submitPrepared, type OnceFlags } from '../submitting/submit-prepared.js';
import type { SubmitEvent } from '../submitting/submit-service.js';
import { inOrder } from '../waiting/in-order.js';
import { concernsAll } from '../waiting/job-error.js';
import type { Host } from './host.js';
import { attemptFlags, readAttempts, type AttemptFlags } from '../submitting/attempt-limit.js';
import { readItems, FailureCount } from './inputs/items.js';
import { resolveMedia } from './inputs/media.js';
import { addProviderFlags, ownOptions } from './inputs/provider-flags.js';
import { nameOfMedia } from './inputs/stem.js';
import { allowEmptyFlag, nullFlag } from './inputs/stdin-list.js';
import {
  requestsOutput,
  submittedOutput,
  type PlannedSubmit,
  type SubmitRow,
} from './views/requests.js';
import { submitEventText, submitResultText } from './views/submit-events.js';

/** Submits under way at once: enough to hide the round trip, few enough for any quota. */
const concurrency = 4;

export default (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('submit')
    .description('Submit one transcription job per media and print the job ids, one per line.')
    .argument(
      '<media...>',
      'local path, oss:// or cos:// address, https URL, media id; - reads them from stdin, one per line',
    )
    .option('--dry-run', 'print what would be sent, and send nothing')
    .option(...nullFlag)
    .option('--again', 'submit even if a job for the same media and parameters exists')
    .option('--reuse', 'take a finished job for the same remote address')
    .option(...attemptFlags[0])
    .option(...attemptFlags[1])
    .option(...allowEmptyFlag)
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

interface Flags extends AttemptFlags, Readonly<Record<string, unknown>> {
  readonly dryRun?: boolean;
  readonly null?: true;
  readonly reuse?: boolean;
  readonly allowEmpty?: true;
}

/** Checks everything first, then sends: a mistake in the last item costs nothing. */
export const submit = async (app: App, given: readonly string[], flags: Flags): Promise<Output> => {
  readAttempts(flags);
  const items = await readItems(app, given, flags);
  if (items.length === 0) return submittedOutput([]);
  const provider = await app.provider();
  const own = ownOptions(app.providers, 'submitFlags', provider.name, flags);
  const checked = await checkAll(app, provider, items, own);
  if (flags.dryRun === true) return requestsOutput(checked);
  const failures = new FailureCount(app, checked.length, 'submits');
  return submittedOutput(sendAll(app, provider, checked, flags, failures), failures.failure);
};

const checkAll = async (
  app: App,
  provider: Provider,
  items: readonly string[],
  options: SubmitOptions,
): Promise<PlannedSubmit[]> => {
  const checked: PlannedSubmit[] = [];
  for (const source of items) {
    const media = resolveMedia(app, source);
    const prepared = await provider.prepare({ media, options, name: nameOfMedia(media) });
    checked.push({ source, ...prepared });
  }
  return checked;
};

const interrupted = (error: unknown, signal: AbortSignal, again: boolean): unknown => {
  if (!signal.aborted || !(error instanceof CliError)) return error;
  return new CliError(error.exitCode, `${error.message}; submitted jobs continue`, {
    hint: again
      ? 'Run it without --again for the rest: with --again all are submitted again.'
      : 'Run the same command again for the rest: nothing is submitted twice.',
  });
};

const sendOne = async (
  app: App,
  provider: Provider,
  { source, ...prepared }: PlannedSubmit,
  once: OnceFlags,
): Promise<SubmitRow> => {
  const say = (text: string): void => app.tools.notice(`${source}: ${text}`);
  const tell = (event: SubmitEvent): void => say(submitEventText(event));
  const result = await submitPrepared(app, provider, prepared, { ...once, source }, tell);
  const text = submitResultText(result, ' --again submits it again.');
  if (text !== null) say(text);
  return { source, input: prepared.input, ...result, error: null };
};

/** A row for each item, in their order. Throws what concerns all items: refused credentials, an interrupt. */
async function* sendAll(
  app: App,
  provider: Provider,
  checked: readonly PlannedSubmit[],
  flags: Flags,
  failures: FailureCount,
): AsyncGenerator<SubmitRow> {
  const again = flags.again === true;
  // What lies at an address does not change within a command: named twice, it is one job.
  const once = {
    again,
    reuse: flags.reuse === true,
    reuseSinceMs: app.clock.now(),
    mostFailures: readAttempts(flags),
  };
  const send = (one: PlannedSubmit): Promise<SubmitRow> => sendOne(app, provider, one, once);
  try {
    for await (const outcome of inOrder(checked, concurrency, send)) {
      if ('value' in outcome) {
        yield outcome.value;
        continue;
      }
      const { source, input } = outcome.item;
      if (concernsAll(outcome.error)) throw outcome.error;
      await failures.add(outcome.error, source);
      const error = outcome.error.about(source);
      yield { source, input, id: null, state: 'unknown', submitted: null, error };
    }
  } catch (error) {
    throw interrupted(error, app.signal, again);
  }
}
