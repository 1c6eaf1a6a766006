// One look at many jobs, in as few calls as the service allows.
import type { CallOptions, Provider } from '../api/provider.js';
import { isTerminal, type Job } from '../jobs/job.js';
import { fetchJobs } from '../commands/get.js';
import type { Outcome } from '../commands/inputs/items.js';

/** Both services hand out at most 100 jobs a page (ims.md 6, ci.md 1.5). */
const pageSize = 100;
/** Other people's jobs stand in the list too; this many pages beyond the fewest possible, then ids are asked singly. */
const extraPages = 1;

/** Calls that asking for each id costs, and those that a walk over the newest pages costs at most. */
const costs = (provider: Provider, ids: number): { gets: number; pages: number } => ({
  gets: Math.ceil(ids / provider.idsPerGet),
  pages: Math.ceil(ids / pageSize) + extraPages,
});

/** The jobs among `ids` that stand on the newest pages of the list, by id. */
const listed = async (
  provider: Provider,
  ids: readonly string[],
  pages: number,
  call: CallOptions,
): Promise<Map<string, Job>> => {
  const missing = new Set(ids);
  const found = new Map<string, Job>();
  let nextToken: string | undefined;
  for (let page = 0; page < pages && missing.size > 0; page += 1) {
    const answer = await provider.list({ order: 'desc', pageSize, nextToken }, call);
    for (const job of answer.jobs) if (missing.delete(job.id)) found.set(job.id, job);
    if (answer.nextToken === null) break;
    nextToken = answer.nextToken;
  }
  return found;
};

/**
 * The jobs as they are now, an outcome for each id. Where a list is cheaper than a call per job, the
 * list tells who is still at work, and only the others (done, or too old to be listed) are asked for
 * singly: a list holds no results and no error codes.
 */
export async function* fetchMany(
  provider: Provider,
  ids: readonly string[],
  call: CallOptions,
): AsyncGenerator<Outcome<string, Job>> {
  const { gets, pages } = costs(provider, ids.length);
  const known = gets > pages ? await listed(provider, ids, pages, call) : new Map<string, Job>();
  const rest: string[] = [];
  for (const id of ids) {
    const job = known.get(id);
    if (job !== undefined && !isTerminal(job.state)) yield { item: id, value: job };
    else rest.push(id);
  }
  yield* fetchJobs(provider, rest, call);
}
