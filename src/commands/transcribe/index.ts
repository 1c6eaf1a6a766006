import { Command } from '@commander-js/extra-typings';
import type { ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import { CliError } from '../../errors.js';
import type { Output } from '../../formats/output.js';
import { fileFormatNames } from '../../formats/subtitles/file-formats.js';
import type { Host } from '../host.js';
import { exportOptions, trackFlagNames, unusedFlags } from '../inputs/export-flag-table.js';
import { attemptFlags } from '../../submitting/attempt-limit.js';
import { progressFlag } from '../inputs/progress-flag.js';
import { addProviderFlags } from '../inputs/provider-flags.js';
import { checkShaping, makeFolders } from './items/check-items.js';
import { audioMs, costOf, refuseAbove } from './items/estimate.js';
import { gather, readEntries, type Gathered } from './items/gather-items.js';
import { openRun } from './run/open-run.js';
import { rowOf, type Row } from './run/run-state.js';
import { runItems } from './run/run.js';
import { notifyFlag } from '../views/notify-me.js';
import { destinationOf } from './items/destination.js';
import { continueHint, readAmount, readSettings, type TranscribeFlags } from './settings.js';
import { stdoutOutput, summaryOutput } from './summary.js';

const examples = `
A list has one recording per line. In .jsonl and .csv lists each entry may also have output, formats and
flags of submit; the extension of output chooses the format. A line of a list file that starts with # is a
comment; a list on stdin is taken as it is. After an interrupt, run the same command again: it continues and repeats nothing.

Examples:
  asrctl transcribe talk.mp4
  asrctl transcribe talk.mp4 -o talk.vtt
  asrctl transcribe *.wav --format srt,vtt -o subtitles/
  asrctl transcribe --from list.csv --dry-run --price-per-hour 1.5
  find . -name '*.mp3' | asrctl transcribe --from - -o subtitles/ --json`;

export default (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('transcribe')
    .description(
      'Turn recordings into subtitles: upload where needed, submit, wait, write the files.',
    )
    .argument('[media...]', 'local paths, addresses, media ids; - reads a list from stdin')
    .option('--from <list>', 'list of media: text, .jsonl or .csv; - is stdin')
    .option('-o, --output <file|folder>', 'where to write (default: this folder); - is stdout')
    .option('--output-dir <folder>', 'as -o, always a folder')
    .option('--concurrency <n>', 'uploads and submits at once (default: 8)')
    .option('--timeout <time>', 'stop waiting after this time (exit 7); the jobs continue')
    .option(...progressFlag)
    .option(...notifyFlag)
    .option('--dry-run', 'show what would be sent, and send nothing')
    .option('--price-per-hour <amount>', 'price of one hour of audio, for the estimate')
    .option('--max-cost <amount>', 'refuse to start above this estimate')
    .option('--again', 'submit even if a job for the same media and parameters exists')
    .option('--reuse', 'take a finished job for the same remote address')
    .option(...attemptFlags[0])
    .option(...attemptFlags[1])
    .option('--upload', 'upload local files to the local service too')
    .option('--upload-bucket <name>', "bucket to upload to (default: the profile's)")
    .option('--delete-upload', 'remove an uploaded file when its job has succeeded')
    .addHelpText('after', examples);
  addProviderFlags(command as unknown as Command, providers, 'submitFlags');
  const taken = new Set(command.options.map((option) => option.attributeName()));
  for (const option of exportOptions('transcribe')) {
    if (!taken.has(option.attributeName())) command.addOption(option);
  }
  const names = trackFlagNames('transcribe');
  return command.action((media, flags) =>
    host.run(
      (app, files) => {
        const given = files.length === 0 ? flags : { ...flags, outputFormat: files };
        return transcribe(app, media, given, names);
      },
      { fileFormats: fileFormatNames },
    ),
  );
};

const interrupted = (error: unknown, signal: AbortSignal, again: boolean): unknown => {
  const reason: unknown = signal.reason;
  if (!signal.aborted || !(reason instanceof CliError)) return error;
  return new CliError(reason.exitCode, `${reason.message}; submitted jobs continue`, {
    hint: continueHint(again),
  });
};

/** Refused entries first, then the run's rows; an interrupt says how to continue. */
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

// oxlint-disable-next-line require-yield -- a list without entries has no rows
async function* nothing(): AsyncGenerator<Row> {}

/**
 * Transcribes everything named. Paths of the written files go to stdout as they are done; with several
 * items, failures are reported and the others continue (exit 6). Throws usage errors (2) before
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
  const entries = await readEntries(app, given, flags);
  const notify = flags.notifyMe === true;
  if (entries.length === 0)
    return summaryOutput(app, nothing(), { total: 0, again: false, notify });
  const destination = await destinationOf(app, flags, entries.length);
  const connection = await app.connection();
  const gathered = gather(
    { app, providers: app.providers, connection, flags, exportNames, destination },
    entries,
  );
  await checkShaping(gathered.items);
  const formats = gathered.items.flatMap(({ outputs }) => outputs.map(({ format }) => format.name));
  for (const line of unusedFlags(flags, formats)) app.tools.notice(line);
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
  await makeFolders(gathered.items, destination);
  const total = gathered.items.length + gathered.refused.length;
  const work = runItems(run, gathered.items, stop);
  const { again } = run.settings;
  const rows = allRows(app, again, gathered, work);
  if (destination.kind === 'stdout') return stdoutOutput(app, rows, { total, again, notify });
  return summaryOutput(app, rows, { total, again, notify });
};
