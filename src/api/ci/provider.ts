// Tencent Cloud CI as a provider: speech recognition jobs over /asr_jobs or the newer /jobs.
import { CliError, Exit } from '../../errors.js';
import type { Job } from '../../jobs/job.js';
import type { Queue } from '../../jobs/queue.js';
import { addToken } from '../../jobs/token.js';
import type { CallOptions, Connection, JobPage, ListQuery } from '../provider.js';
import type { PreparedSubmit, Provider, SubmitCall, Submitted, Tools } from '../provider.js';
import { jobsOf, type Origin } from './decode.js';
import type { Reply } from './http/faults.js';
import { findByToken } from './find.js';
import { appliedOf, isElsewhere, listQuery } from './parameters/list.js';
import { placeOf, type Place } from './bucket.js';
import { probe } from './probe.js';
import { chooseQueue, readQueues } from './queues.js';
import { fetchResult } from './results/result-file.js';
import { requestOf } from './submit.js';
import { transportOf, type Transport } from './client.js';
import { textOf, type XmlContent } from './http/xml.js';

/** A connection in use: credentials asked for, queues remembered. */
export interface Session {
  readonly place: Place;
  readonly transport: Transport;
  readonly profile: string;
  readonly tools: Tools;
  queues(signal?: AbortSignal): Promise<readonly Queue[]>;
}

// The documentation gives no number; this is the page size the service itself starts from.
const idsPerGet = 10;

type Parameters = { readonly [name: string]: XmlContent };

const originOf = ({ place, profile }: Session, reply: Reply, call: CallOptions): Origin => ({
  profile,
  region: place.region,
  raw: call.raw === true ? reply.text : null,
});

/** The queue for a job whose submit named none. The newer interface chooses by itself. */
const withQueue = async (session: Session, parameters: Parameters, call: CallOptions) => {
  if (parameters['QueueId'] !== undefined || session.place.api === 'jobs') return parameters;
  const queue = chooseQueue(await session.queues(call.signal), session.place);
  return { ...parameters, QueueId: queue.id };
};

/** The submit's token rides in UserData, the only thing of ours that the service keeps and lists. */
const withToken = (parameters: Parameters, token: string | undefined): Parameters => {
  if (token === undefined) return parameters;
  const operation = parameters['Operation'] as Parameters;
  const own = operation['UserData'];
  const userData = addToken(typeof own === 'string' ? own : null, token);
  return { ...parameters, Operation: { ...operation, UserData: userData } };
};

const submit = async (
  session: Session,
  prepared: PreparedSubmit,
  call: SubmitCall,
): Promise<Submitted> => {
  const marked = withToken(prepared.parameters as Parameters, call.token);
  const request = await withQueue(session, marked, call);
  const path = `/${session.place.api}`;
  const options = { action: 'CreateAsrJobs', method: 'POST', path, request } as const;
  const reply = await session.transport.call({ ...options, signal: call.signal });
  const [job] = jobsOf(reply.root, originOf(session, reply, {}));
  if (job === undefined) {
    throw new CliError(
      Exit.unavailable,
      'CreateAsrJobs failed: the answer names no job; the job may exist all the same',
      {
        code: 'submit_uncertain',
        hint: 'Look for the job with `asrctl list` before you submit again: a second submit is a second job.',
        requestId: reply.requestId ?? undefined,
      },
    );
  }
  if (job.state === 'paused') {
    session.tools.notice(`The queue is paused: job ${job.id} waits until someone resumes it.`);
  }
  return { input: prepared.media, id: job.id, state: job.state };
};

// What could not be an id would change the path, and no job has it.
const isId = (id: string): boolean => /^[\w-]{1,64}$/.test(id);

const get = async (session: Session, ids: readonly string[], call: CallOptions) => {
  const asked = ids.filter(isId);
  if (asked.length === 0) return ids.map(() => null);
  const reply = await session.transport.call({
    action: 'DescribeAsrJob',
    method: 'GET',
    path: `/${session.place.api}/${asked.join(',')}`,
    signal: call.signal,
  });
  const jobs = new Map(
    jobsOf(reply.root, originOf(session, reply, call)).map((job) => [job.id, job]),
  );
  return ids.map((id) => jobs.get(id) ?? null);
};

const askList = (session: Session, query: ListQuery, call: CallOptions): Promise<Reply> =>
  session.transport.call({
    action: 'DescribeAsrJobs',
    method: 'GET',
    path: `/${session.place.api}`,
    query: listQuery(query),
    signal: call.signal,
  });

const list = async (session: Session, query: ListQuery, call: CallOptions): Promise<JobPage> => {
  const applied = appliedOf(query);
  if (isElsewhere(query)) return { jobs: [], nextToken: null, total: 0, applied };
  const reply = await askList(session, query, call);
  const jobs = jobsOf(reply.root, originOf(session, reply, call));
  return { jobs, nextToken: textOf(reply.root, 'NextToken'), total: null, applied };
};

/** Cancelling exists under /jobs only, whichever interface made the job. */
const cancel = async (session: Session, id: string, call: CallOptions): Promise<Job | null> => {
  if (!isId(id)) return null;
  const reply = await session.transport.call({
    action: 'CancelJob',
    method: 'PUT',
    path: `/jobs/${id}`,
    query: [['cancel', '']],
    signal: call.signal,
  });
  const [job] = jobsOf(reply.root, originOf(session, reply, call));
  return job ?? (await get(session, [id], call))[0] ?? null;
};

const open = async (connection: Connection, tools: Tools): Promise<Session> => {
  const keys = await connection.credentials();
  const place = placeOf(connection);
  const transport = transportOf({ connection, place, tools }, keys);
  let queues: Promise<readonly Queue[]> | null = null;
  return {
    place,
    transport,
    profile: connection.profile,
    tools,
    queues: (signal) => {
      // Kept for the process, but not when the asking failed.
      queues ??= readQueues(transport, signal).catch((error: unknown) => {
        queues = null;
        throw error;
      });
      return queues;
    },
  };
};

/** The provider for a connection. Nothing is asked or sent before the first call. */
export const ciProvider = (connection: Connection, tools: Tools): Provider => {
  let opening: Promise<Session> | null = null;
  const session = (): Promise<Session> => (opening ??= open(connection, tools));
  // A local service has an address only once it was asked for credentials.
  const place = async (): Promise<Place> =>
    connection.local ? (await session()).place : placeOf(connection);
  const { profile, region, settings, local } = connection;
  return {
    name: 'ci',
    place: ['ci', profile, ...(local ? [] : [region, settings['bucket']])].join('/'),
    idsPerGet,
    prepare: async (request) => {
      const where = await place();
      const parameters = requestOf(request, where, (line) => tools.notice(line));
      return { media: request.media, operation: `POST /${where.api}`, parameters };
    },
    submit: async (prepared, call = {}) => submit(await session(), prepared, call),
    find: async (token, sinceMs, call = {}) => {
      const opened = await session();
      return findByToken((query, one) => askList(opened, query, one), token, sinceMs, call);
    },
    get: async (ids, call = {}) => get(await session(), ids, call),
    list: async (query, call = {}) => list(await session(), query, call),
    cancel: async (id, call = {}) => cancel(await session(), id, call),
    queues: async (call = {}) => (await session()).queues(call.signal),
    probe: async (call = {}) => probe(await place(), tools, profile, call.signal),
    restart: connection.restart,
    fetchResult: async (job, call = {}) => fetchResult(await session(), job, call.signal),
  };
};
