// OSS over our own signed HTTP, not the official client: that one bundles to 456 KB, warns of `url.parse` on Node 24,
// writes addresses to the console, and has neither an abort signal nor a CONNECT proxy. Its signature is the judge of
// ours in the tests.
import { CliError, Exit, usageError } from '../../../errors.js';
import { ownAnswer, type HttpAnswer } from '../../http/answer.js';
import { exchangeHttp } from '../../http/exchange.js';
import { HttpFault } from '../../http/http-fault.js';
import { uploadLimits } from '../../http/limits.js';
import type { Connection, Credentials, Tools } from '../../provider.js';
import { readXml, textOf, XmlFault, type Element } from '../../xml.js';
import { ossError, type Refusal } from './errors.js';
import { encodePath, encodeQuery, signOss } from './sign.js';

/**
 * `https://oss-<region>[-internal].aliyuncs.com`. A loopback endpoint also serves OSS; a private IMS
 * endpoint does not.
 */
const ossEndpoint = ({ endpoint, region, settings, profile }: Connection): URL => {
  const own = endpoint === null ? null : new URL(endpoint);
  if (own !== null && /^(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(own.hostname)) return own;
  if (region === null || !/^[a-z0-9-]+$/.test(region)) {
    throw usageError(`Profile ${profile} has no region for uploads`, 'Give --region.');
  }
  const internal = settings['vpc'] === 'true' ? '-internal' : '';
  return new URL(`https://oss-${region}${internal}.aliyuncs.com`);
};

const bucketOf = ({ settings, profile }: Connection, asked: string | null): string => {
  const bucket = asked ?? settings['bucket'];
  if (bucket !== undefined && /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket)) return bucket;
  throw usageError(
    bucket === undefined
      ? `Profile ${profile} has no bucket for uploads`
      : `Invalid bucket name: "${bucket}"`,
    `Give --upload-bucket NAME, or store it: asrctl profile add ${profile} --bucket NAME --force`,
  );
};

export interface OssRequest {
  /** The permission's name without its `oss:`. */
  readonly action: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
  /** Only names that begin with `x-oss-`. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An open connection to one bucket. */
export interface OssSession {
  readonly bucket: string;
  readonly endpoint: URL;
  /** Sends once. Throws CliError for any status but 2xx, with the code of OSS. */
  readonly send: (request: OssRequest) => Promise<HttpAnswer>;
}

const rootOf = ({ body }: HttpAnswer): Element | null => {
  try {
    return readXml(body.toString('utf8'));
  } catch (error) {
    if (error instanceof XmlFault) return null;
    throw error;
  }
};

/** The root element of an answer that must have this name. Throws exit 8 for any other: it may be cut or foreign. */
export const documentOf = (answer: HttpAnswer, name: string): Element => {
  const root = rootOf(answer);
  if (root?.name === name) return root;
  throw new CliError(Exit.unavailable, `OSS sent no ${name}: the answer is cut or foreign`, {
    hint: 'Run the same command again: the upload resumes where it stopped.',
  });
};

/** HEAD has no body: its status is all that there is. */
const refusalOf = (answer: HttpAnswer, method: string): Refusal => {
  const root = method === 'HEAD' ? null : rootOf(answer);
  const said = root === null ? null : textOf(root, 'Code');
  const code = said ?? (method === 'HEAD' && answer.status === 404 ? 'NoSuchKey' : null);
  return { code, status: answer.status, requestId: answer.headers['x-oss-request-id'] ?? null };
};

/** Other hosts than those of the cloud have no bucket subdomains: there the bucket begins the path. */
const addressOf = (endpoint: URL, bucket: string, { key, query = [] }: OssRequest): URL => {
  const isCloud = endpoint.hostname.endsWith('.aliyuncs.com');
  const origin = isCloud ? `${endpoint.protocol}//${bucket}.${endpoint.host}` : endpoint.origin;
  const path = encodePath(isCloud ? `/${key}` : `/${bucket}/${key}`);
  return new URL(`${origin}${path}${query.length === 0 ? '' : `?${encodeQuery(query)}`}`);
};

/** The headers of a request. A loopback service takes any region. */
const signedHeaders = (
  { method, key, query = [], headers: own, body = '' }: OssRequest,
  bucket: string,
  keys: Credentials,
  region: string | null,
  nowMs: number,
): Readonly<Record<string, string>> => {
  const token = keys.securityToken?.reveal();
  const headers = {
    ...own,
    ...(token === undefined ? {} : { 'x-oss-security-token': token }),
    ...(method.startsWith('P') ? { 'content-length': String(Buffer.byteLength(body)) } : {}),
    'user-agent': 'asrctl',
  };
  const pair = { accessKeyId: keys.accessKeyId, accessKeySecret: keys.accessKeySecret.reveal() };
  return signOss({ method, bucket, key, query, headers }, pair, region ?? 'local', nowMs);
};

/** Loads the credentials. Throws exit 2 when no bucket is named. */
export const openOss = async (
  connection: Connection,
  tools: Tools,
  asked: string | null,
): Promise<OssSession> => {
  // A local service has an address only after this.
  await connection.credentials();
  const bucket = bucketOf(connection, asked);
  const endpoint = ossEndpoint(connection);
  const limits = uploadLimits(connection);
  const { profile, region } = connection;
  return {
    bucket,
    endpoint,
    async send(request) {
      const { action, method, body, signal } = request;
      signal.throwIfAborted();
      // Those of the next request: a long upload may see several.
      const keys = await connection.credentials();
      const { host } = endpoint;
      const { command, env } = tools;
      const facts = { action, host, bucket, profile, region, origin: keys.origin, command };
      try {
        const url = addressOf(endpoint, bucket, request);
        const headers = signedHeaders(request, bucket, keys, region, tools.clock.now());
        const sent = { method, url, headers, body, signal, env };
        const answer = ownAnswer(await exchangeHttp({ ...sent, ...limits }), 'x-oss-request-id');
        if (answer.status >= 200 && answer.status < 300) return answer;
        throw ossError(refusalOf(answer, method), facts);
      } catch (error) {
        signal.throwIfAborted();
        throw error instanceof HttpFault ? ossError(error, facts) : error;
      } finally {
        tools.trace(`${action} at ${host}`);
      }
    },
  };
};
