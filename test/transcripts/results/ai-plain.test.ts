// The fast path and the general reader must agree.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { readPlain } from '../../../src/transcripts/results/ai-plain.js';
import { readAiResult } from '../../../src/transcripts/results/ai-result.js';

const item = fc.record({
  content: fc.oneof(fc.string(), fc.lorem()),
  from: fc.oneof(fc.nat(90_000), fc.double({ min: 0, max: 1e6, noNaN: true }), fc.constant(-1)),
  to: fc.oneof(fc.nat(90_000), fc.double({ min: 0, max: 1e6, noNaN: true })),
});

it('reads a documented list like the general reader', () => {
  fc.assert(
    fc.property(fc.array(item, { minLength: 1, maxLength: 6 }), (list) => {
      const plain = readPlain(list);
      // An unknown field sends each item to the general reader.
      const long = readAiResult(list.map((fields) => ({ ...fields, unknown: 1 })));
      fc.pre(plain !== null);
      expect(plain).toEqual(long?.segments);
    }),
  );
});

it.each([
  [[{ content: 'a', from: 0, to: 1, speaker: 'S1' }]],
  [[{ content: 'a', from: '0', to: 1 }]],
  [[{ content: ' ', from: 0, to: 1 }]],
  [[{ content: 'a', from: 2, to: 1 }]],
  [[{ content: 'a', from: 0 }]],
  [['a']],
  [[null]],
])('leaves %j to the general reader', (list) => {
  expect(readPlain(list)).toBeNull();
});
