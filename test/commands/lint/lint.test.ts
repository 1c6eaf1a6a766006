import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lint, type Options } from '../../../src/commands/lint/index.js';
import type { CliError } from '../../../src/errors.js';
import type { Output } from '../../../src/formats/output.js';
import { printed, smallApp, type SmallApp } from '../../support/small-app.js';

const good = `1
00:00:01,000 --> 00:00:03,000
Nothing is wrong with this cue.

2
00:00:03,500 --> 00:00:05,500
Nor with this one.
`;
const bad = `1
00:00:01,000 --> 00:00:03,000
This line is a good deal longer than forty-two columns, and nobody could read it.

2
00:00:02.500 --> 00:00:02,600
Too short, and too early.
`;

const inFiles = (files: Record<string, string>): SmallApp => {
  const app = smallApp();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(app.cwd, name), text);
  return app;
};

const style = { style: 'netflix-en' } as const;

const rows = (output: Output): Record<string, string | number | null>[] => {
  if (output.kind !== 'records') throw new Error('no records');
  return [...(output.records as Iterable<unknown>)].map((record) =>
    Object.fromEntries(output.columns.map((column) => [column.key, column.value(record)])),
  );
};

const failureOf = (output: Output): CliError | null => output.failure?.() ?? null;

describe('findings', () => {
  it('are absent for a file that keeps the rules: exit 0', async () => {
    const output = await lint(inFiles({ 'a.srt': good }), ['a.srt'], style);
    expect(rows(output)).toEqual([]);
    expect(failureOf(output)).toBeNull();
    expect(output).toMatchObject({ empty: 'No findings: a.srt, 2 cues, netflix-en.' });
  });

  it('name cue, line, time, rule, measured value and limit, and are exit 1', async () => {
    const output = await lint(inFiles({ 'a.srt': bad }), ['a.srt'], style);
    const found = rows(output);
    expect(found[0]).toEqual({
      file: 'a.srt',
      line: 2,
      cue: 1,
      time: '00:00:01.000',
      rule: 'width',
      measured: 81,
      limit: 42,
      message: 'line too long',
    });
    expect(found.map(({ rule }) => rule)).toEqual([
      'width',
      'cps',
      'syntax',
      'min-duration',
      'cps',
      'overlap',
    ]);
    expect(failureOf(output)).toMatchObject({
      exitCode: 1,
      message: '6 findings',
      code: 'findings',
    });
  });

  it('follow the requested style', async () => {
    const app = inFiles({ 'a.srt': good });
    const strict = await lint(app, ['a.srt'], { ...style, maxChars: '20' });
    expect(rows(strict)).toMatchObject([{ cue: 1, rule: 'width', measured: 31, limit: 20 }]);
    const free = await lint(app, ['a.srt'], { style: 'raw' });
    expect(rows(free)).toEqual([]);
  });

  it('can be counted, one row per file', async () => {
    const output = await lint(inFiles({ 'a.srt': good, 'b.srt': bad }), ['a.srt', 'b.srt'], {
      ...style,
      summary: true,
    });
    expect(rows(output)).toEqual([
      { file: 'a.srt', style: 'netflix-en', cues: 2, broken: 0, rules: '' },
      {
        file: 'b.srt',
        style: 'netflix-en',
        cues: 2,
        broken: 3,
        rules: 'syntax 1, cps 2, width 1, min-duration 1, overlap 1',
      },
    ]);
    expect(failureOf(output)).toMatchObject({ exitCode: 1 });
  });

  it('are found in WebVTT as well, without its markup', async () => {
    const vtt = `WEBVTT\n\n00:01.000 --> 00:03.000\n<v Anna><b>${'x'.repeat(42)}</b>\n`;
    const output = await lint(inFiles({ 'a.vtt': vtt }), ['a.vtt'], { ...style, maxCps: '30' });
    expect(rows(output)).toEqual([]);
  });
});

describe('files that cannot be checked', () => {
  it.each([
    ['missing.srt', 3],
    ['empty.srt', 2],
  ])('%s: exit %i', async (file, exitCode) => {
    const output = await lint(inFiles({ 'empty.srt': '' }), [file], style);
    expect(failureOf(output)).toMatchObject({ exitCode });
  });

  it('do not stop the check of the others: exit 6', async () => {
    const app = inFiles({ 'a.srt': good });
    const output = await lint(app, ['missing.srt', 'a.srt'], style);
    expect(failureOf(output)).toMatchObject({ exitCode: 6 });
    expect(app.complaints).toMatchObject([{ exitCode: 3 }]);
  });
});

