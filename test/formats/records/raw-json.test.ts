import { expect, test } from 'vitest';
import { RawJson, stringify } from '../../../src/formats/records/raw-json.js';

test('JSON as received is printed digit for digit, on one line, with the same strings', () => {
  const text = '{ "id" : 123456789012345678901,\n\t"a b" : [ 1.50 , "x \\" y\\\\" , "  " , "" ] }';
  expect(stringify({ raw: new RawJson(text) }, 2)).toBe(
    '{\n  "raw": {"id":123456789012345678901,"a b":[1.50,"x \\" y\\\\","  ",""]}\n}',
  );
});

test('a string of ten million characters works', () => {
  const text = `{ "AiResult": "${'a\\"'.repeat(2_000_000)}${'b'.repeat(10_000_000)}" }`;
  expect(stringify(new RawJson(text), 0)).toBe(text.replaceAll(' ', ''));
});

test('strings that look like a mark stay as they are', () => {
  const long = '123456789012345678901';
  const lookalike = '\u0000raw:0';
  const text = stringify({ [lookalike]: [lookalike, `"${lookalike}"`], id: new RawJson(long) }, 1);
  expect(JSON.parse(text)).toEqual({
    [lookalike]: [lookalike, `"${lookalike}"`],
    id: Number(long),
  });
  expect(text).toContain(long);
});
