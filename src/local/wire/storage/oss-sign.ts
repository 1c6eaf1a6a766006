// The signatures of OSS requests, written from the documents and not from a client: version 1
// (https://www.alibabacloud.com/help/en/oss/developer-reference/include-signatures-in-the-authorization-header)
// and version 4 (https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4).
import { createHash, createHmac } from 'node:crypto';
import type { WireHeaders } from '../wire.js';
import { encode } from './query.js';

export interface Signed {
  readonly method: string;
  readonly bucket: string;
  readonly key: string;
  readonly query: ReadonlyMap<string, string>;
  readonly headers: WireHeaders;
}

const header = (headers: WireHeaders, name: string): string => headers[name]?.join(',') ?? '';

const byCode = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const ossHeaders = (headers: WireHeaders): string[] =>
  Object.keys(headers).filter((name) => name.startsWith('x-oss-'));

/** Query parameters that are part of the resource in version 1; all others are not signed. */
const subresources = new Set(
  (
    'acl append callback callback-var cname comp cors delete encryption endTime img inventory ' +
    'lifecycle live location logging objectMeta partNumber policy position qos referer replication ' +
    'requestPayment response-cache-control response-content-disposition response-content-encoding ' +
    'response-content-language response-content-type response-expires restore security-token ' +
    'sequential startTime stat status style styleName symlink tagging uploadId uploads versionId ' +
    'versioning versions vod website worm x-oss-process x-oss-traffic-limit'
  ).split(' '),
);

const resourceV1 = ({ bucket, key, query }: Signed): string => {
  const names = [...query.keys()].filter((name) => subresources.has(name)).toSorted(byCode);
  const listed = names.map((name) => {
    const value = query.get(name) ?? '';
    return value === '' ? name : `${name}=${value}`;
  });
  const path = bucket === '' ? '/' : `/${bucket}/${key}`;
  return listed.length === 0 ? path : `${path}?${listed.join('&')}`;
};

/** The text version 1 signs. The date is the client's own header where it sends one. */
export const textV1 = (signed: Signed): string => {
  const { method, headers } = signed;
  const own = header(headers, 'x-oss-date');
  const lines = ossHeaders(headers)
    .toSorted(byCode)
    .map((name) => `${name}:${header(headers, name).trim()}`);
  return [
    method,
    header(headers, 'content-md5'),
    header(headers, 'content-type'),
    own === '' ? header(headers, 'date') : own,
    ...lines,
    resourceV1(signed),
  ].join('\n');
};

/** Base64 of HMAC-SHA1. */
export const signV1 = (secret: string, text: string): string =>
  createHmac('sha1', secret).update(text).digest('base64');

export interface Scope {
  /** `20260131` */
  readonly day: string;
  readonly region: string;
  /** Headers signed in addition to those that always are; lower case, sorted. */
  readonly additional: readonly string[];
}

const canonicalQuery = (query: Signed['query']): string =>
  [...query]
    .map(([name, value]) => (value === '' ? encode(name) : `${encode(name)}=${encode(value)}`))
    .toSorted(byCode)
    .join('&');

const canonicalRequest = (signed: Signed, { additional }: Scope): string => {
  const { method, bucket, key, query, headers } = signed;
  const path = encode(bucket === '' ? '/' : `/${bucket}/${key}`).replaceAll('%2F', '/');
  const always = ['content-type', 'content-md5'].filter((name) => headers[name] !== undefined);
  const names = [...new Set([...always, ...ossHeaders(headers), ...additional])].toSorted(byCode);
  const lines = names.map((name) => `${name}:${header(headers, name).trim()}\n`).join('');
  const payload = header(headers, 'x-oss-content-sha256') || 'UNSIGNED-PAYLOAD';
  return [method, path, canonicalQuery(query), lines, additional.join(';'), payload].join('\n');
};

/** The text version 4 signs; `time` is `x-oss-date`, `20260131T120000Z`. */
export const textV4 = (signed: Signed, scope: Scope, time: string): string => {
  const digest = createHash('sha256').update(canonicalRequest(signed, scope)).digest('hex');
  const scopeText = `${scope.day}/${scope.region}/oss/aliyun_v4_request`;
  return ['OSS4-HMAC-SHA256', time, scopeText, digest].join('\n');
};

/** Hex of HMAC-SHA256 under a key made of day, region and product in turn. */
export const signV4 = (secret: string, { day, region }: Scope, text: string): string => {
  const step = (key: string | Buffer, part: string): Buffer =>
    createHmac('sha256', key).update(part).digest();
  const key = [day, region, 'oss', 'aliyun_v4_request'].reduce<string | Buffer>(
    step,
    `aliyun_v4${secret}`,
  );
  return step(key, text).toString('hex');
};
