import { describe, expect, it } from 'vitest';
import {
  canonicalRequest,
  headersToSign,
  parseAuthorization,
  sha256,
  sign,
  stringToSign,
  type SignedRequest,
} from '../../../../src/local/wire/ims/signing/acs3.js';
import { formPairs, queryPairs } from '../../../../src/local/wire/ims/parameters.js';
import { rpcSign, rpcStringToSign } from '../../../../src/local/wire/ims/signing/rpc.js';
import { vectors } from './vectors.js';

describe('ACS3-HMAC-SHA256', () => {
  it.each(vectors)('$source', (vector) => {
    const request: SignedRequest = {
      method: vector.method,
      path: '/',
      query: queryPairs(vector.query),
      headers: Object.fromEntries(
        Object.entries(vector.headers).map(([name, value]) => [name, [value]]),
      ),
      bodyHash: sha256(vector.body),
    };
    const names = vector.signedHeaders.split(';');
    expect(headersToSign(request.headers).toSorted()).toEqual(names);
    expect(sign(vector.secret, stringToSign(request, names))).toBe(vector.signature);
  });

  it('covers what was meant, not how it was spelled', () => {
    const request = { method: 'GET', path: '/', headers: {}, bodyHash: sha256('') };
    const spelled = (query: string): string =>
      canonicalRequest({ ...request, query: queryPairs(query) }, []);
    expect(spelled("b=(x)*!'~&a=1%2B2&e=")).toBe(spelled('e=&a=1+2&b=%28x%29%2A%21%27%7E'));
    expect(spelled('a=1%2B2')).toContain('\na=1%2B2\n');
  });

  it('joins and sorts a header given twice', () => {
    const headers = { 'x-acs-a': [' two', 'one '] };
    const request = { method: 'GET', path: '/', query: [], headers, bodyHash: sha256('') };
    expect(canonicalRequest(request, ['x-acs-a'])).toContain('\nx-acs-a:one,two\n\nx-acs-a\n');
  });

  it('reads the header with and without blanks, and nothing else', () => {
    const read = { accessKeyId: 'AK', signedHeaders: ['host', 'x-acs-date'], signature: '0af1' };
    const bare = 'ACS3-HMAC-SHA256 Credential=AK,SignedHeaders=host;x-acs-date,Signature=0af1';
    expect(parseAuthorization(bare)).toEqual(read);
    expect(parseAuthorization(bare.replaceAll(',', ', '))).toEqual(read);
    expect(parseAuthorization(bare.replace('SHA256', 'SM3'))).toBeNull();
    expect(parseAuthorization('ACS3-HMAC-SHA256 Credential=AK')).toBeNull();
  });
});

describe('HMAC-SHA1', () => {
  // The worked example of the "Request signatures" page of the RPC style (ECS, DescribeRegions).
  const query =
    'Timestamp=2016-02-23T12%3A46%3A24Z&Format=XML&AccessKeyId=testid&Action=DescribeRegions' +
    '&SignatureMethod=HMAC-SHA1&SignatureNonce=3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf' +
    '&Version=2014-05-26&SignatureVersion=1.0';

  it('agrees with the published example', () => {
    const text = rpcStringToSign('GET', queryPairs(query));
    expect(text).toMatch(/^GET&%2F&AccessKeyId%3Dtestid%26Action%3DDescribeRegions%26Format%3DXML/);
    expect(rpcSign('testsecret', text)).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
  });

  it('takes a blank in a form body for a plus, and leaves the signature itself out', () => {
    expect(formPairs('a=1+2&b=%2B')).toEqual([
      ['a', '1 2'],
      ['b', '+'],
    ]);
    expect(rpcStringToSign('POST', queryPairs('A=1&Signature=x'))).toBe('POST&%2F&A%3D1');
  });
});
