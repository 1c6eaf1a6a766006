// Which operation a request names: in its head, or in IMS's older style in its form.
import type { WireProtocol, WireRequest } from '../wire/wire.js';
import type { FaultOperation } from './injected-fault.js';

const imsOperations: Readonly<Record<string, FaultOperation>> = {
  SubmitASRJob: 'submit',
  SubmitIProductionJob: 'submit',
  GetSmartHandleJob: 'get',
  QueryIProductionJob: 'get',
  ListSmartJobs: 'list',
};

/** The same limit as the protocol's own. */
const formLimitBytes = 1_048_576;

export interface Known {
  readonly operation: FaultOperation | null;
  /** Replaces the original request, whose body may have been read. */
  readonly request: WireRequest;
}

const inForm = async (request: WireRequest): Promise<Known> => {
  const body = await request.body(formLimitBytes);
  async function* stream(): AsyncGenerator<Buffer> {
    yield body;
  }
  const again: WireRequest = { ...request, body: async () => body, stream };
  const action = new URLSearchParams(body.toString('utf8')).get('Action') ?? '';
  return { operation: imsOperations[action] ?? null, request: again };
};

const ofIms = async (request: WireRequest): Promise<Known> => {
  const action =
    request.headers['x-acs-action']?.[0] ?? new URLSearchParams(request.query).get('Action');
  if (action === null) return inForm(request);
  return { operation: imsOperations[action] ?? null, request };
};

const ofCi = ({ method, path }: WireRequest): FaultOperation | null => {
  const [, resource = '', id = ''] = path.split('/');
  if (resource !== 'asr_jobs' && resource !== 'jobs') return null;
  if (method === 'POST') return 'submit';
  if (method !== 'GET') return null;
  return id === '' ? 'list' : 'get';
};

/** Every request that writes an object or a part of one; reads have no name here. */
const ofStorage = ({ method }: WireRequest): FaultOperation | null =>
  method === 'PUT' || method === 'POST' ? 'upload' : null;

/** Rejects with BodyTooLarge for a form beyond what the protocol takes. */
export const knownOperation = async (
  protocol: WireProtocol['name'],
  request: WireRequest,
): Promise<Known> => {
  if (protocol === 'ims') return ofIms(request);
  return { operation: (protocol === 'ci' ? ofCi : ofStorage)(request), request };
};
