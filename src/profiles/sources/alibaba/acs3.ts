// The signature ACS3-HMAC-SHA256 of Alibaba Cloud for an RPC call with a form body. Pure.
// https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
import { createHash, createHmac } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** All of these headers are sent and signed, with `host` and `content-type`. */
export const acs3Headers = (
  call: {
    readonly host: string;
    readonly action: string;
    readonly version: string;
    readonly body: string;
    /** `2026-01-31T12:00:00Z` */
    readonly date: string;
    readonly nonce: string;
  },
  keys: { readonly id: string; readonly secret: string; readonly token: string | null },
): Readonly<Record<string, string>> => {
  const payload = sha256(call.body);
  const headers: Record<string, string> = {
    host: call.host,
    'content-type': 'application/x-www-form-urlencoded',
    'x-acs-action': call.action,
    'x-acs-content-sha256': payload,
    'x-acs-date': call.date,
    'x-acs-signature-nonce': call.nonce,
    'x-acs-version': call.version,
    ...(keys.token === null ? {} : { 'x-acs-security-token': keys.token }),
  };
  const names = Object.keys(headers).sort();
  const canonical = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const request = ['POST', '/', '', canonical, names.join(';'), payload].join('\n');
  const text = `ACS3-HMAC-SHA256\n${sha256(request)}`;
  const signature = createHmac('sha256', keys.secret).update(text).digest('hex');
  return {
    ...headers,
    authorization: `ACS3-HMAC-SHA256 Credential=${keys.id},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
};
