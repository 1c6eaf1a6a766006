// Tencent Cloud CI as a provider: speech recognition jobs over /asr_jobs or the newer /jobs.
import { CliError, Exit } from '../../errors.js';
import type { Queue } from '../../jobs/queue.js';
import { addToken, takeToken } from '../../jobs/token.js';
import { EarlierJobs, findByToken, scopeOf, type Sought } from '../find-by-token.js';
import { probeEndpoint } from '../http/probe.js';
import { lookFirst } from '../http/service-error.js';
import type { CallOptions, Connection, Credentials, JobPage, ListQuery } from '../provider.js';
import { withCredentials } from '../with-credentials.js';
import type { PreparedSubmit, Provider, SubmitCall, Submitted, Tools } from '../provider.js';
import { bucketRefOf, type BucketRef } from './bucket.js';
import { cancelJob } from './cancel.js';
import { ciClient, type CiClient } from './client.js';
import { jobsOf, listedOf, type Origin } from './decode.js';
import type { Reply } from './http/faults.js';
import { textOf, type Element, type XmlContent } from '../xml.js';
import { appliedOf, isElsewhere, listQuery } from './list.js';
import { chooseQueue, readQueues } from './queues.js';
import { fetchResult } from './result-file.js';
import { inputAddress, requestOf } from './submit.js';

/** An open connection: credentials are loaded, queues are cached. */
interface Session {
  readonly ref: BucketRef;
  readonly client: CiClient;
  readonly profile: string;
  readonly tools: Tools;
  queues(signal?: AbortSignal): Promise<readonly Queue[]>;
}

// The documentation gives no number. This is the default page size of the service.
const idsPerGet = 10;

type Parameters = { readonly [name: string]: XmlContent };

const originOf = ({ ref, profile }: Session, reply: Reply, call: CallOptions): Origin => ({
  profile,
  region: ref.region,
  raw: call.raw === true ? reply.text : null,
});

/** Adds a queue when the submit names none. The newer interface chooses one itself. */
const withQueue = async (session: Session, parameters: Parameters, call: CallOptions) => {
  if (parameters['QueueId'] !== undefined || session.ref.jobsApi === 'jobs') return parameters;
  const queue = chooseQueue(await session.queues(call.signal), session.ref);
  return { ...parameters, QueueId: queue.id };
};

/** Puts the token of the submit into UserData, the only field that the service both keeps and lists. */
const withToken = (parameters: Parameters, token: string | undefined): Parameters => {
  if (token === undefined) return parameters;
  const operation = parameters['Operation'] as Parameters;
  const own = operation['UserData'];
  const userData = addToken(typeof own === 'string' ? own : null, token);
  return { ...parameters, Operation: { ...operation, UserData: userData } };
};

const withoutId = ({ requestId }: Reply, { command }: Tools): CliError =>
  new CliError(
    Exit.unavailable,
    'CreateAsrJobs failed: the answer has no job id; the job may exist anyway',
    {
      code: 'submit_uncertain',
      hint: lookFirst(command),
      requestId: requestId ?? undefined,
    },
  );

const submit = async (
  session: Session,
  prepared: PreparedSubmit,
  call: SubmitCall,
): Promise<Submitted> => {
  const marked = withToken(prepared.parameters as Parameters, call.token);
  const request = await withQueue(session, marked, call);
  const path = `/${session.ref.jobsApi}`;
  const options = { action: 'CreateAsrJobs', method: 'POST', path, request } as const;
  // A new job carries the token of this submit.
  const accepts = (root: Element): boolean =>
    listedOf(root).every(({ userData }) =>
      [call.token ?? null, null].includes(takeToken(userData).token),
    );
  const reply = await session.client.call({ ...options, accepts, signal: call.signal });
  const [job] = jobsOf(reply.root, originOf(session, reply, {}));
  if (job === undefined) throw withoutId(reply, session.tools);
  if (job.state === 'paused') {
    session.tools.notice(`The queue is paused: job ${job.id} waits until the queue is resumed.`);
  }
  return { input: prepared.media, id: job.id, state: job.state };
};

// Any other text would change the path, and no job has such an id.
const isId = (id: string): boolean => /^[\w-]{1,64}$/.test(id);

