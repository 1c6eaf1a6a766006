// The signature of OSS, version 4, pure:
// https://www.alibabacloud.com/help/en/oss/developer-reference/recommend-to-use-signature-version-4.
// The tests compare it with that of ali-oss, the official client.
import { createHash, createHmac } from 'node:crypto';

export interface OssSignable {
  readonly method: string;
  readonly bucket: string;
  /** Decoded, without a slash at its start. */
  readonly key: string;
  /** Decoded; a name without a value has the value ''. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Lower-case names. Those that begin with `x-oss-` are signed. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface OssKeys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

const escapes = /[!'()*]/g;
const hexOf = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** Percent-encoding with `A-Z a-z 0-9 - _ . ~` left as they are. */
export const encodePart = (text: string): string =>
  encodeURIComponent(text).replace(escapes, hexOf);

/** `/a b` as `/a%20b`. */
export const encodePath = (path: string): string => path.split('/').map(encodePart).join('/');

/** `name=value` pairs in the order of their names, as they are signed and sent. */
export const encodeQuery = (query: OssSignable['query']): string =>
  query
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) =>
      value === '' ? encodePart(name) : `${encodePart(name)}=${encodePart(value)}`,
    )
    .join('&');

const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** `20260131T120000Z`. */
const stampOf = (nowMs: number): string =>
  new Date(nowMs).toISOString().replaceAll(/[-:]|\.\d+/g, '');

/** The headers to send: those of the request, the time, and the authorization. The body is not signed. */
export const signOss = (
  request: OssSignable,
  { accessKeyId, accessKeySecret }: OssKeys,
  region: string,
  nowMs: number,
): Readonly<Record<string, string>> => {
  const { method, bucket, key, query } = request;
  const stamp = stampOf(nowMs);
  const day = stamp.slice(0, 8);
  const payload = 'UNSIGNED-PAYLOAD';
  const headers = {
    ...request.headers,
    'x-oss-content-sha256': payload,
    'x-oss-date': stamp,
  };
  const signed = Object.entries(headers)
    .filter(([name]) => name.startsWith('x-oss-'))
    .map(([name, value]) => `${name}:${value.trim()}\n`)
    .toSorted()
    .join('');
  const path = encodePath(`/${bucket}/${key}`);
  const canonical = [method, path, encodeQuery(query), signed, '', payload].join('\n');
  const scope = [day, region, 'oss', 'aliyun_v4_request'];
  const digest = createHash('sha256').update(canonical).digest('hex');
  const text = ['OSS4-HMAC-SHA256', stamp, scope.join('/'), digest].join('\n');
  const signingKey = scope.reduce<string | Buffer>(hmac, `aliyun_v4${accessKeySecret}`);
  const signature = hmac(signingKey, text).toString('hex');
  const credential = `${accessKeyId}/${scope.join('/')}`;
  const authorization = `OSS4-HMAC-SHA256 Credential=${credential},Signature=${signature}`;
  return { ...headers, authorization };
};
