// One signed request on the wire and its answer, whatever that is.
import type { HttpAnswer } from '../../http/answer.js';
import { exchangeHttp } from '../../http/exchange.js';
import { callLimits } from '../../http/limits.js';
import type { Connection, Credentials, Tools } from '../../provider.js';
import type { BucketRef } from '../bucket.js';
import { percentEncode, sign } from '../sign.js';
import { writeXml, type Element, type XmlContent } from '../../xml.js';

export interface Call {
  readonly action: string;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Percent-decoded, starting with `/`. */
  readonly path: string;
  readonly query?: readonly (readonly [string, string])[] | undefined;
  /** Content of the Request element. */
  readonly request?: XmlContent | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Whether a success is about what was asked; anything else is a foreign answer. */
  readonly accepts?: ((root: Element) => boolean) | undefined;
}

// A signature is good from a minute before our clock, as the official Python SDK does it, to 15
// minutes after, as the Node SDK does it.
const graceS = 60;
const validS = 900;

/** The path as it travels: commas and slashes stay as they are, the service wants them raw. */
const wirePath = (path: string): string =>
  path
    .split('/')
    .map((part) => part.split(',').map(percentEncode).join(','))
    .join('/');

const wireQuery = (query: readonly (readonly [string, string])[]): string =>
  query
    .map(([key, value]) =>
      value === '' ? percentEncode(key) : `${percentEncode(key)}=${percentEncode(value)}`,
    )
    .join('&');

const addressOf = (origin: string, call: Call): URL => {
  const query = wireQuery(call.query ?? []);
  return new URL(`${origin}${wirePath(call.path)}${query === '' ? '' : `?${query}`}`);
};

const bodyOf = (call: Call): string | undefined => {
  if (call.request !== undefined) return writeXml('Request', call.request);
  return call.method === 'GET' ? undefined : '';
};

const headersOf = (url: URL, body: string | undefined, token: string | null) => ({
  host: url.host,
  ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
  ...(body === undefined || body === '' ? {} : { 'content-type': 'application/xml' }),
  ...(token === null ? {} : { 'x-ci-security-token': token }),
});

export interface Sender {
  readonly connection: Connection;
  readonly ref: BucketRef;
  readonly tools: Tools;
}

/** Signs with the clock of `tools` and sends once. Throws HttpFault, or the signal's reason. */
export const exchange = async (
  { connection, tools }: Sender,
  keys: Credentials,
  origin: string,
  call: Call,
): Promise<HttpAnswer> => {
  const url = addressOf(origin, call);
  const body = bodyOf(call);
  const headers = headersOf(url, body, keys.securityToken?.reveal() ?? null);
  const nowS = Math.floor(tools.clock.now() / 1000);
  const { authorization } = sign(
    {
      method: call.method,
      path: decodeURIComponent(url.pathname),
      query: call.query ?? [],
      headers,
    },
    { secretId: keys.accessKeyId, secretKey: keys.accessKeySecret.reveal() },
    { startS: nowS - graceS, endS: nowS + validS },
  );
  const begun = tools.clock.now();
  const sent = { ...headers, authorization, 'user-agent': 'asrctl' };
  const { method, signal } = call;
  const answer = await exchangeHttp({
    method,
    url,
    headers: sent,
    body,
    signal,
    env: tools.env,
    ...callLimits(connection),
  });
  const ms = tools.clock.now() - begun;
  tools.trace(`${method} ${url.host}${url.pathname}: ${answer.status} in ${ms} ms`);
  return answer;
};
