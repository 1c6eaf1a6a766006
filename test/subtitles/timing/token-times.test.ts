import { expect, test } from 'vitest';
import { tokensOf } from '../../../src/subtitles/planner/tokens.js';
import { timesOf } from '../../../src/subtitles/timing/token-times.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { cuesOf, segment, word } from '../support.js';

const timed = (s: ReturnType<typeof segment>): [string, number, number, number][] => {
  const tokens = tokensOf(s.text, 40, 'ch');
  const { startMs, endMs, measured } = timesOf(s, tokens);
  return tokens.map(({ start, end }, i) => [
    s.text.slice(start, end),
    Math.round(startMs[i] as number),
    Math.round(endMs[i] as number),
    measured[i] as number,
  ]);
};

test('without word times a segment is divided by characters + 1', () => {
  expect(timed(segment(1000, 2200, 'a bcd efghi'))).toEqual([
    ['a', 1000, 1200, 0],
    ['bcd', 1200, 1600, 0],
    ['efghi', 1600, 2200, 0],
  ]);
});

test('words give their own times, and the other tokens divide the time between them', () => {
  const words = [word(0, 300, 'It'), word(300, 500, 'cost'), word(1500, 2000, 'dollars')];
  expect(timed(segment(0, 2000, 'It cost $20 dollars.', { words }))).toEqual([
    ['It', 0, 300, 1],
    ['cost', 300, 500, 1],
    ['$20', 500, 1500, 0],
    ['dollars.', 1500, 2000, 1],
  ]);
});

test('a word is not found inside a longer word', () => {
  const words = [word(500, 600, 'a'), word(600, 900, 'man')];
  expect(timed(segment(0, 900, 'that a man', { words })).map(([, start]) => start)).toEqual([
    0, 500, 600,
  ]);
});

test('Chinese words and tokens may differ', () => {
  const words = Array.from('我们在北京', (char, i) => word(i * 200, i * 200 + 200, char));
  expect(timed(segment(0, 1000, '我们在北京。', { words }))).toEqual([
    ['我们', 0, 400, 1],
    ['在', 400, 600, 1],
    ['北京。', 600, 1000, 1],
  ]);
  const long = [word(0, 1000, '我们在北京')];
  expect(timed(segment(0, 1000, '我们在北京', { words: long })).map(([, start]) => start)).toEqual([
    0, 400, 600,
  ]);
});

test('with words of another text the times are interpolated', () => {
  const words = [word(0, 100, 'quite'), word(100, 200, 'different')];
  expect(timed(segment(0, 400, 'ab cd', { words })).map(([, , , measured]) => measured)).toEqual([
    0, 0,
  ]);
});

test('two words in ten hours are timed together at the start', () => {
  expect(cuesOf(transcriptOf([segment(0, 36_000_000, 'Ten hours')]))).toEqual(['Ten hours']);
});
