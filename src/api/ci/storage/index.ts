// Recordings for CI lie in COS. They are sent over our own signed HTTP and not with the official SDK,
// though it may do so safely: our signature is judged by that SDK's vectors already, while the SDK
// writes to the console, repeats within milliseconds, knows no abort signal and dies of a cut answer.
import { open } from 'node:fs/promises';
import { CliError, Exit, usageError } from '../../../errors.js';
import { exchangeHttp, type HttpAnswer } from '../../http/exchange.js';
import { HttpFault } from '../../http/http-fault.js';
import type { Connection, Credentials, Tools } from '../../provider.js';
import type { BucketClient, UploadedPart, Slice, Storage } from '../../storage/storage.js';
import { storageOf } from '../../storage/bucket-storage.js';
import { errorOf, type Circumstances } from '../errors.js';
import { networkFault, type ServiceFault } from '../../http/service-fault.js';
import { outcomeOf, statusFault } from '../http/faults.js';
import { cosOrigin, bucketRefOf, type BucketRef } from '../bucket.js';
import { percentEncode, sign } from '../sign.js';
import { all, textOf, writeXml, type Element } from '../http/xml.js';

const limits = { timeoutMs: 120_000, connectTimeoutMs: 10_000, limitBytes: 8 * 1024 * 1024 };

interface Request {
  /** The permission's name without its `cos:`. */
  readonly action: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'HEAD' | 'DELETE';
  readonly key: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly body?: string | Uint8Array;
  readonly signal: AbortSignal;
}

interface Session {
  readonly ref: BucketRef;
  readonly bucket: string;
  readonly tools: Tools;
  readonly keys: Credentials;
  readonly profile: string;
}

const addressOf = ({ bucket, ref }: Session, { key, query = [] }: Request): URL => {
  const path = key.split('/').map(percentEncode).join('/');
  const text = query.map(([name, value]) =>
    value === '' ? percentEncode(name) : `${percentEncode(name)}=${percentEncode(value)}`,
  );
  const search = text.length === 0 ? '' : `?${text.join('&')}`;
  return new URL(`${cosOrigin(bucket, ref)}/${path}${search}`);
};

