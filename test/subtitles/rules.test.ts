import { expect, test } from 'vitest';
import type { Cue } from '../../src/subtitles/cue.js';
import { lintCues, overrideStyle, styleFor } from '../../src/subtitles/index.js';

const cue = (
  startMs: number,
  endMs: number,
  lines: string[],
  speaker: string | null = null,
): Cue => ({
  startMs,
  endMs,
  lines,
  speaker,
  words: [],
  translation: null,
});
const found = (style: string, ...cues: Cue[]) =>
  lintCues(cues, styleFor(style, { segments: [] })).map(({ cue, rule, measured, limit }) => [
    cue,
    rule,
    measured,
    limit,
  ]);

test.each<[string, Cue[], unknown[]]>([
  ['netflix-en', [cue(0, 2000, ['Fine.'])], []],
  ['netflix-en', [cue(0, 6000, ['x'.repeat(43)])], [[1, 'width', 43, 42]]],
  ['netflix-en', [cue(0, 6000, ['a', 'b', 'c'])], [[1, 'lines', 3, 2]]],
  ['netflix-en', [cue(0, 500, ['Hi'])], [[1, 'min-duration', 500, 834]]],
  ['netflix-en', [cue(0, 7001, ['Hi'])], [[1, 'max-duration', 7001, 7000]]],
  ['netflix-en', [cue(0, 1000, ['Twenty-one characters'])], [[1, 'cps', 21, 20]]],
  ['netflix-en', [cue(0, 1000, ['a']), cue(1040, 2000, ['b'])], [[2, 'gap', 40, 84]]],
  ['netflix-en', [cue(0, 1000, ['a']), cue(1300, 3000, ['b'])], [[2, 'chain-gap', 300, 500]]],
  ['netflix-en', [cue(0, 1500, ['a']), cue(1300, 3000, ['b'])], [[2, 'overlap', 200, 0]]],
  ['netflix-en', [cue(0, 1500, ['a'], 'A'), cue(1300, 3000, ['b'], 'B')], []],
  ['raw', [cue(1000, 1500, ['a']), cue(0, 900, ['b'])], [[2, 'order', 0, 1000]]],
  ['raw', [cue(0, 900, [' '])], [[1, 'empty', 0, 1]]],
  ['ted', [cue(0, 6000, ['No', 'not at all'])], [[1, 'line-ratio', 0.2, 0.5]]],
  [
    'bbc',
    [cue(0, 1000, ['one two three four'])],
    [
      [1, 'wpm', 240, 180],
      [1, 'word-time', 1000, 1200],
    ],
  ],
  ['netflix-zh', [cue(0, 2000, ['你好，他走了'])], [[1, 'punctuation', 1, 0]]],
  ['netflix-zh-sdh', [cue(0, 2000, ['他走了', '，下雨（'])], [[1, 'kinsoku', 2, 0]]],
  ['netflix-zh-sdh', [cue(0, 2000, ['…他走了'])], []],
  [
    'netflix-zh-sdh',
    [cue(0, 3000, ['字'.repeat(18)]), cue(3084, 6000, ['字'.repeat(19)])],
    [[2, 'width', 19, 18]],
  ],
])('%s %#', (style, cues, findings) => {
  expect(found(style, ...cues)).toEqual(findings);
});

test('on a frame grid whole frames count: 833 ms are 20 frames at 24 fps', () => {
  const style = overrideStyle(styleFor('netflix-en', { segments: [] }), { fps: 24 });
  expect(lintCues([cue(0, 833, ['Hi']), cue(917, 1751, ['Ho'])], style)).toEqual([]);
  expect(lintCues([cue(0, 792, ['Hi'])], style)).toMatchObject([{ rule: 'min-duration' }]);
});
