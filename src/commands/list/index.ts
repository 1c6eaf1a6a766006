import { Command, Option } from '@commander-js/extra-typings';
import type { ListQuery, Provider, ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import type { Output, Records } from '../../formats/output.js';
import { jobStates, type Job } from '../../jobs/job.js';
import type { Host } from '../host.js';
import { collectNames } from '../inputs/collect.js';
import { knownJournal } from '../inputs/jobs/known-journal.js';
import { addProviderFlags, ownOptions } from '../inputs/provider-flags.js';
import { columnsFlag, pickColumns } from '../views/columns.js';
import { jobDocuments } from '../views/job-documents.js';
import { jobColumns, jobDocument } from '../views/job.js';
import { readFilter, readLimit, readStart, type ListFlags } from './flags.js';
import { walk, type Listing, type Walked } from './walk.js';

const help = `
Times: 2d (ago), today, yesterday, 2026-01-31, "2026-01-31 12:00", 2026-01-31T12:00:00Z, or epoch seconds.
A time without a zone is local time.

Examples:
  asrctl list --state failed --since 2d
  asrctl list --all --format jsonl | jq -r .id
  asrctl list --since yesterday --until today
  asrctl list --columns id,state,createdAt,input
  asrctl list --watch`;

export default (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('list')
    .description('List jobs, newest first.')
    .option('--state <states>', `only these states: ${jobStates.join(', ')}`, collectNames)
    .option(
      '--type <types>',
      'only these job types, in the words of the service: ASR …',
      collectNames,
    )
    .option(
      '--since <time>',
      'created at or after this time: 2d, yesterday, 2026-01-31, epoch seconds …',
    )
    .option('--until <time>', 'created before this time')
    .option('--title <text>', 'only titles that contain this text')
    .option('--input <text>', 'only inputs that contain this text')
    .addOption(
      new Option('--sort <order>', 'order by creation').choices([
        'created:desc',
        'created:asc',
      ] as const),
    )
    .option('--limit <n>', 'at most this many jobs', '20')
    .option('--all', 'list every job')
    .option('--next-token <token>', 'continue where an earlier list with the same filters stopped')
    .option('--watch', 'refresh until q is pressed, highlighting changes')
    .option(...columnsFlag)
    .addHelpText('after', help);
  addProviderFlags(command, providers, 'listFlags');
  return command.action((options) => host.run((app) => list(app, options)));
};

const list = async (app: App, flags: ListFlags): Promise<Output | void> => {
  const limit = readLimit(flags);
  const filter = readFilter(app, flags);
  const start = readStart(flags);
  pickColumns(jobColumns(app), flags.columns);
  const watch = flags.watch === true ? await import('./watch.js') : null;
  watch?.checkWatch(app, limit, start);
  const provider = await app.provider();
  const query: ListQuery = {
    ...filter,
    order: flags.sort === 'created:asc' ? 'asc' : 'desc',
    options: ownOptions(app.providers, 'listFlags', provider.name, flags),
  };
  const listing = { query, filter, limit, start };
  if (watch === null) return listed(app, provider, listing, flags.columns);
  const onePage = watch.onePage(provider);
  return watch.watchList(app, (view) => listed(view, onePage, listing, flags.columns));
};

/** Fills in what the journal knows of jobs without a title: CI has none, and an upload is named by its content. */
async function* withSources(
  app: App,
  pages: AsyncIterable<readonly Job[]>,
  sources: Map<string, string>,
): AsyncGenerator<readonly Job[]> {
  for await (const page of pages) {
    const untitled = page.filter(({ title }) => title === null).map(({ id }) => id);
    const journal = untitled.length === 0 ? null : await knownJournal(app);
    for (const [id, source] of (await journal?.sources.of(untitled)) ?? []) sources.set(id, source);
    yield page;
  }
}

const listed = (
  app: App,
  provider: Provider,
  listing: Listing,
  columns: readonly string[] | undefined,
): Records<Job> => {
  const walked: Walked = { shown: 0, nextToken: null, total: null };
  const sources = new Map<string, string>();
  const pages = withSources(app, walk(app, provider, listing, walked), sources);
  return {
    kind: 'records',
    view: 'table',
    records: flat(pages),
    pages,
    columns: pickColumns(jobColumns(app, sources), columns),
    id: (job: Job) => job.id,
    document: (job: Job) => jobDocument(job, false),
    documents: jobDocuments(app, false),
    envelope: (jobs) => ({
      schemaVersion: 2,
      jobs,
      nextToken: walked.nextToken,
      total: walked.total,
    }),
    empty: 'No jobs found.',
    failure: () => {
      if (walked.nextToken !== null) app.tools.notice(moreNotice(walked));
      return null;
    },
  };
};

const moreNotice = ({ shown, total }: Walked): string =>
  `${total === null ? `${shown} jobs shown, there are more` : `${shown} of ${total} jobs shown`}; --all shows all, --limit N shows more.`;

async function* flat(pages: AsyncIterable<readonly Job[]>): AsyncGenerator<Job> {
  for await (const page of pages) yield* page;
}
