// Walks the pages of a listing and applies the filters that the service does not have.
import type { JobPage, ListQuery, Provider } from '../../api/provider.js';
import type { App } from '../../app.js';
import { jobMatches, type JobFilter } from '../../jobs/filter.js';
import type { Job } from '../../jobs/job.js';
import { writeToken, type PageToken } from './page-token.js';

/** Both services return at most 100 jobs a page (ims.md 6, ci.md 1.5). */
const largestPage = 100;

export interface Listing {
  readonly query: ListQuery;
  readonly filter: JobFilter;
  readonly limit: number;
  readonly start: PageToken | null;
}

/** State of a walk: written while pages arrive, read by the document and the notice after them. */
export interface Walked {
  shown: number;
  /** `--next-token` of the first job not shown; null when all were shown. */
  nextToken: string | null;
  /** Jobs that pass all filters; null when not known. */
  total: number | null;
}

const filterFlags = {
  types: '--type',
  states: '--state',
  sinceMs: '--since',
  untilMs: '--until',
  title: '--title',
  input: '--input',
} as const satisfies Readonly<Record<keyof JobFilter, string>>;

/** The flags of the filters that are applied here and not by the service. */
const localFilters = ({ applied }: JobPage, filter: JobFilter): string[] =>
  (Object.keys(filterFlags) as (keyof JobFilter)[])
    .filter((key) => filter[key] !== undefined && !(applied as ReadonlySet<string>).has(key))
    .map((key) => filterFlags[key]);

/** A job created during the walk pushes others onto the next page; each job is shown once. */
const unseen = (jobs: readonly Job[], seen: Set<string>): Job[] =>
  jobs.filter(({ id }) => !seen.has(id) && seen.add(id));

/** Newest first, a page that ends before `--since` is the last one worth fetching. */
const passedWindow = (page: JobPage, query: ListQuery): boolean => {
  const last = Date.parse(page.jobs.at(-1)?.createdAt ?? '');
  if (Number.isNaN(last) || !page.applied.has('order')) return false;
  if (query.order === 'asc') return query.untilMs !== undefined && last >= query.untilMs;
  return query.sinceMs !== undefined && last < query.sinceMs;
};

/** The jobs from the first one not shown before; the whole page when that job is gone. */
const fromFirst = (jobs: readonly Job[], first: string | null): readonly Job[] =>
  first === null
    ? jobs
    : jobs.slice(
        Math.max(
          0,
          jobs.findIndex(({ id }) => id === first),
        ),
      );

/** The jobs of each page that pass the filter, up to the limit in all. */
export async function* walk(
  app: App,
  provider: Provider,
  { query, filter, limit, start }: Listing,
  walked: Walked,
): AsyncGenerator<readonly Job[]> {
  const seen = new Set<string>();
  const pageSize = start?.pageSize ?? Math.min(limit, largestPage);
  let next: PageToken | null = start ?? { page: null, pageSize, first: null };
  for (let pages = 0; next !== null; pages += 1) {
    const at: PageToken = next;
    const pageQuery = { ...query, pageSize, nextToken: at.page ?? undefined };
    const page = await provider.list(pageQuery, { signal: app.signal });
    const local = localFilters(page, filter);
    if (pages === 0 && local.length > 0)
      app.tools.notice(`Filtered locally; the service cannot filter by ${local.join(', ')}.`);
    const found = unseen(fromFirst(page.jobs, at.first), seen).filter((job) =>
      jobMatches(job, filter),
    );
    const jobs = found.slice(0, limit - walked.shown);
    const unshown = found[jobs.length];
    walked.shown += jobs.length;
    next = page.nextToken === null ? null : { page: page.nextToken, pageSize, first: null };
    if (passedWindow(page, query)) next = null;
    if (unshown !== undefined) next = { ...at, first: unshown.id };
    walked.nextToken = next === null ? null : writeToken(next);
    const all = next === null && start === null ? walked.shown : null;
    walked.total = local.length === 0 ? page.total : all;
    yield jobs;
    if (walked.shown >= limit) return;
  }
}
