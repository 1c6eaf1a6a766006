import { setMaxListeners } from 'node:events';
import { Command } from '@commander-js/extra-typings';
import type {
  Connection,
  PreparedSubmit,
  Provider,
  ProviderDescription,
} from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError, usageError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { once } from '../../once.js';
import type { Host } from '../host.js';
import { exportOptions, trackFlagNames } from '../inputs/export-flag-table.js';
import { FailureCount } from '../inputs/items.js';
import { addProviderFlags } from '../inputs/provider-flags.js';
import { checkShaping, makeFolders } from './check-items.js';
import { audioMs, costOf, refuseAbove } from './estimate.js';
import { gather, readEntries, type Gathered } from './items.js';
import type { Item } from './item.js';
import { noCounts, reporterOf } from './progress.js';
import { rowOf, type Row, type Run } from './run-state.js';
import { runItems } from './run.js';
import { goOnHint, readAmount, readSettings, type TranscribeFlags } from './settings.js';
import { summaryOutput } from './summary.js';

const examples = `
A list names a medium a line; .jsonl and .csv lists may add output, formats and flags of submit to
each. Run the same command again after a break: it goes on where it stopped.

Examples:
  asrctl transcribe talk.mp4
  asrctl transcribe *.wav --output-format srt,vtt --output-dir subtitles
  asrctl transcribe --from list.csv --dry-run --price-per-hour 1.5
  find . -name '*.mp3' | asrctl transcribe --from - --output-dir subtitles --json`;

export default (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('transcribe')
    .description(
      'From recordings to subtitles: upload if need be, submit, wait and write the files.',
    )
    .argument('[media...]', 'local paths, addresses, media ids; - reads a list from stdin')
    .option('--from <list>', 'list of media: text, .jsonl or .csv; - is stdin')
    .option('--output-dir <folder>', 'where the files go (default: this folder)')
    .option('--concurrency <n>', 'uploads and submits at once (default: 8)')
    .option('--timeout <time>', 'stop waiting after this long (exit 7); the jobs go on')
    .option('--dry-run', 'show what would be sent, and send nothing')
    .option('--price-per-hour <amount>', 'what an hour of audio costs you, for the estimate')
    .option('--max-cost <amount>', 'refuse to begin above this estimate')
    .option('--again', 'submit even what was submitted before')
    .option('--reuse', 'take a finished job for the same remote address')
    .option('--upload', 'upload local files to the local service too')
    .option('--upload-bucket <name>', "bucket to upload to (default: the profile's)")
    .option('--delete-upload', 'remove what was uploaded once its job has succeeded')
    .addHelpText('after', examples);
  addProviderFlags(command as unknown as Command, providers, 'submitFlags');
  const taken = new Set(command.options.map((option) => option.attributeName()));
  for (const option of exportOptions('transcribe')) {
    if (!taken.has(option.attributeName())) command.addOption(option);
  }
  const names = trackFlagNames('transcribe');
  return command.action((media, flags) => host.run((app) => transcribe(app, media, flags, names)));
};

const interrupted = (error: unknown, signal: AbortSignal, again: boolean): unknown => {
  const reason: unknown = signal.reason;
  if (!signal.aborted || !(reason instanceof CliError)) return error;
  return new CliError(reason.exitCode, `${reason.message}; jobs that were submitted go on`, {
    hint: goOnHint(again),
  });
};

/** Refused entries first, then the run's rows; an interrupt says how to go on. */
async function* allRows(
  app: App,
  again: boolean,
  gathered: Gathered,
  rows: AsyncIterable<Row>,
): AsyncGenerator<Row> {
  for (const { error, ...one } of gathered.refused) yield rowOf(one, { error });
  try {
    yield* rows;
  } catch (error) {
    throw interrupted(error, app.signal, again);
  }
}

const openRun = async (
  outer: App,
  provider: Provider,
  connection: Connection,
  flags: TranscribeFlags,
  gathered: Gathered,
): Promise<{ readonly run: Run; readonly stop: (reason: unknown) => void }> => {
  const own = new AbortController();
  const app: App = { ...outer, signal: AbortSignal.any([outer.signal, own.signal]) };
  // Every call and every pause under way listens to it.
  setMaxListeners(0, app.signal);
  const settings = readSettings(flags);
  const counts = noCounts(gathered.items.length);
  for (const item of gathered.items) if (item.upload) counts.uploadBytes += item.bytes;
  const storage = once(async () => {
    const service = app.providers.find(({ name }) => name === connection.provider);
    const opened = await service?.openStorage?.(connection, app.tools, flags.uploadBucket ?? null);
    if (opened !== undefined) return opened;
    throw usageError(`${provider.name} has no storage to upload to`, 'Name remote media.');
  });
  const animated = app.io.stderr.isTTY && !app.flags.quiet;
  const now = (): number => app.clock.now();
  const run: Run = {
    app,
    provider,
    journal: await app.journal(),
    settings,
    reporter: reporterOf(await app.io.progress(), counts, now, animated),
    deadlineMs: now() + settings.timeoutMs,
    prepared: await prepareAll(provider, gathered.items, storage),
    storage,
  };
  return { run, stop: (reason) => own.abort(reason) };
};

/** Every submit is checked before anything is sent: a mistake in the last item costs nothing. */
const prepareAll = async (
  provider: Provider,
  items: readonly Item[],
  storage: Run['storage'],
): Promise<ReadonlyMap<Item, PreparedSubmit>> => {
  const prepared = new Map<Item, PreparedSubmit>();
  const checked = new Set<string>();
  for (const item of items) {
    const { upload, media, options } = item;
    if (!upload) prepared.set(item, await provider.prepare({ media, options }));
    const kind = JSON.stringify(options);
    if (!upload || checked.has(kind)) continue;
    await provider.prepare({ media: (await storage()).address('asrctl/check.wav'), options });
    checked.add(kind);
  }
  return prepared;
};

/**
 * Transcribes everything named. Paths of the written files go to stdout as they are done; with several
 * items those that fail are reported and the rest goes on (exit 6). Throws usage errors (2) before
 * anything is sent, exit 4 when the service refuses the credentials.
 */
export const transcribe = async (
  app: App,
  given: readonly string[],
  flags: TranscribeFlags,
  exportNames: ReadonlySet<string>,
): Promise<Output> => {
  readSettings(flags);
  const price = readAmount(flags.pricePerHour, '--price-per-hour');
  const maxCost = readAmount(flags.maxCost, '--max-cost');
  const entries = await readEntries(app, given, flags.from);
  const connection = await app.connection();
  const gathered = gather({ app, connection, flags, exportNames }, entries);
  await checkShaping(app, gathered.items);
  const provider = await app.provider();
  const { run, stop } = await openRun(app, provider, connection, flags, gathered);
  const wanted = flags.dryRun === true || price !== null || maxCost !== null;
  const lengths = wanted ? await audioMs(app, gathered.items) : [];
  const cost = costOf(lengths, price);
  refuseAbove(cost, maxCost);
  if (flags.dryRun === true) {
    const { planOutput } = await import('./dry-run.js');
    return planOutput(run, gathered, lengths, cost);
  }
  await makeFolders(gathered.items);
  const total = gathered.items.length + gathered.refused.length;
  const work = runItems(run, gathered.items, stop);
  const rows = allRows(app, run.settings.again, gathered, work);
  return summaryOutput(app, rows, new FailureCount(app, total, 'items'));
};
