import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportTracks } from '../../../src/commands/export.js';
import { safeBase } from '../../../src/commands/inputs/stem.js';
import { emptyJob, type Job } from '../../../src/jobs/job.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { onStdout, put, raw } from './exporting.js';
import { printed, smallApp, type SmallApp } from '../../support/small-app.js';

const answer = JSON.stringify([
  { content: 'Talking about the weather.', from: 0.0, to: 1.846 },
  { content: 'x < 5 & y > 3', from: 2.0, to: 3.386 },
]);
const srt = `1
00:00:00,000 --> 00:00:01,846
Talking about the weather.

2
00:00:02,000 --> 00:00:03,386
x <\u2060 5 & y > 3

`;

const segments = [
  { startMs: 500, endMs: 1500, text: 'Hello there.', speaker: 'S1', channel: null, words: [] },
  { startMs: 1600, endMs: 2600, text: 'Good day.', speaker: 'S2', channel: null, words: [] },
];
const job = (id: string, more: Partial<Job> = {}): Job => ({
  ...emptyJob(id, 'ims'),
  state: 'succeeded',
  transcript: transcriptOf(segments, 'en'),
  ...more,
});

describe('what is read', () => {
  it('takes an AiResult, and SRT is the default', async () => {
    expect(await onStdout(answer, {}, raw())).toBe(srt);
  });

  it('takes the transcript document it writes, and gives the same bytes again', async () => {
    const once = await onStdout(answer, { formats: ['json'] }, raw());
    expect(JSON.parse(once)).toMatchObject({ schemaVersion: 1, timing: 'segment' });
    expect(await onStdout(once, { formats: ['json'] }, raw())).toBe(once);
    expect(await onStdout(once, {}, raw())).toBe(srt);
  });

  it('takes SRT and WebVTT, and gives the same bytes again', async () => {
    expect(await onStdout(srt, {}, raw())).toBe(srt);
    const vtt = await onStdout(srt, { formats: ['vtt'] }, raw());
    expect(vtt).toContain('x &lt; 5 &amp; y &gt; 3');
    expect(await onStdout(vtt, { formats: ['vtt'] }, raw())).toBe(vtt);
  });

  it('takes a job document, a list of them, and one per line', async () => {
    const document = { schemaVersion: 1, ...job('j1'), raw: undefined };
    const one = await onStdout(JSON.stringify(document), {}, raw());
    expect(one).toContain('Hello there.');
    const app = smallApp();
    const second = { ...document, id: 'j2' };
    put(app, {
      'list.json': JSON.stringify({ schemaVersion: 1, jobs: [document, second] }),
      'list.jsonl': `${JSON.stringify(document)}\n${JSON.stringify(second)}\n`,
    });
    await exportTracks(app, ['list.json'], raw({ output: ['a/'] }));
    await exportTracks(app, ['list.jsonl'], raw({ output: ['b/'] }));
    expect(readdirSync(join(app.cwd, 'a'))).toEqual(['j1.srt', 'j2.srt']);
    expect(readdirSync(join(app.cwd, 'b'))).toEqual(['j1.srt', 'j2.srt']);
    expect(readFileSync(join(app.cwd, 'a', 'j2.srt'), 'utf8')).toBe(one);
  });

  it("takes the services' own answers, JSON and XML", async () => {
    const answered = JSON.stringify({
      RequestId: '7A1B',
      JobId: 'c0ffee',
      State: 'Finished',
      SmartJobInfo: { JobType: 'ASR', Title: 'weather' },
      JobResult: { AiResult: answer },
    });
    expect(await onStdout(answered, {}, raw())).toBe(srt);
    const failed = JSON.stringify({
      ...(JSON.parse(answered) as object),
      State: 'Failed',
      ErrorMessage: 'no voice',
      JobResult: {},
    });
    await expect(onStdout(failed, {}, raw())).rejects.toMatchObject({ exitCode: 5 });
    const xml = readFileSync(
      join(import.meta.dirname, '..', '..', 'fixtures', 'ci', 'get.xml'),
      'utf8',
    );
    expect(await onStdout(xml, {}, raw())).toMatch(/^1\n00:00:00,500 --> 00:00:02,500\n/);
  });

  it('takes stdin, with a byte order mark or not', async () => {
    const app = smallApp({ stdin: `\uFEFF${answer}` });
    expect(await printed(await exportTracks(app, ['-'], raw()))).toBe(srt);
  });

  it('takes UTF-16 and refuses bytes that are not text', async () => {
    const app = smallApp();
    writeFileSync(join(app.cwd, 'a.srt'), Buffer.from(`\uFEFF${srt}`, 'utf16le'));
    writeFileSync(join(app.cwd, 'b.srt'), Buffer.from([0x31, 0x0a, 0xc4, 0xe3, 0xff]));
    expect(await printed(await exportTracks(app, ['a.srt'], raw()))).toBe(srt);
    const output = exportTracks(app, ['b.srt'], raw()).then(printed);
    await expect(output).rejects.toMatchObject({ exitCode: 2 });
  });

  it.each(['', '{}', 'Dear diary', '[1,', '<a/>'])('refuses %j: exit 2', async (text) => {
    await expect(onStdout(text, {}, raw())).rejects.toMatchObject({ exitCode: 2 });
  });

  it('reports a missing file: exit 3', async () => {
    const output = exportTracks(smallApp(), ['no/such.json'], raw()).then(printed);
    await expect(output).rejects.toMatchObject({
      exitCode: 3,
      message: 'There is no file "no/such.json"',
    });
  });
});

