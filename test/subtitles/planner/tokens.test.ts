import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokensOf } from '../../../src/subtitles/planner/tokens.js';

const cut = (text: string, limit = 18): string[] =>
  tokensOf(text, limit, 'fw').map(({ start, end }) => text.slice(start, end));

test.each([
  ['we are  here', ['we', 'are', 'here']],
  ['10\u00a0000 km', ['10\u00a0000', 'km']],
  ['yes—no, well--then a daisy-chain', ['yes—', 'no,', 'well--', 'then', 'a', 'daisy-chain']],
  ['我们在北京工作。', ['我们', '在', '北京', '工作。']],
  ['他说：“你好！”然后走了', ['他', '说：', '“你好！”', '然后', '走了']],
  ['用iPhone15和GPT-4写C++', ['用', 'iPhone15', '和', 'GPT-4', '写', 'C++']],
  ['北京3.5%，到$20', ['北京', '3.5%，', '到', '$20']],
  ['コンピューターの「電源」を…', ['コンピューターの', '「電源」', 'を…']],
  ['สวัสดีชาวโลก', ['สวัสดี', 'ชาว', 'โลก']],
  ['家👨‍👩‍👧很好', ['家', '👨‍👩‍👧', '很好']],
  ['', []],
])('%s', (text, tokens) => {
  expect(cut(text)).toEqual(tokens);
});

test('only a dense token wider than a line is cut, between graphemes', () => {
  const laugh = '哈'.repeat(40);
  expect(cut(laugh, 16).every((token) => token.length <= 16)).toBe(true);
  expect(cut('https://example.com/' + 'a'.repeat(80))).toHaveLength(1);
  expect(cut('👨‍👩‍👧'.repeat(12), 5)).toEqual(['👨‍👩‍👧'.repeat(5), '👨‍👩‍👧'.repeat(5), '👨‍👩‍👧'.repeat(2)]);
});

test('a long text without spaces is cut like its sentences, although it is segmented in parts', () => {
  const sentence = '时候既然是深冬渐近故乡时天气又阴晦了冷风吹进船舱中';
  const long = cut(sentence.repeat(100));
  expect(new Set(long)).toEqual(new Set(cut(sentence.repeat(2))));
});

test('tokens contain every character except white space, in order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
      expect(cut(text).join('').replace(/\s+/gu, '')).toBe(text.replace(/[\s\u0085]+/gu, ''));
    }),
  );
});
