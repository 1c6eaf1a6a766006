import { expect, test } from 'vitest';
import { Exit } from '../../src/errors.js';
import { lintCues, styleFor, styles } from '../../src/subtitles/index.js';
import { styleSources } from '../../src/subtitles/styles/sources.js';
import { sampleFor } from '../../src/commands/styles/sample.js';
import { asrctl } from '../support/run.js';

interface Shown {
  readonly name: string;
  readonly sample: readonly { startMs: number; endMs: number; lines: readonly string[] }[];
}

const shown = async (...argv: readonly string[]): Promise<readonly Shown[]> =>
  (JSON.parse((await asrctl(['styles', ...argv, '--json'])).stdout) as { styles: Shown[] }).styles;

test('every style has a row and a source', async () => {
  const { code, stdout } = await asrctl(['styles', '--format', 'csv']);
  expect(code).toBe(Exit.ok);
  const rows = stdout.trimEnd().split('\r\n');
  expect(rows[0]).toBe(
    'name,maxChars,maxLines,maxCps,maxWpm,minDurationMs,maxDurationMs,gapMs,source',
  );
  expect(rows.slice(1).map((row) => row.split(',')[0])).toEqual(styles.map(({ name }) => name));
  expect(Object.keys(styleSources)).toEqual(styles.map(({ name }) => name));
  expect(rows.at(-1)).toBe('raw,,,,,1,,0,asrctl');
});

test('a sample keeps every hard limit of its style, and all of its text', async () => {
  for (const { name, sample } of await shown()) {
    const transcript = sampleFor(name);
    const style = styleFor(name, transcript);
    const cues = sample.map((cue) => ({ ...cue, speaker: null, words: [], translation: null }));
    const hard = lintCues(cues, style).filter(({ rule }) =>
      /^(?:width|lines|max-duration|gap|overlap|order)$/.test(rule),
    );
    expect({ name, hard }).toEqual({ name, hard: [] });
    const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
    expect(letters(sample.flatMap(({ lines }) => lines).join(''))).toBe(
      letters(transcript.segments[0]?.text ?? ''),
    );
  }
});

test('one style: its limits and its sample', async () => {
  const { code, stdout } = await asrctl(['styles', 'bbc']);
  expect(code).toBe(Exit.ok);
  expect(stdout).toBe(`Style:    bbc
Line:     37 characters
Lines:    2 in a cue
Speed:    no limit
Words:    180 a minute
Shortest: 1 s
Longest:  7 s
Gap:      0 s
Closed:   gaps shorter than 1 s
Source:   BBC Subtitle Guidelines, sections 3 to 5; longest duration: asrctl

Sample
  00:00:00.000 --> 00:00:03.786
  The tide came in earlier
  than the forecast had said,

  00:00:03.786 --> 00:00:07.000
  so we tied the second boat
  to the inner ring

  00:00:07.000 --> 00:00:08.643
  before the wind turned.
`);
  expect((await shown('bbc')).map(({ name }) => name)).toEqual(['bbc']);
  expect((await asrctl(['styles', 'youtube'])).stdout).toContain(
    'CJK text: 16 full-width characters, 11 a second\n',
  );
});

test('an unknown style is exit 2', async () => {
  expect(await asrctl(['styles', 'nosuch'])).toMatchObject({
    code: Exit.usage,
    stdout: '',
    stderr: 'asrctl: There is no style "nosuch"\nList the styles: asrctl styles\n',
  });
});

test('help names every format where formats are explained', async () => {
  const names = 'srt, vtt, ass, ttml, lrc, sbv, csv, tsv, txt, md, json, youtube-chapters';
  for (const command of ['export', 'transcribe']) {
    const { stdout } = await asrctl([command, '--help'], { columns: 200 });
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain(names);
  }
});
