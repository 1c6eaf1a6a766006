// COS over our own signed HTTP, not the official SDK: our signature is tested against that SDK's vectors,
// while the SDK writes to the console, retries within milliseconds, has no abort signal and crashes on a cut
// answer.
import { CliError, Exit } from '../../../errors.js';
import { ownAnswer, type HttpAnswer } from '../../http/answer.js';
import { exchangeHttp } from '../../http/exchange.js';
import { HttpFault } from '../../http/http-fault.js';
import type { Limits } from '../../http/limits.js';
import { networkFault, type ServiceFault } from '../../http/service-fault.js';
import type { Connection, Credentials, Tools } from '../../provider.js';
import { cosOrigin, type BucketRef } from '../bucket.js';
import type { CiCallFacts } from '../error-rules.js';
import { errorOf } from '../errors.js';
import { outcomeOf, statusFault } from '../http/faults.js';
import type { Element } from '../../xml.js';
import { percentEncode, sign } from '../sign.js';

export interface CosRequest {
  /** The permission's name without its `cos:`. */
  readonly action: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  /** Extra headers, which are signed as well. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An open connection to one bucket. */
export interface CosSession {
  readonly ref: BucketRef;
  readonly bucket: string;
  readonly tools: Tools;
  /** Those of the next request: a long upload may see several. */
  readonly credentials: Connection['credentials'];
  readonly profile: string;
  readonly limits: Limits;
}

const addressOf = ({ bucket, ref }: CosSession, { key, query = [] }: CosRequest): URL => {
  const path = key.split('/').map(percentEncode).join('/');
  const text = query.map(([name, value]) =>
    value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const search = text.length === 0 ? '' : `?${text.join('&')}`;
  return new URL(`${cosOrigin(bucket, ref)}/${path}${search}`);
};

const signed = (
  { tools }: CosSession,
  keys: Credentials,
  request: CosRequest,
  url: URL,
): Readonly<Record<string, string>> => {
  const length = request.body === undefined ? 0 : Buffer.byteLength(request.body);
  const headers = {
    host: url.host,
    ...(request.method.startsWith('P') ? { 'content-length': String(length) } : {}),
    ...request.headers,
  };
  const nowS = Math.floor(tools.clock.now() / 1000);
  const { method, query = [] } = request;
  const { authorization } = sign(
    { method, path: decodeURIComponent(url.pathname), query, headers },
    { secretId: keys.accessKeyId, secretKey: keys.accessKeySecret.reveal() },
    { startS: nowS - 60, endS: nowS + 900 },
  );
  const token = keys.securityToken?.reveal();
  const tokenHeader = token === undefined ? {} : { 'x-cos-security-token': token };
  return { ...headers, ...tokenHeader, authorization, 'user-agent': 'asrctl' };
};

const factsOf = (
  session: CosSession,
  keys: Credentials,
  action: string,
  url: URL,
): CiCallFacts => ({
  action,
  host: url.host,
  profile: session.profile,
  region: session.ref.region,
  bucket: session.bucket,
  origin: keys.origin,
  secrets: [keys.accessKeySecret.reveal(), keys.securityToken?.reveal() ?? '', keys.accessKeyId],
  command: session.tools.command,
  creates: false,
});

/** Objects need a permission of COS, not of CI. */
const refused = (
  session: CosSession,
  keys: Credentials,
  request: Pick<CosRequest, 'action'> & { readonly url: URL },
  fault: ServiceFault,
): CliError => {
  const { action, url } = request;
  const error = errorOf(fault, factsOf(session, keys, action, url));
  // A wrong clock gives the same code and has its own remedy.
  const isClock = /expired/i.test(fault.message ?? '');
  if (fault.code !== 'AccessDenied' || error.exitCode !== Exit.auth || isClock) return error;
  return new CliError(error.exitCode, error.message, {
    code: error.code,
    requestId: error.requestId ?? undefined,
    hint: `Allow name/cos:${action} on the objects asrctl/* of ${session.bucket} to this identity (${keys.origin}).`,
  });
};

/** Sends once. Null when the object or the upload does not exist; throws CliError for any other status than 2xx. */
export const send = async (
  session: CosSession,
  request: CosRequest,
): Promise<HttpAnswer | null> => {
  const { action, method, body, signal } = request;
  const { env } = session.tools;
  const url = addressOf(session, request);
  const keys = await session.credentials();
  const fail = (fault: ServiceFault): CliError => refused(session, keys, { action, url }, fault);
  const headers = signed(session, keys, request, url);
  let answer: HttpAnswer;
  try {
    const received = await exchangeHttp({
      method,
      url,
      headers,
      body,
      signal,
      env,
      ...session.limits,
    });
    answer = ownAnswer(received, 'x-cos-request-id');
  } catch (error) {
    if (error instanceof HttpFault) throw fail(networkFault(error));
    throw error;
  }
  session.tools.trace(`${method} ${url.host}${url.pathname}: ${answer.status}`);
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (method === 'HEAD' && answer.status === 404) return null;
  const fault = statusFault(answer, session.tools.clock.now());
  if (fault.code === 'NoSuchUpload' || fault.code === 'NoSuchKey') return null;
  throw fail(fault);
};

/** As `send`, for objects and uploads that must exist. */
export const need = async (session: CosSession, request: CosRequest): Promise<HttpAnswer> => {
  const answer = await send(session, request);
  if (answer !== null) return answer;
  throw new CliError(Exit.error, `${request.action} failed: the upload no longer exists`, {
    code: 'upload_gone',
    hint: 'Run the same command again: it starts a new upload.',
  });
};

/** The root element of an answer. Throws CliError when it is another. */
export const rootOf = async (
  session: CosSession,
  request: CosRequest,
  name: string,
  answer: HttpAnswer,
): Promise<Element> => {
  const outcome = outcomeOf(answer, name, session.tools.clock.now());
  if (outcome.ok) return outcome.reply.root;
  const at = { action: request.action, url: addressOf(session, request) };
  throw refused(session, await session.credentials(), at, outcome.fault);
};
