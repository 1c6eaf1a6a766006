// The operations this service knows, by name.
import { BadToken, type JobsQuery } from '../../jobs/job.js';
import type { Action } from './action.js';
import { jobAnswer, listEntry, stateName, stateOf } from './asr-answers.js';
import { ImsFault, invalid, missing } from './ims-fault.js';
import { productionActions } from './production.js';
import type { Parameters } from './parameters.js';
import { readSubmitAsr } from './submit-asr.js';

const notFound = (id: string): ImsFault =>
  new ImsFault(404, 'InvalidParameter.JobNotFound', `The specified job does not exist: ${id}`);

const jobId = (parameters: Parameters): string => {
  const id = parameters.get('JobId') ?? '';
  if (id === '') throw missing('JobId');
  return id;
};

const submitAsrJob: Action = async (parameters, service) => {
  const job = service.jobs.submit(await readSubmitAsr(parameters, service));
  return { JobId: job.id, State: stateName(job.state) };
};

const getSmartHandleJob: Action = (parameters, { jobs }) => {
  const id = jobId(parameters);
  const job = jobs.get('ims', id);
  if (job === null) throw notFound(id);
  return jobAnswer(job, job.state === 'finished' ? jobs.result(id) : null);
};

const deleteSmartJob: Action = (parameters, { jobs }) => {
  const ids = jobId(parameters).split(',');
  const unknown = ids.find((id) => jobs.get('ims', id) === null);
  if (unknown !== undefined) throw notFound(unknown);
  for (const id of ids) jobs.remove('ims', id);
  return {};
};

const integer = (parameters: Parameters, name: string, fallback: number, most: number): number => {
  const text = parameters.get(name) ?? '';
  if (text === '') return fallback;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw invalid(name, text, `value range: 1-${most}`);
  return value;
};

const order = (parameters: Parameters): 'asc' | 'desc' => {
  const text = parameters.get('SortBy') || 'CreationTime:Desc';
  const found = /^CreationTime:(Desc|Asc)$/i.exec(text);
  if (found === null) throw invalid('SortBy', text, 'CreationTime:Desc or CreationTime:Asc');
  return found[1]?.toLowerCase() === 'asc' ? 'asc' : 'desc';
};

// Filters, order and size as documented: by token unless a page number is given without one;
// 10 per page by default, at most 100, newest first.
const readQuery = (parameters: Parameters): JobsQuery => {
  const name = parameters.get('JobState') ?? '';
  const state = name === '' ? null : stateOf(name);
  if (name !== '' && state === null) {
    throw invalid('JobState', name, 'Created, Executing, Finished or Failed');
  }
  const type = parameters.get('JobType') ?? '';
  const token = parameters.get('NextToken') ?? '';
  const paged = token === '' && (parameters.has('PageNo') || parameters.has('PageSize'));
  const size = integer(parameters, paged ? 'PageSize' : 'MaxResults', 10, 100);
  const page = paged ? integer(parameters, 'PageNo', 1, 1_000_000) : 1;
  return {
    ...(type !== '' && { types: [type] }),
    ...(state !== null && { states: [state] }),
    ...(token !== '' && { token }),
    order: order(parameters),
    limit: size,
    offset: (page - 1) * size,
  };
};

const listSmartJobs: Action = (parameters, { jobs }) => {
  const query = readQuery(parameters);
  try {
    const page = jobs.list('ims', query);
    return {
      SmartJobList: page.jobs.map(listEntry),
      NextToken: page.nextToken ?? '',
      MaxResults: String(query.limit),
      TotalCount: String(jobs.count('ims', query)),
    };
  } catch (error) {
    if (!(error instanceof BadToken)) throw error;
    throw invalid('NextToken', 'a token', 'it is not one that this service gave');
  }
};

export const actions: ReadonlyMap<string, Action> = new Map([
  ['SubmitASRJob', submitAsrJob],
  ['GetSmartHandleJob', getSmartHandleJob],
  ['ListSmartJobs', listSmartJobs],
  ['DeleteSmartJob', deleteSmartJob],
  ...productionActions,
]);