const get = async (session: Session, ids: readonly string[], call: CallOptions) => {
  const valid = ids.filter(isId);
  if (valid.length === 0) return ids.map(() => null);
  const reply = await session.client.call({
    action: 'DescribeAsrJob',
    method: 'GET',
    path: `/${session.ref.jobsApi}/${valid.join(',')}`,
    accepts: (root) => listedOf(root).every(({ job }) => valid.includes(job.id)),
    signal: call.signal,
  });
  const found = jobsOf(reply.root, originOf(session, reply, call));
  const jobs = new Map(found.map((job) => [job.id, job]));
  return ids.map((id) => jobs.get(id) ?? null);
};

const readList = (session: Session, query: ListQuery, call: CallOptions): Promise<Reply> =>
  session.client.call({
    action: 'DescribeAsrJobs',
    method: 'GET',
    path: `/${session.ref.jobsApi}`,
    query: listQuery(query),
    signal: call.signal,
  });

const list = async (session: Session, query: ListQuery, call: CallOptions): Promise<JobPage> => {
  const applied = appliedOf(query);
  if (isElsewhere(query)) return { jobs: [], nextToken: null, total: 0, applied };
  const reply = await readList(session, query, call);
  const jobs = jobsOf(reply.root, originOf(session, reply, call));
  return { jobs, nextToken: textOf(reply.root, 'NextToken'), total: null, applied };
};

const find = async (
  session: Session,
  sought: Sought,
  call: CallOptions,
): Promise<Submitted | null> => {
  const { sinceMs } = sought;
  const page = async (nextToken: string | null) => {
    const query = { order: 'desc', pageSize: 100, sinceMs } as const;
    const { root } = await readList(session, { ...query, nextToken: nextToken ?? undefined }, call);
    return { entries: listedOf(root), nextToken: textOf(root, 'NextToken') };
  };
  const job = await findByToken(page, sought);
  return job === null ? null : { input: job.input ?? '', id: job.id, state: job.state };
};

const open = async (connection: Connection, keys: Credentials, tools: Tools): Promise<Session> => {
  const ref = bucketRefOf(connection);
  const client = ciClient({ connection, ref, tools }, keys);
  let queues: Promise<readonly Queue[]> | null = null;
  return {
    ref,
    client,
    profile: connection.profile,
    tools,
    queues: (signal) => {
      // Cached for the process; a failure is not cached.
      queues ??= readQueues(client, signal).catch((error: unknown) => {
        queues = null;
        throw error;
      });
      return queues;
    },
  };
};

/** The provider for a connection. Sends nothing before the first call. */
export const ciProvider = (connection: Connection, tools: Tools): Provider => {
  const earlier = new EarlierJobs();
  const session = withCredentials(connection, (keys) => open(connection, keys, tools));
  // A local service has an address only after its credentials are read.
  const bucketRef = async (): Promise<BucketRef> =>
    connection.local ? (await session()).ref : bucketRefOf(connection);
  return {
    name: 'ci',
    scope: scopeOf(connection),
    idsPerGet,
    prepare: async (request) => {
      const ref = await bucketRef();
      const { media } = request;
      const parameters = requestOf(request, ref, (line) => tools.notice(line));
      const operation = `POST /${ref.jobsApi}`;
      return { media, input: inputAddress(media, ref), operation, parameters };
    },
    submit: async (prepared, call = {}) => {
      const opened = await session();
      return earlier.sending(call.token, () => submit(opened, prepared, call));
    },
    find: async (token, sinceMs, call = {}) =>
      find(await session(), { token, sinceMs, earlier: earlier.of(token) }, call),
    get: async (ids, call = {}) => get(await session(), ids, call),
    list: async (query, call = {}) => list(await session(), query, call),
    cancel: async (id, call = {}) => cancelJob((await session()).client, id, call.signal),
    queues: async (call = {}) => (await session()).queues(call.signal),
    probe: async (call = {}) => probeEndpoint((await bucketRef()).origin, tools, call.signal),
    restart: connection.restart,
    admit: connection.admit,
    progress: connection.progress,
    fetchResult: async (job, call = {}) => fetchResult(await session(), job, call.signal),
  };
};
