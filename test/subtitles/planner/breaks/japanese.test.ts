// Japanese phrases and Chinese words that the dictionary cuts.
import { expect, test } from 'vitest';
import { breakCostsFor } from '../../../../src/subtitles/planner/breaks/break-costs.js';
import { tokensOf } from '../../../../src/subtitles/planner/tokens.js';
import { transcriptOf } from '../../../../src/transcripts/transcript.js';
import { cuesOf, segment } from '../../support.js';

const parts = (text: string): string[] =>
  tokensOf(text, 42, 'fw').map(({ start, end }) => text.slice(start, end));

test.each([
  ['友だちのリストを作成します', ['友だちの', 'リストを', '作成します']],
  ['使用して読み込んでみましょうまずは', ['使用して', '読み込んでみましょう', 'まずは']],
  ['これは必要です次に進みます', ['これは', '必要です', '次に', '進みます']],
  ['かかわらず動作するでしょう', ['かかわらず', '動作するでしょう']],
])('%s: particles and auxiliaries stay with their word', (text, tokens) => {
  expect(parts(text)).toEqual(tokens);
});

test('a polite form ends a sentence without a full stop', () => {
  const { cost, endsSentence } = breakCostsFor('ja');
  expect(cost('あります', 'そこで', false)).toBe(0);
  expect(endsSentence('作ってみましょう', '友だちに')).toBe(true);
  expect(endsSentence('友だちの', 'リスト')).toBe(false);
});

test.each(['人民币', '数学家', '坐标系', '可靠性', '处理器', '现代化'])(
  '%s is one token',
  (word) => {
    expect(parts(`我们说${word}很好`).join('|')).toContain(word);
  },
);

test('了 and 着 stay with their verb, 在 and 把 with their noun', () => {
  const { cost } = breakCostsFor('zh');
  const plain = cost('电视', '节目', false);
  for (const particle of ['的', '了', '着', '过']) {
    expect(cost('电视', particle, false)).toBeGreaterThan(plain + 5);
  }
  for (const word of ['从', '在', '把', '被']) {
    expect(cost(word, '节目', false)).toBeGreaterThan(plain + 5);
  }
});

test('a full stop that the style removes leaves its space between segments', () => {
  const two = transcriptOf([segment(0, 900, '天气好。'), segment(900, 1800, '我们走。')], 'zh');
  expect(cuesOf(two, 'netflix-zh').join(' / ')).toBe('天气好 我们走');
});
