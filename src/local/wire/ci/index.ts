// The wire protocol of Tencent Cloud CI's speech recognition: XML over signed HTTP. One store
// answers under /asr_jobs and under the newer /jobs.
import { randomBytes } from 'node:crypto';
import type { LocalJob } from '../../jobs/job.js';
import {
  BodyTooLarge,
  type Service,
  type WireAnswer,
  type WireProtocol,
  type WireRequest,
} from '../wire.js';
import { jobContent } from './recognition-answers.js';
import { CiFault } from './ci-fault.js';
import { outputsOf } from './outputs.js';
import { notAllowed, resources, type CiCall } from './resources.js';
import { verify, type Incoming } from './verify.js';
import { writeDocument, type Content } from './xml.js';

/** Several times the longest request. */
const bodyLimitBytes = 1_048_576;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new CiFault(400, 'InvalidURI', 'Could not parse the specified URI.');
  }
};

const queryPairs = (query: string): [string, string][] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0 ? [decode(part), ''] : [decode(part.slice(0, at)), decode(part.slice(at + 1))];
    });

// The production host names the bucket; this service has only one.
const checkBucket = ({ headers }: WireRequest, { keys }: Service): void => {
  const host = headers['host']?.[0] ?? '';
  const bucket = /^([^.]+)\.ci\.[^.]+\.(?:myqcloud\.com|tencentci\.cn)(?::\d+)?$/.exec(host)?.[1];
  if (bucket !== undefined && bucket !== keys.bucket) {
    throw new CiFault(404, 'NoSuchBucket', 'The specified bucket does not exist.');
  }
};

const partsOf = (path: string): [resource: string, id: string] => {
  const [, resource = '', ...rest] = path.split('/');
  return [resource, rest.join('/')];
};

// Queue and bucket answers name the request in their body; job answers do not.
const named = (resource: string, requestId: string): Content =>
  resource === 'asrqueue' || resource === 'asrbucket' ? { RequestId: requestId } : {};

const answer = async (
  request: WireRequest,
  service: Service,
  show: CiCall['show'],
  requestId: string,
): Promise<string> => {
  const path = decode(request.path);
  const query = queryPairs(request.query);
  const { method, headers } = request;
  const incoming: Incoming = { method, path, query, headers };
  verify(incoming, service.keys, service.now());
  service.authenticated();
  checkBucket(request, service);
  const body = (await request.body(bodyLimitBytes)).toString('utf8');
  const [resource, id] = partsOf(path);
  const handle = resources.get(resource);
  if (handle === undefined) throw notAllowed();
  const byKey = new Map(query.map(([key, value]) => [key.toLowerCase(), value]));
  const content = await handle({ method, id, query: byKey, body, service, show });
  return writeDocument('Response', {
    ...(content as object),
    ...(named(resource, requestId) as object),
  });
};

const faultOf = (error: unknown, service: Service): CiFault => {
  if (error instanceof CiFault) return error;
  if (error instanceof BodyTooLarge) {
    return new CiFault(400, 'EntityTooLarge', 'The request body is too large.');
  }
  service.log(`ci: ${error instanceof Error ? error.message : String(error)}`);
  return new CiFault(500, 'InternalError', 'We encountered an internal error: see the log.');
};

const errorDocument = (fault: CiFault, requestId: string): string =>
  writeDocument('Error', {
    Code: fault.code,
    Message: fault.message,
    ...fault.more,
    RequestId: requestId,
    TraceId: '',
  });

const wireAnswer = (status: number, requestId: string, body: string): WireAnswer => ({
  status,
  headers: {
    'Content-Type': 'application/xml',
    Server: 'tencent-ci',
    'x-ci-request-id': requestId,
  },
  body,
});

export const ci: WireProtocol = {
  name: 'ci',
  claims: ({ path }) => resources.has(partsOf(path)[0]),
  open(service) {
    const outputs = outputsOf(service);
    const show = async (job: LocalJob): Promise<Content> => {
      await outputs(job);
      return jobContent(job, service);
    };
    return async (request) => {
      const requestId = randomBytes(24).toString('base64');
      try {
        const body = await answer(request, service, show, requestId);
        return wireAnswer(200, requestId, body);
      } catch (error) {
        const fault = faultOf(error, service);
        return wireAnswer(fault.status, requestId, errorDocument(fault, requestId));
      }
    };
  },
};
