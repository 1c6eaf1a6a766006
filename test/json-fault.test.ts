import { anything, assert as check, property } from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from '../src/json-fault.js';

test.each([
  ['', 'line 1, column 1'],
  ['{', 'line 1, column 2'],
  ['{"a": 1,}', 'line 1, column 9'],
  ['{\n  "a": 1\n  "b": 2\n}', 'line 3, column 3'],
  ['{"a" 1}', 'line 1, column 6'],
  ['{a: 1}', 'line 1, column 2'],
  ["{'a': 1}", 'line 1, column 2'],
  ['[1, 2', 'line 1, column 6'],
  ['[1, 2}', 'line 1, column 6'],
  ['[,]', 'line 1, column 2'],
  ['{"a": "b\n"}', 'line 1, column 7'],
  ['{"a": tru}', 'line 1, column 7'],
  ['{"a": 01}', 'line 1, column 8'],
  ['{} {}', 'line 1, column 4'],
  ['// comment\n{}', 'line 1, column 1'],
])('%j: %s', (text, place) => {
  expect(() => void JSON.parse(text)).toThrow(SyntaxError);
  expect(jsonFault(text)).toBe(place);
});

test('everything before the end of a valid text is fine', () => {
  check(
    property(anything(), (value) => {
      const text = JSON.stringify(value);
      if (text === undefined) return;
      expect(jsonFault(`${text}x`)).toBe(`line 1, column ${text.length + 1}`);
    }),
  );
});
