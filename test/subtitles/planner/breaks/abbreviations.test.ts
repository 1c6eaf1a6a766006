// Full stops that end no sentence, and what must stay together on a line.
import { describe, expect, test } from 'vitest';
import { breakCostsFor } from '../../../../src/subtitles/planner/breaks/break-costs.js';
import { tokensOf } from '../../../../src/subtitles/planner/tokens.js';
import { breakWeights } from '../../../../src/subtitles/planner/weights.js';

describe('a full stop', () => {
  test.each([
    ['en', 'J.', 'R.', false],
    ['en', 'R.', 'Tolkien', false],
    ['en', 'U.S.', 'government', false],
    ['en', 'U.S.', 'Army', false],
    ['en', 'U.S.', 'The', true],
    ['en', 'No.', '10', false],
    ['en', 'Mr.', 'Smith', false],
    ['en', 'approx.', 'ten', false],
    ['en', '3.', 'Then', true],
    ['en', 'end.', 'Then', true],
    ['en', 'well.', 'maybe', false],
    ['de', 'z.', 'B.', false],
    ['de', 'B.', 'Wasser', false],
    ['de', '3.', 'Oktober', false],
    ['de', '3.', 'Der', true],
    ['de', 'bzw.', 'Herr', false],
    ['cs', '3.', 'října', false],
    ['ru', 'г.', 'Москве', false],
    ['ru', 'им.', 'Пушкина', false],
    ['fr', 'M.', 'Dupont', false],
    ['es', 'Sra.', 'López', false],
    ['pl', 'ul.', 'Długa', false],
  ])('%s: after %s before %s ends a sentence: %s', (language, before, after, ends) => {
    expect(breakCostsFor(language).endsSentence(before, after)).toBe(ends);
  });
});

test.each([
  ['en', 'J.', 'R.'],
  ['en', 'Mr.', 'Smith'],
  ['en', 'No.', '10'],
  ['de', 'z.', 'B.'],
  ['de', '3.', 'Oktober'],
  ['ru', 'г.', 'Москве'],
  ['en', '3.5', 'GB'],
  ['en', '20', '%'],
  ['en', '10', 'a.m.'],
  ['ru', '5', 'млн'],
])('%s: %s and %s stay on one line', (language, before, after) => {
  const { cost } = breakCostsFor(language);
  expect(cost(before, after, true)).toBeGreaterThan(breakWeights.plain + breakWeights.afterBound);
});

test('a number, a URL and a decimal are one token', () => {
  const parts = (text: string): string[] =>
    tokensOf(text, 42, 'ch').map(({ start, end }) => text.slice(start, end));
  expect(parts('see https://a.example/x--y–z?q=1.5 now 3.5')).toEqual([
    'see',
    'https://a.example/x--y–z?q=1.5',
    'now',
    '3.5',
  ]);
});

describe('languages with postpositions and particles', () => {
  test.each([
    ['hi', 'घर', 'में'],
    ['tr', 'bunun', 'için'],
    ['ko', '할', '수'],
    ['ko', '수', '있습니다'],
  ])('%s: %s and %s stay on one line', (language, before, after) => {
    const { cost } = breakCostsFor(language);
    expect(cost(before, after, true)).toBeGreaterThanOrEqual(
      breakWeights.plain + breakWeights.beforeParticle,
    );
  });
});
