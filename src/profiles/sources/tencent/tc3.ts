// The signature TC3-HMAC-SHA256 of Tencent Cloud for a JSON call. Pure.
// https://www.tencentcloud.com/document/api/1278/46715
import { createHash, createHmac } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

const type = 'application/json; charset=utf-8';
const signed = 'content-type;host';

/** The value of `Authorization` for a POST of `body` to the root of `host`, with the content type above. */
export const tc3Authorization = (
  call: {
    readonly host: string;
    readonly service: string;
    readonly body: string;
    /** Seconds since the epoch. */
    readonly timestampS: number;
  },
  keys: { readonly id: string; readonly secret: string },
): string => {
  const { host, service, body, timestampS } = call;
  const date = new Date(timestampS * 1000).toISOString().slice(0, 10);
  const scope = `${date}/${service}/tc3_request`;
  const headers = `content-type:${type}\nhost:${host}\n`;
  const request = ['POST', '/', '', headers, signed, sha256(body)].join('\n');
  const text = ['TC3-HMAC-SHA256', String(timestampS), scope, sha256(request)].join('\n');
  const day = hmac(hmac(hmac(`TC3${keys.secret}`, date), service), 'tc3_request');
  const signature = hmac(day, text).toString('hex');
  return `TC3-HMAC-SHA256 Credential=${keys.id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
};

/** The content type that is signed. */
export const tc3ContentType = type;
