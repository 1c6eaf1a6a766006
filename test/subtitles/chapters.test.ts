import { expect, test } from 'vitest';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { chapters } from '../../src/subtitles/index.js';
import { segment } from './support.js';

const openings = [
  'Welcome to the river walk.',
  'Now we cross the bridge, slowly.',
  'Here is the old mill.',
  'At last, the sea.',
];

/** Four minutes: a sentence every five seconds, a new part every minute after three and a half seconds of silence. */
const tour = transcriptOf(
  Array.from({ length: 48 }, (_, i) => {
    const starts = i % 12 === 0;
    const text = starts ? (openings[i / 12] as string) : 'This part goes on and on.';
    return segment(i * 5000, i * 5000 + (i % 12 === 11 ? 1500 : 4800), text);
  }),
);

test('chapters begin at a sentence after the longest silences, the first at 0', () => {
  const found = chapters(tour);
  expect(found[0]).toEqual({ startMs: 0, title: 'Welcome to the river walk' });
  const titles = found.map(({ title }) => title);
  expect(titles).toContain('Now we cross the bridge, slowly');
  expect(titles).toContain('Here is the old mill');
  expect(found.length).toBeGreaterThanOrEqual(3);
  for (const [i, { startMs }] of found.entries()) {
    expect(startMs - (found[i - 1]?.startMs ?? -10_000)).toBeGreaterThanOrEqual(10_000);
  }
});

test('a short text is one chapter, an empty text has none', () => {
  expect(chapters(transcriptOf([segment(500, 3000, '我的心禁不住悲凉起来了。')]))).toEqual([
    { startMs: 0, title: '我的心禁不住悲凉起来了' },
  ]);
  expect(chapters(transcriptOf([]))).toEqual([]);
});

test('a long first sentence is cut at a break', () => {
  const text =
    'Alice was beginning to get very tired of sitting by her sister on the bank and of having nothing to do';
  const [first] = chapters(transcriptOf([segment(0, 9000, text)]));
  expect(first?.title).toBe('Alice was beginning to get very tired of sitting…');
});
