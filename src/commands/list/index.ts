import { Command, Option } from '@commander-js/extra-typings';
import type { JobPage, ListQuery, Provider, ProviderDescription } from '../../api/provider.js';
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { Column, Output, Records } from '../../formats/output.js';
import { jobStates, type Job, type JobState } from '../../jobs/job.js';
import type { Host } from '../host.js';
import { jobColumns, jobDocument } from '../views/job.js';
import { jobMatches, type JobFilter } from '../../jobs/filter.js';
import { addProviderFlags, ownOptions } from '../inputs/provider-flags.js';
import { parseMoment } from '../views/times.js';

/** Both services hand out at most 100 jobs a page (ims.md 6, ci.md 1.5). */
const largestPage = 100;

const commaList = (value: string, earlier: string[] = []): string[] => [
  ...earlier,
  ...value.split(','),
];

export default (host: Host, providers: readonly ProviderDescription[]) => {
  const command = new Command('list')
    .description('List jobs, newest first.')
    .option('--state <states>', `only these states: ${jobStates.join(', ')}`, commaList)
    .option('--type <types>', 'only these job types, in the words of the service: ASR …', commaList)
    .option('--since <time>', 'created at or after: 2d, 2026-01-31, 2026-01-31T12:00:00Z')
    .option('--until <time>', 'created before')
    .option('--title <text>', 'only titles that contain this')
    .option('--input <text>', 'only inputs that contain this')
    .addOption(
      new Option('--sort <order>', 'order by creation').choices([
        'created:desc',
        'created:asc',
      ] as const),
    )
    .option('--limit <n>', 'at most this many jobs', '20')
    .option('--all', 'every job there is')
    .option('--watch', 'show it again and again, changed states marked')
    .option(
      '--columns <names>',
      'columns of the table, csv and tsv: id,state,title,age …',
      commaList,
    )
    .addHelpText(
      'after',
      `
Examples:
  asrctl list --state failed --since 2d
  asrctl list --all --format jsonl | jq -r .id
  asrctl list --columns id,state,created,input
  asrctl list --watch`,
    );
  addProviderFlags(command, providers, 'listFlags');
  return command.action((options) => host.run((app) => list(app, options)));
};

interface Options extends Readonly<Record<string, unknown>> {
  readonly state?: readonly string[];
  readonly type?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly title?: string;
  readonly input?: string;
  readonly sort?: 'created:desc' | 'created:asc';
  readonly limit: string;
  readonly all?: boolean;
  readonly watch?: boolean;
  readonly columns?: readonly string[];
}

const readStates = (given: readonly string[] | undefined): JobState[] | undefined =>
  given?.map((word) => {
    const state = jobStates.find((known) => known === word.trim());
    if (state) return state;
    throw usageError(`--state "${word}" is not a state`, `Use: ${jobStates.join(', ')}.`);
  });

const readLimit = (options: Options): number => {
  if (options.all === true) return Number.POSITIVE_INFINITY;
  const limit = Number(options.limit);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw usageError(
    `--limit "${options.limit}" is not a whole number above 0`,
    'For every job use --all.',
  );
};

const pickColumns = (
  all: readonly Column<Job>[],
  names: readonly string[] | undefined,
): Column<Job>[] => {
  if (names === undefined) return [...all];
  return names.map((name) => {
    const column = all.find(({ key }) => key.toLowerCase() === name.trim().toLowerCase());
    if (column) return { ...column, hidden: false, forPeople: false };
    throw usageError(
      `There is no column "${name}"`,
      `Use: ${all.map(({ key }) => key).join(', ')}.`,
    );
  });
};

const readFilter = (app: App, options: Options): JobFilter => ({
  states: readStates(options.state),
  types: options.type,
  sinceMs:
    options.since === undefined
      ? undefined
      : parseMoment(options.since, '--since', app.clock.now()),
  untilMs:
    options.until === undefined
      ? undefined
      : parseMoment(options.until, '--until', app.clock.now()),
  title: options.title,
  input: options.input,
});

/** Where the listing stands; filled while pages arrive, read by the document and the notice after them. */
interface Progress {
  shown: number;
  nextToken: string | null;
  total: number | null;
  cut: boolean;
}