describe.each([{ fix: true }, { reshape: true }] as const)('%o', (mode) => {
  it('writes cues that keep the hard rules, with every word', async () => {
    const app = inFiles({ 'a.srt': bad });
    await printed(await lint(app, ['a.srt'], { ...style, ...mode, output: ['b.srt'] }));
    const words = (text: string): string[] =>
      text
        .replaceAll(/^[\d: ,.>-]+$/gm, '')
        .split(/\s+/)
        .filter((w) => w !== '');
    expect(words(readFileSync(join(app.cwd, 'b.srt'), 'utf8'))).toEqual(words(bad));
    const again = await lint(app, ['b.srt'], style);
    expect(
      rows(again).filter(
        ({ rule }) => rule === 'width' || rule === 'overlap' || rule === 'gap' || rule === 'syntax',
      ),
    ).toEqual([]);
  });

  it('replaces a file only with --force: exit 9', async () => {
    const app = inFiles({ 'a.srt': bad });
    const inPlace: Options = { ...style, ...mode };
    await expect(lint(app, ['a.srt'], inPlace)).rejects.toMatchObject({ exitCode: 9 });
    expect(readFileSync(join(app.cwd, 'a.srt'), 'utf8')).toBe(bad);
    await lint(app, ['a.srt'], { ...inPlace, force: true });
    expect(readFileSync(join(app.cwd, 'a.srt'), 'utf8')).not.toBe(bad);
  });

  it('writes to the target of a link only with --force, and names the target', async () => {
    const app = inFiles({ 'target.srt': bad });
    symlinkSync('target.srt', join(app.cwd, 'a.srt'));
    const inPlace: Options = { ...style, ...mode };
    await expect(lint(app, ['a.srt'], inPlace)).rejects.toMatchObject({ exitCode: 9 });
    expect(readFileSync(join(app.cwd, 'target.srt'), 'utf8')).toBe(bad);
    await lint(app, ['a.srt'], { ...inPlace, force: true });
    expect(lstatSync(join(app.cwd, 'a.srt')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(app.cwd, 'target.srt'), 'utf8')).not.toBe(bad);
    const [link, target] = ['a.srt', 'target.srt'].map((name) => join(app.cwd, name));
    expect(app.notices.at(-1)).toBe(`Wrote ${target}: ${link} links to it`);
  });

  it('keeps the voices of WebVTT', async () => {
    const app = inFiles({
      'a.vtt': 'WEBVTT\n\n00:01.000 --> 00:03.000\n<v Anna>Hello &amp; welcome.\n',
    });
    await lint(app, ['a.vtt'], { ...style, ...mode, force: true });
    expect(readFileSync(join(app.cwd, 'a.vtt'), 'utf8')).toContain('<v Anna>Hello &amp; welcome.');
  });

  it('refuses a file with cues that it cannot read: their text would be lost', async () => {
    const app = inFiles({
      'a.vtt': 'WEBVTT\n\n00:01.000 --> 00:03.000\nHello.\n\n00:04 --> soon\nLost.\n',
    });
    const output = lint(app, ['a.vtt'], { ...style, ...mode, force: true });
    await expect(output).rejects.toMatchObject({
      exitCode: 1,
      message: 'Line 6 of "a.vtt" has times that cannot be read',
    });
  });

  it('is needed for -o and --force: exit 2', async () => {
    const app = inFiles({ 'a.srt': good });
    await expect(lint(app, ['a.srt'], { ...style, force: true })).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});

describe('--fix of a file with markup', () => {
  const marked = `WEBVTT

STYLE
::cue(.x) { color: red }

intro
00:01.000 --> 00:05.000 line:0 position:20%
<v Anna><c.x>Hello &amp; welcome</c> to a line that is too long for <i>any one</i> line.

NOTE <i>kept</i>

00:06.000 --> 00:09.000 line:0
<b>Fine</b>, if x<5.
`;
  const repaired = marked.replace('</c> to a line that', '</c> to a line\nthat');
  const fix = { ...style, fix: true } as const;

  it('changes the broken cue only, byte for byte', async () => {
    const app = inFiles({ 'a.vtt': marked });
    await lint(app, ['a.vtt'], { ...fix, force: true });
    expect(readFileSync(join(app.cwd, 'a.vtt'), 'utf8')).toBe(repaired);
    expect(app.notices[0]).toBe('a.vtt: 1 of 2 cues changed; no findings remain');
  });

  it('shows a diff of that cue with --diff, and writes nothing', async () => {
    const app = inFiles({ 'a.vtt': marked });
    expect(await printed(await lint(app, ['a.vtt'], { ...fix, diff: true }))).toBe(`--- a.vtt
+++ a.vtt
@@ -5,7 +5,8 @@
 
 intro
 00:01.000 --> 00:05.000 line:0 position:20%
-<v Anna><c.x>Hello &amp; welcome</c> to a line that is too long for <i>any one</i> line.
+<v Anna><c.x>Hello &amp; welcome</c> to a line
+that is too long for <i>any one</i> line.
 
 NOTE <i>kept</i>
 
`);
    expect(readFileSync(join(app.cwd, 'a.vtt'), 'utf8')).toBe(marked);
    expect(app.notices).toEqual(['a.vtt: 1 of 2 cues would change; no findings remain']);
  });

  it('writes nothing with --dry-run, even with --force', async () => {
    const app = inFiles({ 'a.vtt': marked });
    await lint(app, ['a.vtt'], { ...fix, dryRun: true, force: true });
    expect(readFileSync(join(app.cwd, 'a.vtt'), 'utf8')).toBe(marked);
  });

  it.each([{ diff: true }, { dryRun: true }] as const)('%o needs --fix: exit 2', async (flag) => {
    const app = inFiles({ 'a.vtt': marked });
    await expect(lint(app, ['a.vtt'], { ...style, ...flag })).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});
