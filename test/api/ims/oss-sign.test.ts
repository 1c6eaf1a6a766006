// Our signature of OSS and that of ali-oss, the official client, over any request.
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signOss } from '../../../src/api/ims/storage/sign.js';

type Headers = Readonly<Record<string, string>>;
interface Judge {
  authorizationV4(
    id: string,
    secret: string,
    region: string,
    method: string,
    request: {
      readonly headers: Headers;
      readonly queries: Readonly<Record<string, string | null>>;
    },
    bucket: string,
    key: string,
  ): string;
}
const judge = createRequire(import.meta.url)('ali-oss/lib/common/signUtils.js') as Judge;

const keys = { accessKeyId: 'made-up-id', accessKeySecret: 'made-up-secret' };
const nowMs = Date.UTC(2026, 0, 31, 12, 0, 5);

const text = fc.string({ unit: fc.constantFrom(...Array.from("aZ09-_.~ /!'()*+%?#&=:;,@$é语😀")) });
/** Every parameter that asrctl sends. ali-oss compares other names by the rules of a language, not by their bytes. */
const name = fc.constantFrom(
  'uploads',
  'uploadId',
  'partNumber',
  'max-parts',
  'part-number-marker',
);
/** Header values cannot begin or end with blanks. */
const headers = fc.dictionary(
  fc.constantFrom('x-oss-forbid-overwrite', 'x-oss-security-token', 'content-length'),
  fc.string({ unit: fc.constantFrom(...Array.from('aB3+/=')), minLength: 1 }),
);

test('is that of the official client', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'PUT', 'POST', 'HEAD', 'DELETE'),
      text,
      fc.dictionary(name, text),
      headers,
      (method, key, query, sent) => {
        const request = { method, bucket: 'my-bucket', key, query: Object.entries(query) };
        const signed = signOss({ ...request, headers: sent }, keys, 'cn-shanghai', nowMs);
        // ali-oss has null for a parameter without a value.
        const queries = Object.fromEntries(
          Object.entries(query).map(([one, value]) => [one, value === '' ? null : value]),
        );
        const { authorization, ...rest } = signed;
        expect(rest['x-oss-date']).toBe('20260131T120005Z');
        const { accessKeyId: id, accessKeySecret: secret } = keys;
        const own = { headers: rest, queries };
        expect(authorization).toBe(
          judge.authorizationV4(id, secret, 'cn-shanghai', method, own, 'my-bucket', key),
        );
      },
    ),
  );
});
