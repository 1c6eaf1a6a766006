import { expect, test } from 'vitest';
import { piecesOf } from '../../../src/subtitles/planner/pieces.js';
import { timesOf } from '../../../src/subtitles/repair/piece-times.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { cuesOf, segment, word } from '../support.js';

const timed = (s: ReturnType<typeof segment>): [string, number, number, number][] => {
  const pieces = piecesOf(s.text, 40, 'ch');
  const { startMs, endMs, measured } = timesOf(s, pieces);
  return pieces.map(({ start, end }, i) => [
    s.text.slice(start, end),
    Math.round(startMs[i] as number),
    Math.round(endMs[i] as number),
    measured[i] as number,
  ]);
};

test('without word times a segment is shared by characters + 1', () => {
  expect(timed(segment(1000, 2200, 'a bcd efghi'))).toEqual([
    ['a', 1000, 1200, 0],
    ['bcd', 1200, 1600, 0],
    ['efghi', 1600, 2200, 0],
  ]);
});

test('words give their own times, and what they do not cover lies between them', () => {
  const words = [word(0, 300, 'It'), word(300, 500, 'cost'), word(1500, 2000, 'dollars')];
  expect(timed(segment(0, 2000, 'It cost $20 dollars.', { words }))).toEqual([
    ['It', 0, 300, 1],
    ['cost', 300, 500, 1],
    ['$20', 500, 1500, 0],
    ['dollars.', 1500, 2000, 1],
  ]);
});

test('a word is not looked for inside a longer one', () => {
  const words = [word(500, 600, 'a'), word(600, 900, 'man')];
  expect(timed(segment(0, 900, 'that a man', { words })).map(([, start]) => start)).toEqual([
    0, 500, 600,
  ]);
});

test('Chinese words and pieces need not agree', () => {
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

test('words of another text leave the segment to interpolation', () => {
  const words = [word(0, 100, 'quite'), word(100, 200, 'different')];
  expect(timed(segment(0, 400, 'ab cd', { words })).map(([, , , measured]) => measured)).toEqual([
    0, 0,
  ]);
});

test('two words in ten hours are said at once, not four hours apart', () => {
  expect(cuesOf(transcriptOf([segment(0, 36_000_000, 'Ten hours')]))).toEqual(['Ten hours']);
});
