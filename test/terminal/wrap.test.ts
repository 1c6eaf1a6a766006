import { array, assert as check, constantFrom, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { textWidth } from '../../src/terminal/text.js';
import { wrapLine } from '../../src/terminal/wrap.js';

test.each<[string, number, string[]]>([
  ['a b', 10, ['a b']],
  ['', 10, ['']],
  ['one two three', 8, ['one two', 'three']],
  ['one  two', 4, ['one', 'two']],
  [
    'see https://example.com/a/long/address now',
    12,
    ['see', 'https://example.com/a/long/address', 'now'],
  ],
  ['潮水比预报来得早。', 8, ['潮水比预', '报来得', '早。']],
  ['他说（潮水）来了', 6, ['他说', '（潮', '水）来', '了']],
  ['用Wi-Fi连接', 8, ['用Wi-Fi', '连接']],
  ['コーヒーです', 4, ['コー', 'ヒー', 'です']],
  ['안녕하세요 여러분', 10, ['안녕하세요', '여러분']],
])('%j in %i columns', (text, columns, lines) => {
  expect(wrapLine(text, columns)).toEqual(lines);
});

test('nothing is lost but blanks at line ends, and only single words are wider', () => {
  const letters = array(constantFrom('a', 'b', ' ', '周', '。', '（', 'é', '😀'), {
    maxLength: 80,
  });
  check(
    property(letters, integer({ min: 2, max: 30 }), (given, columns) => {
      const text = given.join('');
      const lines = wrapLine(text, columns);
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      for (const line of lines.filter((one) => textWidth(one) > columns))
        expect(line).not.toMatch(/[ab😀周] [ab😀周]|周周|😀😀/u);
    }),
  );
});
