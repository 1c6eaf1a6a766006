import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addToken, hidesToken, newToken, takeToken } from '../../src/jobs/token.js';

const token = '0123456789abcdef01234567';

describe('the token in UserData', () => {
  it.each([
    [null, `{"asrctl":"${token}"}`],
    ['', `{"asrctl":"${token}"}`],
    ['{}', `{"asrctl":"${token}"}`],
    ['{"a":1}', `{"asrctl":"${token}","a":1}`],
    ['{"id":12345678901234567890}', `{"asrctl":"${token}","id":12345678901234567890}`],
    ['plain words', `plain words {"asrctl":"${token}"}`],
    ['[1,2]', `[1,2] {"asrctl":"${token}"}`],
  ])('is added to %j as %j', (userData, marked) => {
    expect(addToken(userData, token)).toBe(marked);
  });

  it('is valid JSON when the user gave a JSON object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const marked = addToken(JSON.stringify(object), token);
        // JSON has no -0.
        const given = JSON.parse(JSON.stringify(object)) as object;
        expect(JSON.parse(marked)).toEqual({ asrctl: token, ...given });
      }),
    );
  });

  it('is removed again and leaves the data of the user', () => {
    const objects = fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue(), { minKeys: 1 });
    fc.assert(
      fc.property(objects, (object) => {
        const given = JSON.stringify(object);
        expect(takeToken(addToken(given, token))).toEqual({ userData: given, token });
      }),
    );
    expect(takeToken(addToken('two words', token))).toEqual({ userData: 'two words', token });
    expect(takeToken(addToken(null, token))).toEqual({ userData: null, token });
  });

  it('is not found when there is none', () => {
    for (const other of [null, 'text', '{"asrctl":"short"}', '{"asrctl":7}', '{"x":1}']) {
      expect(takeToken(other)).toEqual({ userData: other, token: null });
    }
  });

  it.each([
    ['{"asrctl":"team-7"}', true],
    [`{"a":1,"asrctl":"${token}"}`, true],
    ['{"a":{"asrctl":1}}', false],
    ['asrctl', false],
    [null, false],
  ])('would be hidden by %j: %s', (userData, hidden) => {
    expect(hidesToken(userData)).toBe(hidden);
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, newToken)).size).toBe(1000);
  });
});
