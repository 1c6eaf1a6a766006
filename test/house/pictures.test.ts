// The pictures of the pages show what the program writes today. `npm run pictures` draws them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shapingPicture } from '../../.config/pictures/index.js';
import { projectRoot } from '../support/spawn.js';

const read = (name: string): string => readFileSync(join(projectRoot, name), 'utf8');

test('the comparison of cues is the one that the code draws', async () => {
  expect(read('docs/pictures/shaping.svg')).toBe(await shapingPicture());
});

/** The texts of an SVG file, a line each. */
const linesOf = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>(.*)<\/text>/g)].map(([, text = '']) =>
    text
      .replaceAll(/<[^<>]*>/g, '')
      .replaceAll('&gt;', '>')
      .replaceAll('&lt;', '<')
      .replaceAll('&amp;', '&')
      .trimEnd(),
  );

test('the terminal shows the commands and the cues of the README', () => {
  const svg = read('docs/pictures/terminal.svg');
  const last = linesOf(svg.slice(svg.lastIndexOf('<g class=')));
  const block = /```text\n([^]*?)```/.exec(read('README.md'))?.[1] ?? '';
  const shown = block.split('\n').filter((line) => line !== '');
  expect(shown.length).toBeGreaterThan(10);
  expect(shown.filter((line) => !last.includes(line))).toEqual([]);
});
