import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { alignBilingual, shape, styleFor } from '../../src/subtitles/index.js';
import { inked, segment } from './support.js';

const english = transcriptOf(
  [
    segment(0, 2500, 'My heart could not help growing sad.'),
    segment(3000, 5500, 'Ah! Was this not the home I remembered?'),
    segment(6000, 7500, 'It was not.'),
  ],
  'en',
);
const chinese = transcriptOf(
  [
    segment(100, 2400, '我的心禁不住悲凉起来了。'),
    segment(3100, 5600, '阿！这不是我时时记得的故乡？'),
  ],
  'zh',
);
const primary = shape(english, styleFor(null, english)).cues;

test('each cue takes the text of its time', () => {
  expect(alignBilingual(primary, chinese).map((cue) => cue.lines)).toEqual([
    ['My heart could not help growing sad.', '我的心禁不住悲凉起来了。'],
    ['Ah! Was this not the home I remembered?', '阿！这不是我时时记得的故乡？'],
    ['It was not.'],
  ]);
});

test('the second language can be above', () => {
  const [cue] = alignBilingual(primary, chinese, { order: 'above' });
  expect(cue?.lines[0]).toBe('我的心禁不住悲凉起来了。');
  expect(cue?.translation).toEqual(['我的心禁不住悲凉起来了。']);
});

test('a translation in one segment is split at a break near the end of the cue', () => {
  const whole = transcriptOf(
    [segment(0, 7500, '我的心禁不住悲凉起来了，这不是我时时记得的故乡？不是。')],
    'zh',
  );
  expect(alignBilingual(primary, whole).map((cue) => cue.translation?.join(' / '))).toEqual([
    '我的心禁不住悲凉起来了，',
    '这不是我时时记得的故乡？',
    '不是。',
  ]);
});

test('every word of the second language is in one cue, in order', () => {
  const texts = fc.array(fc.constantFrom('故乡', '我的心。', '天气，', 'river', '阿！', ' '), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.array(texts, { maxLength: 4 }), (parts) => {
      const second = transcriptOf(
        parts.map((text, i) => segment(i * 1800, i * 1800 + 1500, text.join(''))),
      );
      const aligned = alignBilingual(primary, second);
      expect(inked(aligned.flatMap((cue) => cue.translation ?? []))).toBe(inked(parts.flat()));
    }),
  );
});
