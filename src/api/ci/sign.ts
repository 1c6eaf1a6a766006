// The signature of Tencent COS and CI ("XML API" signature, q-sign-algorithm=sha1), pure.
// https://www.tencentcloud.com/document/product/436/7778 describes it; the vectors in
// test/fixtures/ci/signature.json were captured from the official Node SDK.
import { createHash, createHmac } from 'node:crypto';

export interface Signable {
  readonly method: string;
  /** Percent-decoded, starting with `/`. */
  readonly path: string;
  /** Decoded; a key without a value has the value ''. All of them are signed. */
  readonly query: readonly (readonly [key: string, value: string])[];
  /** Only the headers to be signed, with the values that will be sent. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Signature {
  /** The value of the `Authorization` header. */
  readonly authorization: string;
  /** The intermediate texts, as a service names them when it refuses a signature. */
  readonly formatString: string;
  readonly stringToSign: string;
  readonly signature: string;
}

const escapes = /[!'()*]/g;
const hexOf = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** Percent-encoding with `A-Z a-z 0-9 - _ . ~` left as they are and upper-case hex digits. */
export const percentEncode = (text: string): string =>
  encodeURIComponent(text).replace(escapes, hexOf);

const hmac = (key: string, text: string): string =>
  createHmac('sha1', key).update(text).digest('hex');

const byName = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0;

/** Names in lower case, encoded and sorted: the source of both the lists and the texts. */
const canonical = (pairs: readonly (readonly [string, string])[]) => {
  const sorted = pairs
    .map(([name, value]) => [percentEncode(name).toLowerCase(), percentEncode(value)] as const)
    .sort(byName);
  return {
    list: sorted.map(([name]) => name).join(';'),
    text: sorted.map(([name, value]) => `${name}=${value}`).join('&'),
  };
};

/**
 * Signs a request for the time from `startS` to `endS` (Unix seconds). The key that signs is
 * the hex text of an HMAC, not its bytes: that is how the service defines it.
 */
export const sign = (
  request: Signable,
  keys: { readonly secretId: string; readonly secretKey: string },
  time: { readonly startS: number; readonly endS: number },
): Signature => {
  const keyTime = `${time.startS};${time.endS}`;
  const params = canonical(request.query);
  const headers = canonical(Object.entries(request.headers));
  const method = request.method.toLowerCase();
  const formatString = `${method}\n${request.path}\n${params.text}\n${headers.text}\n`;
  const digest = createHash('sha1').update(formatString).digest('hex');
  const stringToSign = `sha1\n${keyTime}\n${digest}\n`;
  const signature = hmac(hmac(keys.secretKey, keyTime), stringToSign);
  const authorization = [
    'q-sign-algorithm=sha1',
    `q-ak=${keys.secretId}`,
    `q-sign-time=${keyTime}`,
    `q-key-time=${keyTime}`,
    `q-header-list=${headers.list}`,
    `q-url-param-list=${params.list}`,
    `q-signature=${signature}`,
  ].join('&');
  return { authorization, formatString, stringToSign, signature };
};
