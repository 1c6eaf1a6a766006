// COS signatures as strict as the documents, case by case: requests that no SDK sends.
import { createHash, createHmac } from 'node:crypto';
import { expect, it } from 'vitest';
import { makeKeys } from '../../../../src/local/process/make-keys.js';
import { verifyCos } from '../../../../src/local/wire/storage/cos.js';
import { queryOf } from '../../../../src/local/wire/storage/query.js';

const keys = makeKeys();
const nowMs = 1_700_000_000_000;
const nowS = nowMs / 1000;
const host = '127.0.0.1:4000';

interface Parts {
  readonly algorithm?: string;
  readonly keyTime?: string;
  readonly headerList?: string;
  readonly more?: string;
}

/** A request to `/a`, signed as its parts say. */
const verify = ({ algorithm = 'sha1', headerList = 'host', ...parts }: Parts = {}): void => {
  const signTime = `${nowS - 10};${nowS + 600}`;
  const keyTime = parts.keyTime ?? signTime;
  const hmac = (key: string, text: string): string =>
    createHmac('sha1', key).update(text).digest('hex');
  const headers = headerList === '' ? '' : `host=${encodeURIComponent(host)}`;
  const digest = createHash('sha1').update(`get\n/a\n\n${headers}\n`).digest('hex');
  const signature = hmac(hmac(keys.secretKey, keyTime), `sha1\n${signTime}\n${digest}\n`);
  const authorization =
    `q-sign-algorithm=${algorithm}&q-ak=${keys.secretId}&q-sign-time=${signTime}&q-key-time=${keyTime}` +
    `&q-header-list=${headerList}&q-url-param-list=&q-signature=${signature}${parts.more ?? ''}`;
  const request = {
    method: 'GET',
    path: '/a',
    headers: { host: [host], authorization: [authorization] },
  };
  verifyCos(request, new Map(), keys, nowMs);
};

it('an ordinary request passes', () => {
  expect(() => verify()).not.toThrow();
});

it.each<[string, Parts]>([
  ['another algorithm', { algorithm: 'md5' }],
  ['a key time that never ends', { keyTime: `${nowS - 10};99999999999` }],
  ['a key time that is none', { keyTime: 'x' }],
  ['no signed host', { headerList: '' }],
  ['a part given twice', { more: '&q-ak=AKIDother' }],
])('a request with %s is refused, though its signature is right', (_, parts) => {
  expect(() => verify(parts)).toThrow(
    expect.objectContaining({ status: 403, code: 'AccessDenied' }),
  );
});

it.each(['a=1&a=2', 'uploads&Uploads', 'a=1&%61=2'])(
  'a query with a name twice is refused: %s',
  (query) => {
    expect(() => queryOf(query)).toThrow(
      expect.objectContaining({ status: 400, code: 'InvalidArgument' }),
    );
  },
);
