// Object storage with the OSS protocol: the object's name and the signature.
import type { Keys, WireRequest } from '../wire.js';
import { StorageFault, type Dialect } from './dialect.js';
import type { ObjectName } from './objects.js';
import { signV1, signV4, textV1, textV4, type Scope, type Signed } from './oss-sign.js';
import { decoded } from './query.js';
import { constantTimeEqual } from '../../process/constant-time-equal.js';

export const oss: Dialect = {
  prefix: 'x-oss',
  etag: (hex) => hex.toUpperCase(),
  errorExtra: (_requestId, host) => [['HostId', host]],
};

/** The tolerance between the clocks of client and service (error RequestTimeTooSkewed). */
const skewMs = 15 * 60_000;

/** True for requests that carry one of OSS's signatures in their header. */
export const claimsOss = ({ headers }: Pick<WireRequest, 'headers'>): boolean =>
  /^OSS(?:4-HMAC-SHA256)? /.test(headers['authorization']?.[0] ?? '');

/**
 * `/bucket/key`, or `/key` in this service's own bucket, which clients with a bare address send. The
 * host never names a bucket here, because it is an IP address.
 */
export const ossName = (path: string, keys: Keys): ObjectName => {
  const [, first = '', rest = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decoded(path)) ?? [];
  return first === keys.bucket
    ? { bucket: keys.bucket, key: rest }
    : { bucket: keys.bucket, key: decoded(path).slice(1) };
};

const denied = (code: string, message: string): StorageFault =>
  new StorageFault(403, code, message);

const checkTime = (ms: number, nowMs: number): void => {
  if (Number.isNaN(ms)) {
    throw denied('AccessDenied', 'OSS authentication requires a valid Date.');
  }
  if (Math.abs(ms - nowMs) > skewMs) {
    throw denied(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
};

const checkIdentity = (id: string, keys: Keys, token: string | undefined): void => {
  if (!constantTimeEqual(id, keys.accessKeyId)) {
    throw denied('InvalidAccessKeyId', 'The OSS Access Key Id you provided does not exist.');
  }
  if (token !== undefined && !constantTimeEqual(token, keys.securityToken)) {
    throw denied('InvalidSecurityToken', 'The security token you provided is invalid.');
  }
};

const mismatch = (): StorageFault =>
  denied('SignatureDoesNotMatch', 'The request signature we calculated does not match.');

const verifyV1 = (signed: Signed, claim: string, keys: Keys, nowMs: number): void => {
  const [, id = '', signature = ''] = /^OSS ([^:]+):(.+)$/.exec(claim) ?? [];
  const { headers } = signed;
  checkIdentity(id, keys, headers['x-oss-security-token']?.[0]);
  checkTime(Date.parse(headers['x-oss-date']?.[0] ?? headers['date']?.[0] ?? ''), nowMs);
  if (!constantTimeEqual(signature, signV1(keys.accessKeySecret, textV1(signed)))) throw mismatch();
};

/** `20260131T120000Z` as epoch milliseconds; NaN for anything else. */
const timeV4 = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

const claimV4 =
  /^OSS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([a-z0-9-]+)\/oss\/aliyun_v4_request, ?(?:AdditionalHeaders=([^,]*), ?)?Signature=([0-9a-f]{64})$/;

const verifyV4 = (signed: Signed, claim: string, keys: Keys, nowMs: number): void => {
  const [, id = '', day = '', region = '', more = '', signature = ''] = claimV4.exec(claim) ?? [];
  const { headers } = signed;
  checkIdentity(id, keys, headers['x-oss-security-token']?.[0]);
  const time = headers['x-oss-date']?.[0] ?? '';
  checkTime(time.startsWith(day) ? timeV4(time) : Number.NaN, nowMs);
  const scope: Scope = { day, region, additional: more.split(';').filter((name) => name !== '') };
  const text = textV4(signed, scope, time);
  if (!constantTimeEqual(signature, signV4(keys.accessKeySecret, scope, text))) throw mismatch();
};

/** Throws StorageFault 403 unless the request was signed with the service's keys, and is recent. */
export const verifyOss = (
  request: Pick<WireRequest, 'method' | 'headers'>,
  name: ObjectName,
  query: ReadonlyMap<string, string>,
  keys: Keys,
  nowMs: number,
): void => {
  const claim = request.headers['authorization']?.[0] ?? '';
  const signed: Signed = { method: request.method, headers: request.headers, ...name, query };
  const verify = claim.startsWith('OSS ') ? verifyV1 : verifyV4;
  verify(signed, claim, keys, nowMs);
};
