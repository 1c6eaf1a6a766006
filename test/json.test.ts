import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonProblem, parseJson } from '../src/json.js';

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('reads 200 levels and rejects 201, however they are made', () => {
    expect(parseJson(nested(200))).toBeInstanceOf(Array);
    for (const text of [
      nested(201),
      nested(200_000),
      `${'{"a":'.repeat(201)}1${'}'.repeat(201)}`,
    ]) {
      expect(() => parseJson(text)).toThrow(SyntaxError);
    }
  });

  test('does not count brackets in strings', () => {
    const text = JSON.stringify(['['.repeat(500), '\\"[', '\\\\', '{'.repeat(500)]);
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });
});

test.each([
  ['{"a":[1,2]}', null],
  ['{"a":[1,2', 'its JSON is truncated after 9 characters'],
  ['["a \\" b', 'its JSON is truncated after 8 characters'],
  ['[1,}', 'its JSON is not valid'],
  [nested(200_000), 'its JSON is nested more than 200 levels deep'],
])('the problem of %.20s is %s', (text, problem) => {
  expect(jsonProblem(text)).toBe(problem);
});
