import { expect, test } from 'vitest';
import { isUnpunctuated } from '../../../src/subtitles/text/punctuated.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { cuesOf, segment } from '../support.js';

const said = (mark: string) =>
  transcriptOf([
    segment(0, 3000, `so this is how we build the first part${mark}`),
    segment(3000, 4600, `then we go and test it${mark}`),
    segment(4600, 9000, `after that nobody wants to look at the whole thing again${mark}`),
  ]);

test('the end of a segment ends a sentence when the text has no punctuation', () => {
  expect(cuesOf(said(''), 'netflix-en')).toEqual([
    'so this is how we build the first part',
    'then we go and test it',
    'after that nobody wants to look / at the whole thing again',
  ]);
});

test('a text has punctuation when it has sentence marks at a usual rate', () => {
  const long = 'word '.repeat(200);
  expect(isUnpunctuated(said('').segments)).toBe(true);
  expect(isUnpunctuated(said('.').segments)).toBe(false);
  expect(isUnpunctuated([segment(0, 1, `${long}.`)])).toBe(true);
  expect(isUnpunctuated([segment(0, 1, '天气好。我们走。')])).toBe(false);
  expect(isUnpunctuated([])).toBe(false);
});
