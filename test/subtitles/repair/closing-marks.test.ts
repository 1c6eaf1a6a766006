import { expect, test } from 'vitest';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { shape, styleFor } from '../../../src/subtitles/index.js';
import { moveClosingMarks } from '../../../src/subtitles/repair/closing-marks.js';
import { cuesOf, segment, word } from '../support.js';

const texts = (first: string, second: string): string[] =>
  moveClosingMarks([segment(0, 1000, first), segment(1000, 2000, second)]).map(({ text }) => text);

test.each([
  ['without pictures or conversations?', '" So she was considering', 'without pictures or conversations?"', 'So she was considering'],
  ['他说：“走吧。', '”我们就走了。', '他说：“走吧。”', '我们就走了。'],
  ['(as well as she could', ') in her own mind', '(as well as she could)', 'in her own mind'],
  ['“Why?', '’” he said', '“Why?’”', 'he said'],
])('%s | %s', (first, second, mended, rest) => {
  expect(texts(first, second)).toEqual([mended, rest]);
}); // prettier-ignore

test.each([
  ['What is that?', '"So she was considering"'],
  ['What is that?', '’tis nothing'],
  ['Was ist das?', '»Nichts«, sagte er'],
])('an opening mark stays: %s | %s', (first, second) => {
  expect(texts(first, second)).toEqual([first, second]);
});

test('marks stay with another speaker and in the first segment', () => {
  const segments = [
    segment(0, 900, '" and', { speaker: 'A' }),
    segment(1000, 1900, '" so', { speaker: 'B' }),
  ];
  expect(moveClosingMarks(segments)).toEqual(segments);
});

test('a mark with its own time is moved and the times of the words stay', () => {
  const first = segment(0, 1500, 'is that a book?');
  const words = [word(1500, 1600, '"'), word(1700, 2000, 'So'), word(2000, 2600, 'it is.')];
  const transcript = transcriptOf([first, segment(1500, 2600, '" So it is.', { words })]);
  expect(moveClosingMarks(transcript.segments)[1]).toMatchObject({
    text: 'So it is.',
    startMs: 1700,
    words: words.slice(1),
  });
  expect(cuesOf(transcript).join(' ')).toBe('is that a book?" So it is.');
  expect(shape(transcript, styleFor(null, transcript)).repairs).toEqual([]);
});

test('a segment with only a mark is joined to the segment before', () => {
  expect(texts('the end.', ' " ')).toEqual(['the end."']);
});
