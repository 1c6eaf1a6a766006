// What each path answers: jobs under both of their names, queues, buckets.
import type { Service } from '../wire.js';
import { jobContent, jobIdOf } from './answers.js';
import { Fault } from './faults.js';
import { listContent } from './list.js';
import { bucketsContent, enabledContent, queueContent } from './queues.js';
import { readSubmit } from './submit.js';
import type { Content } from './xml.js';

type Query = ReadonlyMap<string, string>;

/** A verified request. `id` is the path behind the resource's name; empty where there is none. */
export interface Asked {
  readonly method: string;
  readonly id: string;
  /** By lower-case key. */
  readonly query: Query;
  readonly body: string;
  readonly service: Service;
}

export const notAllowed = (): Fault =>
  new Fault(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.');

const getJobs = ({ id, service }: Asked): Content => {
  const found = id.split(',').map((wireId) => {
    const own = jobIdOf(wireId);
    return { wireId, job: own === null ? null : service.jobs.get('ci', own) };
  });
  return {
    JobsDetail: found.map(({ job }) => (job === null ? null : jobContent(job, service))),
    NonExistJobIds: found.filter(({ job }) => job === null).map(({ wireId }) => wireId),
  };
};

const cancelJob = ({ id, service }: Asked): Content => {
  const own = jobIdOf(id);
  const job = own === null ? null : service.jobs.cancel('ci', own);
  return job === null ? { NonExistJobIds: id } : { JobsDetail: jobContent(job, service) };
};

const jobs = async (asked: Asked): Promise<Content> => {
  const { method, id, query, body, service } = asked;
  if (method === 'POST' && id === '') {
    const job = service.jobs.submit(await readSubmit(body, service));
    return { JobsDetail: jobContent(job, service) };
  }
  if (method === 'GET') return id === '' ? listContent(query, service) : getJobs(asked);
  throw notAllowed();
};

const newerJobs = async (asked: Asked): Promise<Content> =>
  asked.method === 'PUT' && asked.query.has('cancel') ? cancelJob(asked) : jobs(asked);

const only = (methods: Readonly<Record<string, (asked: Asked) => Content>>) => {
  return async (asked: Asked): Promise<Content> => {
    const answer = asked.id === '' ? methods[asked.method] : undefined;
    if (answer === undefined) throw notAllowed();
    return answer(asked);
  };
};

/** By the first part of the path. The content is that of the Response element; handlers throw Fault. */
export const resources: ReadonlyMap<string, (asked: Asked) => Promise<Content>> = new Map([
  ['asr_jobs', jobs],
  ['jobs', newerJobs],
  ['asrqueue', only({ GET: ({ query, service }) => queueContent(query, service.keys) })],
  [
    'asrbucket',
    only({
      GET: ({ query, service }) => bucketsContent(query, service.keys),
      POST: ({ service }) => enabledContent(service.keys),
    }),
  ],
]);
