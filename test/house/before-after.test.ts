// What the README shows of other writers and of ours is what they write today.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { corpora } from '../../bench/shaping-corpora.js';
import { greedy } from '../../bench/shaping-greedy.js';
import type { Cue } from '../../src/subtitles/cue.js';
import { shape, styleFor } from '../../src/subtitles/index.js';
import { projectRoot } from '../support/spawn.js';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');

const shown = (cue: Cue | undefined): string =>
  cue === undefined ? '' : `${(cue.startMs / 1000).toFixed(1)} ${cue.lines.join('<br>')}`;

/** Cues of both that begin before `until`, as rows of a table without the blanks between its cells. */
const rowsOf = (name: string, until: number): string[] => {
  const found = corpora([]).find((corpus) => corpus.name === name);
  if (found === undefined) throw new Error(`the bench has no ${name}`);
  const { transcript } = found;
  const style = styleFor(null, transcript);
  const early = (cues: readonly Cue[]): Cue[] => cues.filter(({ startMs }) => startMs < until);
  const [theirs, ours] = [early(greedy(transcript, style)), early(shape(transcript, style).cues)];
  const count = Math.max(theirs.length, ours.length);
  return Array.from({ length: count }, (_, i) => `|${shown(theirs[i])}|${shown(ours[i])}|`);
};

test.each([
  ['recording.wav', 11_000],
  ['Alice', 22_000],
  ['故乡', 20_000],
])('%s', (name, until) => {
  const rows = readme
    .split('\n')
    .map((line) => line.replaceAll(/ *\| */g, '|'))
    .join('\n');
  expect(rows).toContain(`\n${rowsOf(name, until).join('\n')}\n`);
});
