// Intelligent Media Services as a provider: three operations of ICE 2020-11-09.
import type { JobState } from '../../jobs/job.js';
import { stateOf } from '../../jobs/states.js';
import { addToken } from '../../jobs/token.js';
import { EarlierJobs, findByToken, scopeOf, type Sought } from '../find-by-token.js';
import { probeEndpoint } from '../http/probe.js';
import type {
  CallOptions,
  Connection,
  JobPage,
  ListQuery,
  PreparedSubmit,
  Provider,
  Submitted,
  SubmitCall,
  SubmitRequest,
  Tools,
} from '../provider.js';
import { endpointOf, imsClient, withoutId, type ImsClient } from './client.js';
import { decodeJob, decodeListed, type Asker } from './decode.js';
import { elementTexts } from './http/exact-json.js';
import { isFields, type Fields } from '../../json.js';
import type { ImsFault } from './http/faults.js';
import { hotwordsApi } from './hotwords.js';
import { inputFileOf } from './media.js';
import { productionApi } from './production/index.js';
import { submitParameters, withTitle } from './submit.js';

/** ListSmartJobs takes 1 to 100 (its page). */
const maxPage = 100;
const defaultPage = 20;

const serviceStates: Partial<Record<JobState, string>> = {
  queued: 'Created',
  running: 'Executing',
  succeeded: 'Finished',
  failed: 'Failed',
};

const only = <T>(list: readonly T[] | undefined): T | null =>
  list?.length === 1 ? (list[0] ?? null) : null;

/** Each filter takes one value; with several, the caller filters. */
const listParameters = (query: ListQuery): Readonly<Record<string, string>> => {
  const size = Math.min(maxPage, Math.max(1, Math.floor(query.pageSize ?? defaultPage)));
  const state = only(query.states);
  const word = state === null ? undefined : serviceStates[state];
  const type = only(query.types);
  return {
    MaxResults: String(size),
    ...(query.nextToken === undefined ? {} : { NextToken: query.nextToken }),
    ...(type === null ? {} : { JobType: type }),
    ...(word === undefined ? {} : { JobState: word }),
    ...(query.order === undefined
      ? {}
      : { SortBy: `CreationTime:${query.order === 'asc' ? 'Asc' : 'Desc'}` }),
  };
};

const appliedBy = (parameters: Readonly<Record<string, string>>): JobPage['applied'] =>
  new Set([
    ...('JobType' in parameters ? (['types'] as const) : []),
    ...('JobState' in parameters ? (['states'] as const) : []),
    ...('SortBy' in parameters ? (['order'] as const) : []),
  ]);

/** TotalCount comes as a text, and often not at all. */
const countOf = (value: unknown): number | null => {
  const count = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null;
};

const readList = async (
  client: ImsClient,
  parameters: Readonly<Record<string, string>>,
  call: CallOptions,
) => {
  const request = { action: 'ListSmartJobs', method: 'GET', query: parameters } as const;
  // Whatever else a cache may replay, a list is about no one job.
  const accepts = (found: Fields): boolean => !('JobId' in found);
  const answer = await client.read(request, { ...call, accepts });
  const { body, text } = answer ?? { body: {}, text: '' };
  const list: unknown[] = Array.isArray(body['SmartJobList']) ? body['SmartJobList'] : [];
  const next = body['NextToken'];
  return { body, text, list, nextToken: typeof next === 'string' && next !== '' ? next : null };
};

const listJobs = async (client: ImsClient, query: ListQuery, asker: Asker, call: CallOptions) => {
  const parameters = listParameters(query);
  const { body, text, list, nextToken } = await readList(client, parameters, call);
  const raws = call.raw === true ? elementTexts(text, 'SmartJobList') : [];
  return {
    jobs: list.flatMap((item, i) =>
      isFields(item) ? [decodeListed(item, asker, raws[i] ?? null)] : [],
    ),
    nextToken,
    total: countOf(body['TotalCount']),
    applied: appliedBy(parameters),
  };
};

