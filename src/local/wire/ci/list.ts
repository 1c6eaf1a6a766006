// GET /asr_jobs and GET /jobs: the list's query, and a page of it.
import { BadToken, type JobsQuery, type LocalJob, type LocalState } from '../../jobs/job.js';
import type { Service } from '../wire.js';
import { stateNamed } from './recognition-answers.js';
import { invalid } from './ci-fault.js';
import { queueIdOf } from './queues.js';
import { timeOf } from './times.js';
import type { Content } from './xml.js';

type Query = ReadonlyMap<string, string>;

/** By lower-case key; empty values count as absent. */
const given = (query: Query, name: string): string | undefined => query.get(name) || undefined;

const statesOf = (query: Query): LocalState[] | undefined => {
  const words = (given(query, 'states') ?? 'All').split(',');
  if (words.includes('All')) return undefined;
  return words.flatMap((word) => {
    const state = stateNamed(word);
    if (state === undefined) throw invalid(`states: unknown state ${word.slice(0, 20)}`);
    return state === null ? [] : [state];
  });
};

const timeIn = (query: Query, name: string): number | undefined => {
  const text = given(query, name);
  const ms = text === undefined ? undefined : timeOf(text);
  if (ms === null) throw invalid(`${name} is not a time like 2001-01-01T00:00:00+0800`);
  return ms;
};

const sizeOf = (query: Query): number => {
  const text = given(query, 'size') ?? '10';
  if (!/^(?:[1-9]\d?|100)$/.test(text)) throw invalid('size is 1 to 100');
  return Number(text);
};

const orderOf = (query: Query): 'asc' | 'desc' => {
  const word = given(query, 'orderbytime') ?? 'Desc';
  if (!/^(?:Asc|Desc)$/.test(word)) throw invalid('orderByTime is Asc or Desc');
  return word === 'Asc' ? 'asc' : 'desc';
};

const readQuery = (query: Query): JobsQuery => {
  const tag = given(query, 'tag');
  const endMs = timeIn(query, 'endcreationtime');
  return {
    types: tag === undefined ? undefined : [tag],
    states: statesOf(query),
    sinceMs: timeIn(query, 'startcreationtime'),
    // Times are whole seconds: the last one belongs to the range.
    untilMs: endMs === undefined ? undefined : endMs + 1000,
    order: orderOf(query),
    limit: sizeOf(query),
    token: given(query, 'nexttoken'),
  };
};

/** One page, each job as `show` gives it. Throws CiFault InvalidArgument. */
export const listContent = async (
  query: Query,
  service: Service,
  show: (job: LocalJob) => Promise<Content>,
): Promise<Content> => {
  const jobsQuery = readQuery(query);
  const queue = given(query, 'queueid');
  if (queue !== undefined && queue !== queueIdOf(service.keys)) return {};
  try {
    const { jobs, nextToken } = service.jobs.list('ci', jobsQuery);
    return { JobsDetail: await Promise.all(jobs.map(show)), NextToken: nextToken };
  } catch (error) {
    if (error instanceof BadToken) throw invalid(`nextToken: ${error.message}`);
    throw error;
  }
};