describe('files that cannot be read', () => {
  const deep = '['.repeat(200_000) + ']'.repeat(200_000);
  it.each([
    ['a truncated AiResult', answer.slice(0, -5), /: its JSON is truncated after \d+ characters$/],
    ['a truncated line', `${answer}\n${answer.slice(0, 20)}`, /: line 2: its JSON is truncated/],
    ['JSON nested 200,000 deep', deep, /: its JSON is nested more than 200 levels deep$/],
    ['an answer nested 200,000 deep', `{"Response":${deep}}`, /nested more than 200 levels deep$/],
  ])('%s: exit 2 with the reason', async (_, text, reason) => {
    await expect(onStdout(text, {}, raw())).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(reason),
    });
  });
});

describe('jobs', () => {
  const fetch = async (given: Job, options = raw()): Promise<string> =>
    printed(await exportTracks(smallApp({ jobs: [given] }), [given.id], options));

  it('exports a finished one', async () => {
    expect(await fetch(job('j1'))).toContain('00:00:01,600 --> 00:00:02,600\nGood day.');
  });

  it('has a hint for one that is not finished: exit 7', async () => {
    const running = job('j1', { state: 'running', transcript: null });
    await expect(fetch(running)).rejects.toMatchObject({
      exitCode: 7,
      hint: 'Add --wait, or wait for it first: asrctl wait j1',
    });
  });

  it('fails as the job did: exit 5', async () => {
    const error = { code: 'X', message: 'no voice' };
    const failed = job('j1', { state: 'failed', transcript: null, error });
    await expect(fetch(failed)).rejects.toMatchObject({
      exitCode: 5,
      message: 'Job "j1" failed: no voice',
    });
  });

  it('reports a job without a transcript, or with an empty one: exit 1', async () => {
    await expect(fetch(job('j1', { transcript: null }))).rejects.toMatchObject({
      exitCode: 1,
      code: 'no_transcript',
    });
    await expect(fetch(job('j1', { transcript: transcriptOf([]) }))).rejects.toMatchObject({
      exitCode: 1,
    });
  });

  it('reports why the result of a job cannot be read', async () => {
    const error = { code: 'unreadable_result', message: 'The result cannot be read: its JSON …' };
    await expect(fetch(job('j1', { transcript: null, error }))).rejects.toMatchObject({
      exitCode: 1,
      message: 'Job "j1" has no transcript. The result cannot be read: its JSON …',
    });
  });

  it('writes the others when one of several is unknown: exit 6', async () => {
    const app = smallApp({ jobs: [job('j1'), job('j3')] });
    const output = exportTracks(app, ['j1', 'j2', 'j3'], raw({ output: ['out/'] })).then(printed);
    await expect(output).rejects.toMatchObject({ exitCode: 6 });
    expect(app.complaints.map((c) => c.exitCode)).toEqual([3]);
    expect(readdirSync(join(app.cwd, 'out'))).toEqual(['j1.srt', 'j3.srt']);
  });

  it('keeps titles of the service inside the folder, and two equal ones apart', async () => {
    const title = '../../etc/pass\u001b[2Jwd';
    const app = smallApp({ jobs: [job('j1', { title }), job('j2', { title })] });
    const name = '{title}-{id}.{ext}';
    await printed(await exportTracks(app, ['j1', 'j2'], raw({ output: ['out/'], name })));
    expect(readdirSync(join(app.cwd, 'out'))).toEqual([
      'etc pass [2Jwd-j1.srt',
      'etc pass [2Jwd-j2.srt',
    ]);
  });
});

