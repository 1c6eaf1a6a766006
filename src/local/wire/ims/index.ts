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
import { ImsFault, faultBody, missing } from './ims-fault.js';
import { formPairs, queryPairs, uniqueByName, type Pairs, type Parameters } from './parameters.js';
import {
  checkBody,
  verifyAcs3,
  verifyRpc,
  type SignedHead,
  type Verifier,
} from './signing/verify.js';

const apiVersion = '2020-11-09';

/** Several times the longest set of parameters. */
const bodyLimitBytes = 1_048_576;
/** For a body that is read before its sender is known: the longest documented parameters fit. */
const unsignedBodyLimitBytes = 65_536;

const formType = 'application/x-www-form-urlencoded';

/** What is known before the body is read. */
const headOf = ({ method, path, headers, query }: WireRequest): SignedHead => ({
  method,
  path,
  headers,
  query: queryPairs(query),
});

const formOf = (headers: WireRequest['headers'], body: Buffer): Pairs =>
  (headers['content-type']?.[0] ?? '').toLowerCase().startsWith(formType)
    ? formPairs(body.toString('utf8'))
    : [];

/**
 * The parameters of a request that is signed by one of the service's keys. ACS3 signs the body's hash in
 * a header, so a request is refused before its body is read; the older style signs the form itself.
 */
const readSigned = async (request: WireRequest, verifier: Verifier): Promise<Pairs> => {
  const head = headOf(request);
  const { authorization } = head.headers;
  if (authorization !== undefined) {
    verifyAcs3(head, authorization, verifier);
    const body = await request.body(bodyLimitBytes);
    checkBody(head, body);
    return [...head.query, ...formOf(head.headers, body)];
  }
  const form = formOf(head.headers, await request.body(unsignedBodyLimitBytes));
  const pairs = [...head.query, ...form];
  verifyRpc(head.method, pairs, verifier);
  return pairs;
};

// ACS3 names action and version in headers, the older style in parameters.
const named = (
  { headers }: WireRequest,
  parameters: Parameters,
  header: string,
  parameter: string,
): string => {
  const name = headers[header]?.[0] ?? parameters.get(parameter) ?? '';
  if (name === '') throw missing(parameter);
  return name;
};

const answer = async (
  request: WireRequest,
  service: Service,
  verifier: Verifier,
): Promise<object> => {
  if (request.method !== 'GET' && request.method !== 'POST') {
    throw new ImsFault(405, 'UnsupportedHTTPMethod', 'This method is not supported.');
  }
  const parameters = uniqueByName(await readSigned(request, verifier));
  service.authenticated();
  const version = named(request, parameters, 'x-acs-version', 'Version');
  if (version !== apiVersion) {
    throw new ImsFault(
      400,
      'InvalidVersion',
      `Specified parameter Version is not valid: ${version}`,
    );
  }
  const name = named(request, parameters, 'x-acs-action', 'Action');
  const action = actions.get(name);
  if (action === undefined) {
    throw new ImsFault(404, 'InvalidApi.NotFound', `Specified api is not found: ${name}`);
  }
  return action(parameters, service);
};

const faultOf = (error: unknown, service: Service): ImsFault => {
  if (error instanceof ImsFault) return error;
  if (error instanceof BodyTooLarge) {
    return new ImsFault(413, 'InvalidParameter', 'The request body is too large.');
  }
  service.log(`ims: ${error instanceof Error ? error.message : String(error)}`);
  return new ImsFault(500, 'InternalError', 'The request processing has failed: see the log.');
};

// The headers of the cloud's gateway without its CORS headers: no web page may read answers of this machine.
const wireAnswer = (status: number, requestId: string, body: object): WireAnswer => ({
  status,
  headers: {
    'Content-Type': 'application/json;charset=utf-8',
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
      useNonce: service.useNonce,
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