export const list = async (app: App, options: Options): Promise<Output> => {
  const limit = readLimit(options);
  const filter = readFilter(app, options);
  pickColumns(jobColumns(app), options.columns);
  const watch = options.watch === true ? await import('./watch.js') : null;
  watch?.checkWatch(app, limit);
  const provider = await app.provider();
  const query: ListQuery = {
    ...filter,
    order: options.sort === 'created:asc' ? 'asc' : 'desc',
    options: ownOptions(app.providers, 'listFlags', provider.name, options),
  };
  if (watch === null) return listingOf(app, provider, query, filter, limit, options);
  const onePage = watch.onePage(provider);
  return watch.watchList(app, (view) => listingOf(view, onePage, query, filter, limit, options));
};

const listingOf = (
  app: App,
  provider: Provider,
  query: ListQuery,
  filter: JobFilter,
  limit: number,
  options: Options,
): Records<Job> => {
  const progress: Progress = { shown: 0, nextToken: null, total: null, cut: false };
  const pages = walk(app, provider, query, filter, limit, progress);
  return {
    kind: 'records',
    view: 'table',
    records: flat(pages),
    pages,
    columns: pickColumns(jobColumns(app), options.columns),
    id: (job: Job) => job.id,
    document: (job: Job) => jobDocument(job, false),
    envelope: (jobs) => ({
      schemaVersion: 1,
      jobs,
      nextToken: progress.nextToken,
      total: progress.total,
    }),
    empty: 'No jobs found.',
    failure: () => {
      if (progress.cut) app.tools.notice(cutNotice(progress));
      return null;
    },
  };
};

const cutNotice = ({ shown, total }: Progress): string =>
  `${shown} ${total === null ? 'shown, there are more' : `of ${total} shown`}; --all shows every one, --limit N more.`;

const filterFlags = {
  types: '--type',
  states: '--state',
  sinceMs: '--since',
  untilMs: '--until',
} as const;

/** Says once which filters were ours to apply: they cost the pages that hold nothing. */
const noticeOwnFilters = (app: App, page: JobPage, filter: JobFilter): void => {
  const own = Object.entries(filterFlags)
    .filter(
      ([key]) =>
        filter[key as keyof JobFilter] !== undefined &&
        !page.applied.has(key as keyof typeof filterFlags),
    )
    .map(([, flag]) => flag);
  if (filter.title !== undefined) own.push('--title' as never);
  if (filter.input !== undefined) own.push('--input' as never);
  if (own.length > 0) app.tools.notice(`Filtered here, not by the service: ${own.join(', ')}.`);
};

/** A job created meanwhile pushes others onto the next page; nobody wants to see one twice. */
const unseen = (jobs: readonly Job[], seen: Set<string>): Job[] =>
  jobs.filter(({ id }) => !seen.has(id) && seen.add(id));

/** The jobs of each page that pass the filter, up to `limit` in all. */
async function* walk(
  app: App,
  provider: Provider,
  query: ListQuery,
  filter: JobFilter,
  limit: number,
  progress: Progress,
): AsyncGenerator<readonly Job[]> {
  const seen = new Set<string>();
  let nextToken: string | undefined;
  let first = true;
  do {
    const pageSize = Math.min(limit, largestPage);
    const page = await provider.list({ ...query, pageSize, nextToken }, { signal: app.signal });
    if (first) noticeOwnFilters(app, page, filter);
    first = false;
    progress.total = page.total;
    progress.nextToken = page.nextToken;
    const found = unseen(page.jobs, seen).filter((job) => jobMatches(job, filter));
    const jobs = found.slice(0, limit - progress.shown);
    progress.shown += jobs.length;
    progress.cut = found.length > jobs.length;
    yield jobs;
    if (progress.cut) return;
    nextToken = page.nextToken ?? undefined;
    if (passedWindow(page, query)) {
      progress.nextToken = null;
      return;
    }
  } while (nextToken !== undefined && progress.shown < limit);
  progress.cut = nextToken !== undefined;
}

async function* flat(pages: AsyncIterable<readonly Job[]>): AsyncGenerator<Job> {
  for await (const page of pages) yield* page;
}

/** Newest first, a page that ends before `--since` is the last one worth asking for. */
const passedWindow = (page: JobPage, query: ListQuery): boolean => {
  const last = Date.parse(page.jobs.at(-1)?.createdAt ?? '');
  if (Number.isNaN(last) || !page.applied.has('order')) return false;
  if (query.order === 'asc') return query.untilMs !== undefined && last >= query.untilMs;
  return query.sinceMs !== undefined && last < query.sinceMs;
};