/** The job that carries a token: ListSmartJobs shows UserData, and can be asked for ASR jobs only, newest first. */
const findJob = async (
  client: ImsClient,
  sought: Sought,
  asker: Asker,
  call: CallOptions,
): Promise<Submitted | null> => {
  const page = async (nextToken: string | null) => {
    const query = { types: ['ASR'], order: 'desc', pageSize: maxPage } as const;
    const parameters = listParameters({ ...query, nextToken: nextToken ?? undefined });
    const answer = await readList(client, parameters, call);
    const entries = answer.list.filter(isFields).map((item) => {
      const job = decodeListed(item, asker, null);
      const createdMs = job.createdAt === null ? null : Date.parse(job.createdAt);
      const userData = item['UserData'];
      return { job, createdMs, userData: typeof userData === 'string' ? userData : null };
    });
    return { entries, nextToken: answer.nextToken };
  };
  const job = await findByToken(page, sought);
  return job === null ? null : { input: job.input ?? '', id: job.id, state: job.state };
};

/** The answer for an unknown id is not documented. This Code has been seen; an empty answer may occur too. */
const isAbsent = ({ code }: ImsFault): boolean => /JobNotFound|NotFound\.?Job/i.test(code ?? '');

const getJob = async (client: ImsClient, id: string, asker: Asker, call: CallOptions) => {
  const request = { action: 'GetSmartHandleJob', method: 'POST', query: { JobId: id } } as const;
  const accepts = ({ JobId }: Fields): boolean => JobId === undefined || JobId === id;
  const answer = await client.read(request, { ...call, absent: isAbsent, accepts });
  if (answer === null) return null;
  const job = decodeJob(answer.body, asker, call.raw === true ? answer.text : null);
  return job === null ? null : { ...job, id };
};

/** Sends a prepared SubmitASRJob once. `seen` are the ids of earlier submits: a new job has a new one. */
const submitJob = async (
  client: ImsClient,
  seen: Set<string>,
  prepared: PreparedSubmit,
  { token, ...call }: SubmitCall,
): Promise<Submitted> => {
  const own = prepared.parameters as Readonly<Record<string, string>>;
  const query =
    token === undefined ? own : { ...own, UserData: addToken(own['UserData'] ?? null, token) };
  const accepts = ({ JobId }: Fields): boolean => !seen.has(String(JobId));
  const create = { action: prepared.operation, method: 'POST', query } as const;
  const answer = await client.create(create, { ...call, accepts });
  const { JobId: id, State: state } = answer.body;
  if (typeof id !== 'string' || id === '') throw withoutId(prepared.operation, answer);
  seen.add(id);
  // The documented sample says Finished, real answers say Created. A new job is not finished yet.
  const first = stateOf(typeof state === 'string' ? state : null);
  return { input: prepared.media, id, state: first === 'running' ? 'running' : 'queued' };
};

/** The provider for a connection. Nothing is loaded or sent before the first call. */
export const imsProvider = (connection: Connection, tools: Tools): Provider => {
  const client = imsClient(connection, tools);
  const seen = new Set<string>();
  const earlier = new EarlierJobs();
  const asker: Asker = { profile: connection.profile, region: connection.region };
  return {
    name: 'ims',
    scope: scopeOf(connection),
    idsPerGet: 1,
    prepare: async ({ media, options, name = null }: SubmitRequest): Promise<PreparedSubmit> => {
      const { inputFile, notice } = inputFileOf(media, connection, tools.command);
      const identity = submitParameters(inputFile, options);
      const parameters = withTitle(identity, name);
      if (notice !== null) tools.notice(notice);
      const title = parameters['Title'] ?? null;
      return { media, input: inputFile, operation: 'SubmitASRJob', parameters, identity, title };
    },
    submit: (prepared, call = {}) =>
      earlier.sending(call.token, () => submitJob(client, seen, prepared, call)),
    find: (token, sinceMs, call = {}) =>
      findJob(client, { token, sinceMs, earlier: earlier.of(token) }, asker, call),
    get: (ids, call = {}) => Promise.all(ids.map((id) => getJob(client, id, asker, call))),
    list: (query, call = {}) => listJobs(client, query, asker, call),
    production: productionApi(client, asker, connection, tools),
    hotwords: hotwordsApi(client),
    probe: async (call = {}) => {
      // A local service has an address only after its credentials are read.
      if (connection.local) await connection.credentials();
      return probeEndpoint(endpointOf(connection), tools, call.signal);
    },
    restart: connection.restart,
    admit: connection.admit,
    progress: connection.progress,
  };
};
