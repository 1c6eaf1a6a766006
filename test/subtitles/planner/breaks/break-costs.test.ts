import { describe, expect, test } from 'vitest';
import { breakCostsFor } from '../../../../src/subtitles/planner/breaks/break-costs.js';
import { cuesOf, said } from '../../support.js';

describe('a sentence of two lines breaks between phrases', () => {
  test.each([
    [
      'I would like to know the name of the man who came.',
      'I would like to know the name / of the man who came.',
    ],
    [
      'She had peeped into the book her sister was reading.',
      'She had peeped / into the book her sister was reading.',
    ],
    [
      'We could not go home, because the river was high.',
      'We could not go home, / because the river was high.',
    ],
    [
      'Yesterday I met Doctor Watson in Baker Street again.',
      'Yesterday I met Doctor Watson / in Baker Street again.',
    ],
    [
      'There were more than 250 people at the old station.',
      'There were more than 250 people / at the old station.',
    ],
  ])('%s', (text, lines) => {
    expect(cuesOf(said(text))).toEqual([lines]);
  });
});

describe('Chinese breaks between phrases', () => {
  test.each([
    [
      '我们今天要讨论的问题是如何提高学生的阅读能力',
      '我们今天要讨论的问题 / 是如何提高学生的阅读能力',
    ],
    ['如果明天下雨的话，我们就在家里看电影吧。', '如果明天下雨的话， / 我们就在家里看电影吧。'],
    ['这个项目已经做了三年但是还没有得到任何结果', '这个项目已经做了三年 / 但是还没有得到任何结果'],
    ['他在GitHub上发布了OpenSource项目的第2.0版', '他在GitHub上发布了 / OpenSource项目的第2.0版'],
    ['我到了自家的房外，我的母亲早已迎着出来了，', '我到了自家的房外， / 我的母亲早已迎着出来了，'],
  ])('%s', (text, lines) => {
    // The times decide whether a line or a cue ends there.
    expect(cuesOf(said(text, 'zh', 200)).join(' / ')).toBe(lines);
  });
});

describe('other languages', () => {
  test.each([
    [
      'fr',
      "Je voudrais savoir pourquoi tu n'es pas venu à la fête hier.",
      "Je voudrais savoir / pourquoi tu n'es pas venu à la fête hier.",
    ],
    [
      'de',
      'Ich habe das Buch gestern in der alten Bibliothek gefunden.',
      'Ich habe das Buch gestern / in der alten Bibliothek gefunden.',
    ],
    [
      'th',
      'วันนี้เราจะมาพูดถึงวิธีการเรียนภาษาไทยที่ดีที่สุดในโลก',
      'วันนี้เราจะมาพูดถึงวิธีการเรียนภาษาไทย / ที่ดีที่สุดในโลก',
    ],
    [
      'ja',
      '今日は人工知能についてお話ししたいと思います。',
      '今日は人工知能について / お話ししたいと思います。',
    ],
  ])('%s: %s', (language, text, lines) => {
    expect(cuesOf(said(text, language, 75))).toEqual([lines]);
  });
});

describe('break costs', () => {
  const en = breakCostsFor('en');
  test.each([
    // better, worse
    ['home. | Then', 'home, | then'],
    ['home, | then', 'the house | and'],
    ['the house | and', 'the house | of'],
    ['the house | of', 'old | house'],
    ['old | house', 'the | house'],
    ['walked | home', 'I | walked'],
    ['walked | home', 'Doctor | Watson'],
    ['walked | home', 'Mr. | Watson'],
    ['walked | home', 'home | ,'],
  ])('%s is cheaper than %s', (better, worse) => {
    const price = (pair: string): number => {
      const [before = '', after = ''] = pair.split(' | ');
      return en.cost(before, after, true);
    };
    expect(price(better)).toBeLessThan(price(worse));
  });

  test.each([
    ['end.', 'Next', true],
    ['end."', 'Next', true],
    ['Mr.', 'Smith', false],
    ['J.', 'Smith', false],
    ['so...', 'maybe', false],
    ['so...', 'Maybe', true],
    ['e.g.', 'this', false],
    ['走了。', '他', true],
    ['走了，', '他', false],
    ['end', null, false],
  ] as const)('%s %s: a sentence ends there: %s', (before, after, ends) => {
    expect(en.endsSentence(before, after)).toBe(ends);
  });

  test('other languages have their own function words', () => {
    const de = breakCostsFor('de-AT');
    expect(de.cost('der', 'Mann', true)).toBeGreaterThan(de.cost('Mann', 'und', true));
    expect(breakCostsFor('nl').cost('de', 'man', true)).toBe(11);
    expect(breakCostsFor('sv').cost('en', 'man', true)).toBe(5);
    expect(breakCostsFor('zh').cost('of', 'the', true)).toBe(
      breakCostsFor('en').cost('of', 'the', true),
    );
  });
});
