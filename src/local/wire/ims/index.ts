// The IMS wire protocol, 2020-11-09: RPC style at `/`, GET or POST, parameters in the query or in
// a form body, answers in JSON.
import { randomUUID } from 'node:crypto';
import {
  BodyTooLarge,
  type Service,
  type WireAnswer,
  type WireProtocol,
  type WireRequest,
} from '../wire.js';
import { actions } from './actions.js';
import { Fault, faultBody, missing } from './faults.js';
import { nonceMemory } from './nonces.js';
import { byName, formPairs, queryPairs } from './parameters.js';
import { verify, type Incoming, type Verifier } from './verify.js';

const apiVersion = '2020-11-09';

/** Far above any set of parameters there is; below what could hurt. */
const bodyLimitBytes = 1_048_576;

const formType = 'application/x-www-form-urlencoded';

const read = async (request: WireRequest): Promise<Incoming> => {
  const body = await request.body(bodyLimitBytes);
  const type = request.headers['content-type']?.[0] ?? '';
  const isForm = type.toLowerCase().startsWith(formType);
  return {
    method: request.method,
    path: request.path,
    headers: request.headers,
    query: queryPairs(request.query),
    form: isForm ? formPairs(body.toString('utf8')) : [],
    body,
  };
};

// ACS3 names action and version in headers, the older style in parameters.
const named = (incoming: Incoming, header: string, parameter: string): string => {
  const values = byName([...incoming.query, ...incoming.form]);
  const name = incoming.headers[header]?.[0] ?? values.get(parameter) ?? '';
  if (name === '') throw missing(parameter);
  return name;
};

const answer = async (
  request: WireRequest,
  service: Service,
  verifier: Verifier,
): Promise<object> => {
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new Fault(405, 'UnsupportedHTTPMethod', 'This method is not supported.');
  }
  const incoming = await read(request);
  verify(incoming, verifier);
  const version = named(incoming, 'x-acs-version', 'Version');
  if (version !== apiVersion) {
    throw new Fault(400, 'InvalidVersion', `Specified parameter Version is not valid: ${version}`);
  }
  const name = named(incoming, 'x-acs-action', 'Action');
  const action = actions.get(name);
  if (action === undefined) {
    throw new Fault(404, 'InvalidApi.NotFound', `Specified api is not found: ${name}`);
  }
  return action(byName([...incoming.query, ...incoming.form]), service);
};

const faultOf = (error: unknown, service: Service): Fault => {
  if (error instanceof Fault) return error;
  if (error instanceof BodyTooLarge) {
    return new Fault(413, 'InvalidParameter', 'The request body is too large.');
  }
  service.log(`ims: ${error instanceof Error ? error.message : String(error)}`);
  return new Fault(500, 'InternalError', 'The request processing has failed: see the log.');
};

// The headers of the cloud's gateway, as seen in its answers.
const wireAnswer = (status: number, requestId: string, body: object): WireAnswer => ({
  status,
  headers: {
    'Content-Type': 'application/json;charset=utf-8',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': '*',
    'X-Acs-Request-Id': requestId,
    'X-Acs-Trace-Id': randomUUID().replaceAll('-', ''),
  },
  body: JSON.stringify(body),
});

export const ims: WireProtocol = {
  name: 'ims',
  // Everything at `/` that does not carry a COS signature.
  claims: ({ path, query, headers }) =>
    path === '/' &&
    !query.includes('q-sign-algorithm') &&
    !(headers['authorization']?.[0] ?? '').startsWith('q-sign-algorithm'),
  open(service) {
    const verifier: Verifier = {
      keys: service.keys,
      now: () => service.now(),
      useNonce: nonceMemory(),
    };
    return async (request) => {
      const requestId = randomUUID().toUpperCase();
      try {
        const body = await answer(request, service, verifier);
        return wireAnswer(200, requestId, { RequestId: requestId, ...body });
      } catch (error) {
        const fault = faultOf(error, service);
        return wireAnswer(fault.status, requestId, faultBody(fault, requestId, service.authority));
      }
    };
  },
};
