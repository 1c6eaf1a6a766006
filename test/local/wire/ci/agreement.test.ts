// Client and service share no code that signs or writes XML: whatever one says, the other must read.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sign } from '../../../../src/api/ci/sign.js';
import { readXml, textOf, writeXml } from '../../../../src/api/xml.js';
import { verify } from '../../../../src/local/wire/ci/verify.js';
import { readRequest, textIn, writeDocument } from '../../../../src/local/wire/ci/xml.js';
import type { Keys } from '../../../../src/local/wire/wire.js';

const keys = { secretId: 'AKIDx', secretKey: 'madeUp', securityToken: 't' } as Keys;

// Lone surrogates are no text; XML also leaves out most control characters.
const text = fc.string({ unit: 'binary', maxLength: 40 });
// oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot carry
const xmlText = text.filter((one) => !/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(one));
const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,11}$/);

it('the service accepts every request that the client signs', () => {
  const query = fc.uniqueArray(fc.tuple(name, text), {
    selector: ([key]) => key.toLowerCase(),
    maxLength: 6,
  });
  fc.assert(
    fc.property(
      fc.constantFrom('GET', 'POST', 'PUT'),
      text,
      query,
      text,
      (method, path, pairs, token) => {
        const headers = { host: '127.0.0.1:8080', 'x-ci-note': token };
        const request = { method, path: `/${path}`, query: pairs, headers };
        const { authorization } = sign(request, keys, { startS: 1000, endS: 2000 });
        const seen = {
          host: ['127.0.0.1:8080'],
          'x-ci-note': [token],
          authorization: [authorization],
        };
        const incoming = { method, path: `/${path}`, query: pairs, headers: seen };
        expect(() => verify(incoming, keys, 1_500_000)).not.toThrow();
      },
    ),
  );
});

it('the service reads what the client writes', () => {
  fc.assert(
    fc.property(xmlText, (value) => {
      const root = readRequest(writeXml('Request', { A: value, B: { C: value } }), 'Request');
      // Blanks around a text mean nothing, unless the client wrote them as references.
      expect((textIn(root, 'A') ?? '').trim()).toBe(value.trim());
    }),
  );
});

it('the client reads what the service writes, blanks and line ends included', () => {
  fc.assert(
    fc.property(xmlText, (value) => {
      const root = readXml(writeDocument('Response', { A: value, L: [value, value] }));
      expect(root.children.map((child) => child.text)).toEqual([value, value, value]);
      expect(textOf(root, 'A') ?? '').toBe(value.trim());
    }),
  );
});
