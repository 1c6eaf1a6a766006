// ACS3-HMAC-SHA256 as a server computes it. Source: "V3 request structure and signature" of the
// OpenAPI gateway's documents; checked against its fixed-value example in the tests.
import { createHash, createHmac } from 'node:crypto';
import type { WireHeaders } from '../../wire.js';
import { canonicalPairs, type Pairs } from '../parameters.js';

export const algorithm = 'ACS3-HMAC-SHA256';

export interface Authorization {
  readonly accessKeyId: string;
  /** Lower case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=…`, or null when it is not that. */
export const parseAuthorization = (text: string): Authorization | null => {
  const found =
    /^ACS3-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=(\w+)$/.exec(
      text.trim(),
    );
  if (found === null) return null;
  const [, accessKeyId = '', list = '', signature = ''] = found;
  return { accessKeyId, signedHeaders: list.toLowerCase().split(';'), signature };
};

export interface SignedRequest {
  readonly method: string;
  /** Percent-encoded, `/` for RPC. */
  readonly path: string;
  readonly query: Pairs;
  readonly headers: WireHeaders;
  /** The hash of the body, as lower-case hex. */
  readonly bodyHash: string;
}

export const sha256 = (data: Uint8Array | string): string =>
  createHash('sha256').update(data).digest('hex');

const headerValue = (values: readonly string[] | undefined): string =>
  (values ?? [])
    .map((value) => value.trim())
    .toSorted()
    .join(',');

/** Method, path, query, headers, their names and the body's hash, a line each. */
export const canonicalRequest = (
  request: SignedRequest,
  signedHeaders: readonly string[],
): string => {
  const headers = signedHeaders.map((name) => `${name}:${headerValue(request.headers[name])}\n`);
  return [
    request.method,
    request.path,
    canonicalPairs(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    request.bodyHash,
  ].join('\n');
};

/** The text that is signed. */
export const stringToSign = (request: SignedRequest, signedHeaders: readonly string[]): string =>
  `${algorithm}\n${sha256(canonicalRequest(request, signedHeaders))}`;

/** Lower-case hex; the secret is used as it is, no key is derived. */
export const sign = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex');

/** The headers of a request that must be signed: host, content-type and every `x-acs-…`. */
export const headersToSign = (headers: WireHeaders): readonly string[] =>
  Object.keys(headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  );
