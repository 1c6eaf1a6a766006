import { describe, expect, it } from 'vitest';
import { verify, type Incoming } from '../../../../src/local/wire/ci/verify.js';
import type { Keys } from '../../../../src/local/wire/wire.js';
import vectors from '../../../fixtures/ci/signature.json' with { type: 'json' };

const keys: Keys = {
  accessKeyId: '',
  accessKeySecret: '',
  securityToken: 'madeUpToken',
  secretId: vectors.secretId,
  secretKey: vectors.secretKey,
  bucket: 'local-1250000000',
  region: 'ap-chongqing',
};

describe.each(vectors.requests)('the official SDK’s $name', (vector) => {
  const nowMs = (vector.startS + 10) * 1000;
  const incoming = (headers: Record<string, string> = {}): Incoming => ({
    method: vector.method,
    path: vector.path,
    query: [],
    headers: Object.fromEntries(
      Object.entries({ ...vector.headers, authorization: vector.authorization, ...headers }).map(
        ([name, value]) => [name, [value]],
      ),
    ),
  });

  it('is accepted', () => {
    expect(() => verify(incoming(), keys, nowMs)).not.toThrow();
  });

  it('is accepted with the token under either name, and refused with another', () => {
    for (const name of ['x-cos-security-token', 'x-ci-security-token']) {
      expect(() => verify(incoming({ [name]: 'madeUpToken' }), keys, nowMs)).not.toThrow();
      const other = incoming({ [name]: 'another' });
      expect(() => verify(other, keys, nowMs)).toThrow(
        expect.objectContaining({ code: 'InvalidSecurity' }),
      );
    }
  });

  it('is refused, not an error of ours, with letters of several bytes in its place', () => {
    const signature = /(?<=q-signature=)\w+/;
    const authorization = vector.authorization.replace(signature, (hex) => 'é'.repeat(hex.length));
    expect(() => verify(incoming({ authorization }), keys, nowMs)).toThrow(
      expect.objectContaining({ code: 'SignatureDoesNotMatch' }),
    );
    const token = incoming({ 'x-cos-security-token': 'é'.repeat('madeUpToken'.length) });
    expect(() => verify(token, keys, nowMs)).toThrow(
      expect.objectContaining({ code: 'InvalidSecurity' }),
    );
  });

  it.each<[string, Incoming, Keys, number, string]>([
    [
      'with another secret',
      incoming(),
      { ...keys, secretKey: 'another' },
      nowMs,
      'SignatureDoesNotMatch',
    ],
    [
      'with another method',
      { ...incoming(), method: 'DELETE' },
      keys,
      nowMs,
      'SignatureDoesNotMatch',
    ],
    [
      'for another host',
      incoming({ host: 'elsewhere.example' }),
      keys,
      nowMs,
      'SignatureDoesNotMatch',
    ],
    ['of another id', incoming(), { ...keys, secretId: 'AKIDother' }, nowMs, 'InvalidAccessKeyId'],
    ['too late', incoming(), keys, (vector.endS + 1) * 1000, 'AccessDenied'],
    ['too early', incoming(), keys, (vector.startS - 1) * 1000, 'RequestTimeTooSkewed'],
    [
      'with a list that cannot be read',
      incoming({ authorization: vector.authorization.replace('host', 'host;%zz') }),
      keys,
      nowMs,
      'SignatureDoesNotMatch',
    ],
    [
      'without a signature',
      incoming({ authorization: vector.authorization.replace(/&q-signature=.*/, '') }),
      keys,
      nowMs,
      'AccessDenied',
    ],
    [
      'with a key time of its own',
      incoming({
        authorization: vector.authorization.replace(/(?<=q-key-time=\d+;)\d+/, '99999999999'),
      }),
      keys,
      nowMs,
      'AccessDenied',
    ],
    [
      'with a part of the signature twice',
      incoming({ authorization: `${vector.authorization}&q-ak=${vectors.secretId}` }),
      keys,
      nowMs,
      'AccessDenied',
    ],
    [
      'without a signed host',
      incoming({ authorization: vector.authorization.replace(/;?host(?=&)/, '') }),
      keys,
      nowMs,
      'AccessDenied',
    ],
    [
      'with another algorithm',
      incoming({ authorization: vector.authorization.replace('=sha1&', '=md5&') }),
      keys,
      nowMs,
      'AccessDenied',
    ],
  ])('is refused %s', (_, one, with_, at, code) => {
    expect(() => verify(one, with_, at)).toThrow(expect.objectContaining({ status: 403, code }));
  });

  it('is refused with a parameter twice, in any case of its name', () => {
    const query: Incoming['query'] = [
      ['queueIds', 'a'],
      ['queueids', 'b'],
    ];
    expect(() => verify({ ...incoming(), query }, keys, nowMs)).toThrow(
      expect.objectContaining({ status: 400, code: 'InvalidArgument' }),
    );
  });

  it('names what was signed when the signature does not match, and never the secret', () => {
    let more: unknown = null;
    try {
      verify(incoming(), { ...keys, secretKey: 'another' }, nowMs);
    } catch (error) {
      more = (error as { more: unknown }).more;
    }
    expect(more).toEqual({ FormatString: vector.formatString, StringToSign: vector.stringToSign });
  });
});
