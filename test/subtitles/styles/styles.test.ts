import { describe, expect, test } from 'vitest';
import { overrideStyle, styleFor, styles } from '../../../src/subtitles/index.js';

const saying = (text: string) => ({
  segments: [{ startMs: 0, endMs: 1000, text, speaker: null, channel: null, words: [] }],
});

describe('styleFor', () => {
  test.each([
    ['Alice was beginning to get very tired', 'netflix-en'],
    ['我冒了严寒，回到相隔二千余里的 iPhone 故乡去', 'netflix-zh-sdh'],
    ['左に見えるのは…首刈り機', 'netflix-ja-sdh'],
    ['왼쪽에 보이는 것은', 'netflix-ko-sdh'],
    ['สวัสดีชาวโลก', 'netflix-th'],
    ['Привет, мир', 'netflix'],
    ['12345 !?', 'netflix-en'],
    ['', 'netflix-en'],
  ])('chooses the style for %s', (text, name) => {
    expect(styleFor(null, saying(text)).name).toBe(name);
  });

  test('uses the wide numbers of a style only for wide scripts', () => {
    expect(styleFor('youtube', saying('hello'))).toMatchObject({ unit: 'ch', maxChars: 42 });
    expect(styleFor('youtube', saying('你好'))).toMatchObject({ unit: 'fw', maxChars: 16 });
  });

  test('lists the styles when a name is unknown', () => {
    expect(() => styleFor('nexflix', saying('x'))).toThrow(/nexflix.*netflix-en.*raw/);
  });
});

// The numbers as the guides print them. A change here changes the promise of a preset.
test.each([
  ['netflix-en', 'ch', 42, 2, 20, 834, 7000, 84, 500, 500],
  ['netflix', 'ch', 42, 2, 17, 834, 7000, 84, 500, 500],
  ['netflix-zh', 'fw', 16, 2, 9, 834, 7000, 84, 500, 500],
  ['netflix-zh-sdh', 'fw', 18, 2, 11, 834, 7000, 84, 500, 500],
  ['netflix-ja', 'fw', 13, 2, 4, 500, 7000, 84, 0, 500],
  ['netflix-ko', 'fw', 16, 2, 12, 834, 7000, 84, 500, 500],
  ['bbc', 'ch', 37, 2, Infinity, 1000, 7000, 0, 1000, 1500],
  ['bbc-vertical', 'ch', 25, 3, Infinity, 1000, 7000, 0, 1000, 1500],
  ['ted', 'ch', 42, 2, 21, 1000, 7000, 0, 500, 500],
  ['amazon', 'ch', 42, 2, 17, 1000, 7000, 84, 500, 500],
  ['dcmp', 'ch', 32, 2, Infinity, 2000, 7000, 0, 500, 1000],
  ['youtube', 'ch', 42, 2, 21, 834, 7000, 0, 500, 500],
  ['shorts', 'ch', 24, 2, 25, 700, 5000, 0, 500, 300],
  ['raw', 'ch', Infinity, Infinity, Infinity, 1, Infinity, 0, 0, 0],
] as const)('%s', (name, unit, cpl, lines, cps, min, max, gap, chain, leadOut) => {
  expect(styles.find((style) => style.name === name)).toMatchObject({
    unit,
    maxChars: cpl,
    maxLines: lines,
    maxCps: cps,
    minDurationMs: min,
    maxDurationMs: max,
    gapMs: gap,
    chainGapMs: chain,
    leadOutMs: leadOut,
  });
});

test('overrides replace only the given numbers', () => {
  const style = styleFor('netflix-en', saying(''));
  expect(overrideStyle(style, { maxChars: 30, fps: 25 })).toEqual({
    ...style,
    maxChars: 30,
    fps: 25,
  });
  expect(overrideStyle(style, { gapMs: 120 })).toMatchObject({ gapMs: 120, gapFrames: null });
  expect(overrideStyle(style, { children: true }).maxCps).toBe(17);
  expect(overrideStyle(style, { maxCps: undefined })).toEqual(style);
});
