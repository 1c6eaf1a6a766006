// ACS3-HMAC-SHA256 as its page describes it (request structure and signature, version 3), written
// down once more here so that what the client sends is judged by somebody else.
import { createHash, createHmac } from 'node:crypto';
import type { ReceivedRequest } from '../../support/scripted-server.js';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** RFC 3986: everything but letters, digits and -_.~ as %XX of its UTF-8 bytes. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The wire may leave more characters bare than the signature does: decoded, sorted, encoded anew. */
export const canonicalQuery = (query: string): string =>
  query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decodeURIComponent(name), decodeURIComponent(value.join('='))] as const;
    })
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

export interface Parts {
  readonly method: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly signed: readonly string[];
  readonly body: string;
}

/** The signature, in hex. */
export const signatureOf = (
  { method, query, headers, signed, body }: Parts,
  secret: string,
): string => {
  const lines = signed.map((name) => `${name}:${(headers[name] ?? '').trim()}\n`).join('');
  const canonical = [method, '/', query, lines, signed.join(';'), sha256(body)].join('\n');
  return createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
};

/** Whether a request as it arrived is signed with this secret, all of its x-acs- headers and the host included. */
export const isSigned = (asked: ReceivedRequest, id: string, secret: string): boolean => {
  const header = asked.headers.authorization ?? '';
  const [, credential, list = '', signature] =
    /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([^,]+),Signature=([0-9a-f]{64})$/.exec(
      header,
    ) ?? [];
  const signed = list.split(';');
  const headers = asked.headers as Record<string, string | undefined>;
  const required = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-acs-'))];
  if (credential !== id || required.some((name) => !signed.includes(name))) return false;
  const query = canonicalQuery(asked.url.split('?')[1] ?? '');
  const { method, body } = asked;
  return signatureOf({ method, query, headers, signed, body }, secret) === signature;
};
