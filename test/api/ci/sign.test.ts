import { describe, expect, it } from 'vitest';
import { percentEncode, sign } from '../../../src/api/ci/sign.js';
import vectors from '../../fixtures/ci/signature.json' with { type: 'json' };

describe('signature', () => {
  const { secretId, secretKey } = vectors;

  it.each(vectors.requests)('$name is signed as the official SDK signs it', (vector) => {
    const { startS, endS, method, path } = vector;
    const headers = vector.headers as unknown as Record<string, string>;
    const request = { method, path, query: vector.query as [], headers };
    const signed = sign(request, { secretId, secretKey }, { startS, endS });
    expect(signed.formatString).toBe(vector.formatString);
    expect(signed.stringToSign).toBe(vector.stringToSign);
    expect(signed.signature).toBe(vector.signature);
    expect(signed.authorization).toBe(vector.authorization);
  });

  it('sorts names, lower-cases them, and encodes what encodeURIComponent leaves', () => {
    const query = [
      ['states', 'All'],
      ['queueId', "p1'()*!"],
      ['cancel', ''],
    ] as const;
    const request = { method: 'PUT', path: '/jobs/中 文', query, headers: { Host: 'h:1' } };
    const { formatString } = sign(request, { secretId, secretKey }, { startS: 1, endS: 2 });
    expect(formatString).toBe(
      'put\n/jobs/中 文\ncancel=&queueid=p1%27%28%29%2A%21&states=All\nhost=h%3A1\n',
    );
  });

  it('leaves only the unreserved characters as they are', () => {
    expect(percentEncode('aZ09-_.~ /+%é')).toBe('aZ09-_.~%20%2F%2B%25%C3%A9');
  });
});