const signed = (session: Session, request: Request, url: URL): Readonly<Record<string, string>> => {
  const { keys, tools } = session;
  const length = request.body === undefined ? 0 : Buffer.byteLength(request.body);
  const headers = {
    host: url.host,
    ...(request.method.startsWith('P') ? { 'content-length': String(length) } : {}),
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

const circumstances = (session: Session, action: string, url: URL): Circumstances => ({
  action,
  host: url.host,
  profile: session.profile,
  region: session.ref.region,
  bucket: session.bucket,
  origin: session.keys.origin,
  secrets: [
    session.keys.accessKeySecret.reveal(),
    session.keys.securityToken?.reveal() ?? '',
    session.keys.accessKeyId,
  ],
  creates: false,
});

/** The permission that is missing for an object is COS's own, not CI's. */
const refused = (session: Session, action: string, url: URL, fault: ServiceFault): CliError => {
  const error = errorOf(fault, circumstances(session, action, url));
  // A clock that is off is told of with the same code, and has its own remedy.
  const isClock = /expired/i.test(fault.message ?? '');
  if (fault.code !== 'AccessDenied' || error.exitCode !== Exit.auth || isClock) return error;
  return new CliError(error.exitCode, error.message, {
    code: error.code,
    requestId: error.requestId ?? undefined,
    hint: `Allow name/cos:${action} on the objects asrctl/* of ${session.bucket} to this identity (${session.keys.origin}).`,
  });
};

/** Sends once. An answer of another status than 2xx is thrown, but for those that mean "not there": null. */
const send = async (session: Session, request: Request): Promise<HttpAnswer | null> => {
  const { action, method, body, signal } = request;
  const { env } = session.tools;
  const url = addressOf(session, request);
  const fail = (fault: ServiceFault): CliError => refused(session, action, url, fault);
  const headers = signed(session, request, url);
  let answer: HttpAnswer;
  try {
    answer = await exchangeHttp({ method, url, headers, body, signal, env, ...limits });
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

/** As `send`, for what must be there. */
const need = async (session: Session, request: Request): Promise<HttpAnswer> => {
  const answer = await send(session, request);
  if (answer !== null) return answer;
  throw new CliError(Exit.error, `${request.action} failed: the upload is gone`, {
    code: 'upload_gone',
    hint: 'Run the same command again: it begins the upload anew.',
  });
};

const rootOf = (session: Session, request: Request, name: string, answer: HttpAnswer): Element => {
  const outcome = outcomeOf(answer, name, session.tools.clock.now());
  if (outcome.ok) return outcome.reply.root;
  throw refused(session, request.action, addressOf(session, request), outcome.fault);
};

const read = async ({ path, from, to }: Slice): Promise<Buffer> => {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(to - from), 0, to - from, from);
    if (bytesRead === to - from) return buffer;
  } finally {
    await file.close();
  }
  throw usageError(`"${path}" became shorter while it was sent`, 'Run it again when it is whole.');
};

const checksumHeader = 'x-cos-hash-crc64ecma';

const partOf = (element: Element): UploadedPart => ({
  number: Number(textOf(element, 'PartNumber')),
  etag: textOf(element, 'ETag') ?? '',
  bytes: Number(textOf(element, 'Size')),
});

const listParts = async (
  session: Session,
  key: string,
  uploadId: string,
  signal: AbortSignal,
): Promise<readonly UploadedPart[] | null> => {
  const found: UploadedPart[] = [];
  for (let marker = '0'; ;) {
    const query = [
      ['uploadId', uploadId],
      ['max-parts', '1000'],
      ['part-number-marker', marker],
    ] as const;
    const request: Request = { action: 'ListParts', method: 'GET', key, query, signal };
    const answer = await send(session, request);
    if (answer === null) return null;
    const root = rootOf(session, request, 'ListPartsResult', answer);
    found.push(...all(root, 'Part').map(partOf));
    if (textOf(root, 'IsTruncated') !== 'true') return found;
    marker = textOf(root, 'NextPartNumberMarker') ?? '';
  }
};

const bucketClient = (session: Session): BucketClient => ({
  bucket: `cos:${session.bucket}@${session.ref.region}${session.ref.hasEndpoint ? '!' : ''}`,
  address: (key) => `cos://${session.bucket}/${key}`,
  async head(key, signal) {
    const answer = await send(session, { action: 'HeadObject', method: 'HEAD', key, signal });
    if (answer === null) return null;
    const bytes = Number(answer.headers['content-length'] ?? Number.NaN);
    return { bytes, checksum: answer.headers[checksumHeader] ?? null };
  },
  async put(key, whole, signal) {
    const body = await read(whole);
    const request: Request = { action: 'PutObject', method: 'PUT', key, body, signal };
    return (await need(session, request)).headers[checksumHeader] ?? null;
  },
  async begin(key, signal) {
    const query = [['uploads', '']] as const;
    const action = 'InitiateMultipartUpload';
    const request: Request = { action, method: 'POST', key, query, body: '', signal };
    const answer = await need(session, request);
    const id = textOf(rootOf(session, request, `${action}Result`, answer), 'UploadId');
    if (id !== null) return id;
    throw new CliError(Exit.error, `${action} failed: the answer names no upload`);
  },
  async putPart(key, uploadId, number, slice, signal) {
    const query = [
      ['partNumber', String(number)],
      ['uploadId', uploadId],
    ] as const;
    const body = await read(slice);
    const answer = await need(session, {
      action: 'UploadPart',
      method: 'PUT',
      key,
      query,
      body,
      signal,
    });
    return answer.headers['etag'] ?? '';
  },
  parts: (key, uploadId, signal) => listParts(session, key, uploadId, signal),
  async complete(key, uploadId, parts, signal) {
    const Part = parts.map(({ number, etag }) => ({ PartNumber: String(number), ETag: etag }));
    const body = writeXml('CompleteMultipartUpload', { Part });
    const query = [['uploadId', uploadId]] as const;
    const action = 'CompleteMultipartUpload';
    const request: Request = { action, method: 'POST', key, query, body, signal };
    const answer = await need(session, request);
    // COS begins its answer before the parts are joined: a 200 may hold an Error (outcomeOf sees it).
    rootOf(session, request, `${action}Result`, answer);
    return answer.headers[checksumHeader] ?? null;
  },
  async remove(key, signal) {
    await send(session, { action: 'DeleteObject', method: 'DELETE', key, signal });
  },
});

/** The bucket for a connection's uploads: the profile's own, since jobs read no other. Throws exit 2 for another. */
export const cosStorage = async (
  connection: Connection,
  tools: Tools,
  bucket: string | null,
): Promise<Storage> => {
  const keys = await connection.credentials();
  const ref = bucketRefOf(connection);
  if (bucket !== null && bucket !== ref.bucket) {
    throw usageError(
      `Jobs of profile "${connection.profile}" read from ${ref.bucket} only`,
      `Make a profile for ${bucket} with asrctl profile add, or leave --upload-bucket out.`,
    );
  }
  const { profile } = connection;
  return storageOf(bucketClient({ ref, bucket: ref.bucket, tools, keys, profile }), tools);
};
