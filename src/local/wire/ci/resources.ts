// The answers of each path: jobs under both of their names, queues, buckets.
import type { Service } from '../wire.js';
import type { LocalJob } from '../../jobs/job.js';
import { jobIdOf } from './recognition-answers.js';
import { CiFault } from './ci-fault.js';
import { listContent } from './list.js';
import { bucketsContent, enabledContent, queueContent } from './queues.js';
import { readSubmit } from './submit-recognition.js';
import type { Content } from './xml.js';

type Query = ReadonlyMap<string, string>;

/** A verified request. `id` is the path behind the resource's name; empty where there is none. */
export interface CiCall {
  readonly method: string;
  readonly id: string;
  /** By lower-case key. */
  readonly query: Query;
  readonly body: string;
  readonly service: Service;
  /** A job as it is answered, after its result file is written. */
  readonly show: (job: LocalJob) => Promise<Content>;
}

export const notAllowed = (): CiFault =>
  new CiFault(
    405,
    'MethodNotAllowed',
    'The specified method is not allowed against this resource.',
  );

const getJobs = async ({ id, service, show }: CiCall): Promise<Content> => {
  const found = id.split(',').map((wireId) => {
    const own = jobIdOf(wireId);
    return { wireId, job: own === null ? null : service.jobs.get('ci', own) };
  });
  return {
    JobsDetail: await Promise.all(found.flatMap(({ job }) => (job === null ? [] : [show(job)]))),
    NonExistJobIds: found.filter(({ job }) => job === null).map(({ wireId }) => wireId),
  };
};

const cancelJob = async ({ id, service, show }: CiCall): Promise<Content> => {
  const own = jobIdOf(id);
  const job = own === null ? null : service.jobs.cancel('ci', own);
  return job === null ? { NonExistJobIds: id } : { JobsDetail: await show(job) };
};

const jobs = async (call: CiCall): Promise<Content> => {
  const { method, id, query, body, service, show } = call;
  if (method === 'POST' && id === '') {
    const job = service.jobs.submit(await readSubmit(body, service));
    return { JobsDetail: await show(job) };
  }
  if (method === 'GET') return id === '' ? listContent(query, service, show) : getJobs(call);
  throw notAllowed();
};

const newerJobs = async (call: CiCall): Promise<Content> =>
  call.method === 'PUT' && call.query.has('cancel') ? cancelJob(call) : jobs(call);

const only = (methods: Readonly<Record<string, (call: CiCall) => Content>>) => {
  return async (call: CiCall): Promise<Content> => {
    const answer = call.id === '' ? methods[call.method] : undefined;
    if (answer === undefined) throw notAllowed();
    return answer(call);
  };
};

/** By the first part of the path. The content is that of the Response element; handlers throw CiFault. */
export const resources: ReadonlyMap<string, (call: CiCall) => Promise<Content>> = new Map([
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