describe('names', () => {
  it.each([
    ['../../x', 'x'],
    ['.hidden', 'hidden'],
    ['CON', '_CON'],
    ['a/b\\c:d', 'a b c d'],
    ['', 'id7'],
    [' . ', 'id7'],
    ['-rf', 'rf'],
    ['会议 记录', '会议 记录'],
    ['x\u202Egpj', 'x gpj'],
  ])('%j becomes %j', (title, base) => {
    expect(safeBase(title, 'id7')).toBe(base);
  });

  it('are at most 80 characters and 180 bytes, cut between whole characters', () => {
    expect(safeBase('a'.repeat(200), '')).toBe('a'.repeat(80));
    expect(safeBase('会'.repeat(80), '')).toBe('会'.repeat(60));
    expect(safeBase('👋🏽'.repeat(200), '')).toBe('👋🏽'.repeat(22));
  });
});

describe('where it goes', () => {
  const inFiles = (formats: readonly string[] = []): SmallApp => {
    const app = smallApp({ formats });
    put(app, { 'a.json': answer, 'b.json': answer });
    mkdirSync(join(app.cwd, 'sub'));
    put(app, { 'sub/a.json': answer });
    return app;
  };

  it('takes the format from the name', async () => {
    const app = inFiles();
    expect(await printed(await exportTracks(app, ['a.json'], raw({ output: ['x.VTT'] })))).toBe('');
    expect(readFileSync(join(app.cwd, 'x.VTT'), 'utf8')).toMatch(/^WEBVTT\n\n/);
    expect(app.notices).toEqual([`Wrote ${join(app.cwd, 'x.VTT')}`]);
  });

  it('writes several formats of several inputs into a folder', async () => {
    const app = inFiles(['srt', 'vtt']);
    await exportTracks(app, ['a.json', 'b.json'], raw({ output: ['new'] }));
    expect(readdirSync(join(app.cwd, 'new'))).toEqual(['a.srt', 'a.vtt', 'b.srt', 'b.vtt']);
  });

  it('writes one file for each -o', async () => {
    const app = inFiles();
    await exportTracks(app, ['a.json', 'b.json'], raw({ output: ['1.srt', '2.txt'] }));
    await exportTracks(app, ['a.json'], raw({ output: ['3.srt', '3.lrc'] }));
    expect(readdirSync(app.cwd)).toEqual([
      '1.srt',
      '2.txt',
      '3.lrc',
      '3.srt',
      'a.json',
      'b.json',
      'sub',
    ]);
  });

  it.each([
    [['a.json', 'b.json'], []],
    [['a.json', 'b.json'], ['one.srt']],
    [['a.json', 'sub/a.json'], ['out/']],
    [
      ['a.json', 'b.json'],
      ['same.srt', 'SAME.srt'],
    ],
    [['a.json'], ['movie.mp4']],
  ])('refuses %j into %j: exit 2, nothing written', async (inputs, output) => {
    const app = inFiles();
    await expect(exportTracks(app, inputs, raw({ output }))).rejects.toMatchObject({ exitCode: 2 });
    expect(readdirSync(app.cwd)).toEqual(['a.json', 'b.json', 'sub']);
  });

  it('replaces nothing without --force: exit 9, and none of several is written', async () => {
    const app = inFiles();
    put(app, { 'b.srt': 'mine' });
    const both = ['a.json', 'b.json'];
    await expect(exportTracks(app, both, raw({ output: ['.'] }))).rejects.toMatchObject({
      exitCode: 9,
    });
    expect(readdirSync(app.cwd)).not.toContain('a.srt');
    await exportTracks(app, both, raw({ output: ['.'], force: true }));
    expect(readFileSync(join(app.cwd, 'b.srt'), 'utf8')).toBe(srt);
  });

  it('refuses an unknown format, style, case, time or number: exit 2', async () => {
    await expect(onStdout(answer, { formats: ['docx'] }, raw())).rejects.toMatchObject({
      exitCode: 2,
    });
    for (const wrong of [
      { style: 'fancy' },
      { case: 'title' },
      { offset: 'soon' },
      { maxCps: '-1' },
    ]) {
      await expect(onStdout(answer, {}, wrong)).rejects.toMatchObject({
        exitCode: 2,
      });
    }
  });
});

describe('the options of a format', () => {
  it('starts at an index, with CRLF and a byte order mark', async () => {
    const text = await onStdout(answer, {}, raw({ startIndex: '10', crlf: true, bom: true }));
    expect(text).toMatch(/^\uFEFF10\r\n00:00:00,000 --> 00:00:01,846\r\nTalking/);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('reports what a strict reader refuses, and fails with --strict: exit 1', async () => {
    const app = smallApp();
    put(app, { 'x.srt': '1\n00:00:01.5 --> 00:00:02,000\nHi\n' });
    await exportTracks(app, ['x.srt'], raw());
    expect(app.notices.join('\n')).toContain(
      'x.srt: line 2: times in a form that strict parsers reject',
    );
    await expect(exportTracks(app, ['x.srt'], raw({ strict: true }))).rejects.toMatchObject({
      exitCode: 1,
      code: 'needs_repair',
    });
  });
});
