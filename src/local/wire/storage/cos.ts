// Object storage with the COS protocol. The signature is Tencent's XML API signature
// (https://www.tencentcloud.com/document/product/436/7778), checked over exactly what the client
// says it signed: the lists of headers and parameters travel in the header itself.
import { createHash, createHmac } from 'node:crypto';
import type { Keys, WireHeaders, WireRequest } from '../wire.js';
import { StorageFault, type Dialect } from './dialect.js';
import type { ObjectName } from './objects.js';
import { decoded, encode } from './query.js';
import { constantTimeEqual } from '../../process/constant-time-equal.js';

export const cos: Dialect = {
  prefix: 'x-cos',
  etag: (hex) => hex,
  errorExtra: (requestId, host, path) => [
    ['Resource', `${host}${path}`],
    ['TraceId', Buffer.from(requestId).toString('base64')],
  ],
};

const cosHost = /^([a-z0-9-]+-\d{6,12})\.cos\.[a-z0-9-]+\.myqcloud\.com(?::\d+)?$/;
const bucketPath = /^\/([a-z0-9][a-z0-9-]*-\d{6,12})(?:\/(.*))?$/s;

/** True for requests that carry Tencent's signature. Jobs and queues carry it too, and are matched first. */
export const claimsCos = ({ headers }: Pick<WireRequest, 'headers'>): boolean =>
  (headers['authorization']?.[0] ?? '').startsWith('q-sign-algorithm=');

/** Bucket and key from the host, otherwise from the path `/bucket-appid/key`, otherwise a key of the service's own bucket. */
export const cosName = (
  { headers, path }: Pick<WireRequest, 'headers' | 'path'>,
  keys: Keys,
): ObjectName => {
  const whole = decoded(path);
  const [, hosted] = cosHost.exec(headers['host']?.[0] ?? '') ?? [];
  if (hosted !== undefined) return { bucket: hosted, key: whole.slice(1) };
  const [, bucket, key = ''] = bucketPath.exec(whole) ?? [];
  return bucket === undefined ? { bucket: keys.bucket, key: whole.slice(1) } : { bucket, key };
};

const denied = (code: string, message: string): StorageFault =>
  new StorageFault(403, code, message);

const claimOf = (authorization: string): ReadonlyMap<string, string> => {
  const parts = authorization.split('&').map((part): readonly [string, string] => {
    const at = part.indexOf('=');
    return [part.slice(0, at), part.slice(at + 1)];
  });
  const claim = new Map(parts);
  if (claim.size === parts.length) return claim;
  throw denied('AccessDenied', 'A part of the signature is given more than once.');
};

const listOf = (text: string | undefined): string[] =>
  (text ?? '').split(';').filter((name) => name !== '');

/** `name=value` of each name listed, all encoded; null when a listed one is absent. */
const listed = (
  names: readonly string[],
  value: (name: string) => string | undefined,
): string | null => {
  const pairs = names.map((name) => {
    const text = value(decoded(name));
    return text === undefined ? null : `${name.toLowerCase()}=${encode(text)}`;
  });
  return pairs.includes(null) ? null : pairs.join('&');
};

const hmac = (key: string, text: string): string =>
  createHmac('sha1', key).update(text).digest('hex');

/** A client on loopback may sign the host without its port and send it with the port. */
const hosts = (headers: WireHeaders): readonly (string | undefined)[] => {
  const host = headers['host']?.[0];
  return [host, host?.replace(/:\d+$/, '')];
};

const checkTimes = (times: string | undefined, nowS: number): void => {
  const [, start, end] = /^(\d{1,12});(\d{1,12})$/.exec(times ?? '') ?? [];
  if (start === undefined || end === undefined) {
    throw denied('AccessDenied', 'q-sign-time is not two times.');
  }
  // A minute of tolerance for a client whose clock is ahead.
  if (nowS < Number(start) - 60) throw denied('RequestTimeTooSkewed', 'Your clock is ahead.');
  if (nowS > Number(end)) throw denied('AccessDenied', 'Request has expired');
};

/** As the documents of the signature have it: one algorithm, one KeyTime for both times, a signed host. */
const checkForm = (claim: ReadonlyMap<string, string>): void => {
  if (claim.get('q-sign-algorithm') !== 'sha1')
    throw denied('AccessDenied', 'Unknown signature algorithm.');
  if (claim.get('q-key-time') !== claim.get('q-sign-time'))
    throw denied('AccessDenied', 'q-key-time is not q-sign-time.');
  if (!listOf(claim.get('q-header-list')).includes('host'))
    throw denied('AccessDenied', 'The host is not signed.');
};

/** Throws StorageFault 403 unless the request was signed with the service's keys, and is within its time. */
export const verifyCos = (
  request: Pick<WireRequest, 'method' | 'path' | 'headers'>,
  query: ReadonlyMap<string, string>,
  keys: Keys,
  nowMs: number,
): void => {
  const { headers } = request;
  const claim = claimOf(headers['authorization']?.[0] ?? '');
  checkForm(claim);
  if (!constantTimeEqual(claim.get('q-ak') ?? '', keys.secretId)) {
    throw denied('InvalidAccessKeyId', 'The Access Key Id you provided does not exist.');
  }
  const token = (headers['x-cos-security-token'] ?? headers['x-ci-security-token'])?.[0];
  if (token !== undefined && !constantTimeEqual(token, keys.securityToken)) {
    throw denied('InvalidToken', 'The security token is invalid.');
  }
  checkTimes(claim.get('q-sign-time'), Math.floor(nowMs / 1000));
  const lower = new Map([...query].map(([name, value]) => [name.toLowerCase(), value]));
  const params = listed(listOf(claim.get('q-url-param-list')), (name) =>
    lower.get(name.toLowerCase()),
  );
  const signKey = hmac(keys.secretKey, claim.get('q-key-time') ?? '');
  const isValid = hosts(headers).some((host) => {
    const value = (name: string): string | undefined =>
      name === 'host' ? host : headers[name.toLowerCase()]?.join(',');
    const signedHeaders = listed(listOf(claim.get('q-header-list')), value);
    if (params === null || signedHeaders === null) return false;
    const text = [request.method.toLowerCase(), decoded(request.path), params, signedHeaders, ''];
    const digest = createHash('sha1').update(text.join('\n')).digest('hex');
    const signature = hmac(signKey, `sha1\n${claim.get('q-sign-time')}\n${digest}\n`);
    return constantTimeEqual(claim.get('q-signature') ?? '', signature);
  });
  if (!isValid) {
    throw denied('SignatureDoesNotMatch', 'The Signature you specified is invalid.');
  }
};
