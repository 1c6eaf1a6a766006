// Fetches jobs by id, in as few calls as the service allows.
import type { CallOptions, Provider } from '../api/provider.js';
import { CliError, Exit } from '../errors.js';
import { isTerminal, type Job } from '../jobs/job.js';
import { inOrder, type Outcome } from './in-order.js';

/** Calls under way at once; as many as a shell script would run with `xargs -P 8`. */
export const callsAtOnce = 8;
/** Both services return at most 100 jobs a page (ims.md 6, ci.md 1.5). */
const pageSize = 100;
/** The list also holds jobs of other users; after this many pages more than the minimum, ids are fetched one by one. */
const extraPages = 1;

/** The error for an id that the service does not know. */
export const jobNotFound = (provider: Provider, id: string): CliError =>
  new CliError(Exit.notFound, `There is no job "${id}"`, {
    code: 'job_not_found',
    hint: `Check the id and the profile: a job is known only in its own region and to its own service (this one is ${provider.name}).`,
  });

/** Fetches each id, as many per call as the service allows, and yields the outcomes in the order of the ids. */
export async function* fetchJobs(
  provider: Provider,
  ids: readonly string[],
  call: CallOptions,
): AsyncGenerator<Outcome<string, Job>> {
  const batches: string[][] = [];
  for (let i = 0; i < ids.length; i += provider.idsPerGet)
    batches.push(ids.slice(i, i + provider.idsPerGet));
  for await (const outcome of inOrder(batches, callsAtOnce, (batch) => provider.get(batch, call))) {
    for (const [i, item] of outcome.item.entries()) {
      if ('error' in outcome) {
        yield { item, error: outcome.error };
        continue;
      }
      const job = outcome.value[i] ?? null;
      yield job === null ? { item, error: jobNotFound(provider, item) } : { item, value: job };
    }
  }
}

/** The cost of each way, in calls: one get per batch of ids, or the newest pages of the list. */
const costs = (provider: Provider, ids: number): { gets: number; pages: number } => ({
  gets: Math.ceil(ids / provider.idsPerGet),
  pages: Math.ceil(ids / pageSize) + extraPages,
});

/**
 * The unfinished jobs among `missing` that are on the newest pages of the list. Those are taken out of
 * `missing` as they come: a page of jobs, not the whole list, is in memory.
 */
async function* listed(
  provider: Provider,
  missing: Set<string>,
  pages: number,
  call: CallOptions,
): AsyncGenerator<Job> {
  let left = missing.size;
  let nextToken: string | undefined;
  for (let page = 0; page < pages && left > 0; page += 1) {
    const answer = await provider.list({ order: 'desc', pageSize, nextToken }, call);
    for (const job of answer.jobs) {
      if (!missing.has(job.id)) continue;
      left -= 1;
      if (isTerminal(job.state)) continue;
      missing.delete(job.id);
      yield job;
    }
    if (answer.nextToken === null) break;
    nextToken = answer.nextToken;
  }
}

/**
 * The current state of the jobs, one outcome per id, in any order. Where a list costs less than a call per
 * job, the list shows which jobs are unfinished. Only the others (finished, or too old for the list) are
 * fetched one by one, because a list contains no results and no error codes.
 */
export async function* fetchMany(
  provider: Provider,
  ids: readonly string[],
  call: CallOptions,
): AsyncGenerator<Outcome<string, Job>> {
  const { gets, pages } = costs(provider, ids.length);
  const rest = new Set(ids);
  if (gets > pages)
    for await (const value of listed(provider, rest, pages, call)) yield { item: value.id, value };
  yield* fetchJobs(provider, [...rest], call);
}
