import { expect, test } from 'vitest';
import { columns, graphemes, wordCount } from '../../../src/subtitles/text/width.js';

test.each([
  ['hello', 5, 2.5],
  ['你好', 2, 2],
  ['你好 a', 4, 3],
  ['，。“”…', 5, 5],
  ['ｶﾅ', 2, 1],
  ['e\u0301', 1, 0.5],
  ['ที่', 1, 0.5],
  ['👨‍👩‍👧', 1, 1],
  ['👍🏽!', 2, 1.5],
  ['🇨🇳🇫🇷', 2, 2],
  ['a\u200db', 1, 0.5],
  ['', 0, 0],
])('%s is %d graphemes and %d full-width columns wide', (text, ch, fw) => {
  expect(columns(text, 'ch')).toBe(ch);
  expect(columns(text, 'fw')).toBe(fw);
});

test('graphemes keep joined emoji, marks and flags whole', () => {
  expect(graphemes('a👨‍👩‍👧e\u0301🇨🇳🇫🇷👍🏽')).toEqual(['a', '👨‍👩‍👧', 'e\u0301', '🇨🇳', '🇫🇷', '👍🏽']);
});

test.each([
  ['one two, three', 3],
  ['- yes -', 1],
  ['我的故乡', 2],
  ['用 GPT-4 写', 2],
])('%s has %d words', (text, count) => {
  expect(wordCount(text)).toBe(count);
});
