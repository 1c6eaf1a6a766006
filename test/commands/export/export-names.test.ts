// What files are called: by the input, else by the title, never by a default title, and the same alone or in company.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportTracks, type Options } from '../../../src/commands/export.js';
import { emptyJob, type Job } from '../../../src/jobs/job.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { printed, smallApp, type SmallApp } from '../../support/small-app.js';
import { put, raw } from './exporting.js';

const job = (
  id: string,
  input: string | null,
  language: string | null = 'en',
  title = 'My title',
): Job => ({
  ...emptyJob(id, 'ims'),
  state: 'succeeded',
  title,
  input,
  transcript: transcriptOf(
    [{ startMs: 0, endMs: 2000, text: `Job ${id}.`, speaker: null, channel: null, words: [] }],
    language,
  ),
});

const knowing = (jobs: readonly Job[], formats: readonly string[] = []): SmallApp =>
  smallApp({ jobs, formats });

const write = async (app: SmallApp, ids: readonly string[], more: Partial<Options>) =>
  printed(await exportTracks(app, ids, raw(more)));

const files = (app: SmallApp, folder = 'out'): string[] => readdirSync(join(app.cwd, folder));

it.each([
  ['oss://bucket/rec/talk.wav', 'talk.srt'],
  ['https://b.oss-cn-shanghai.aliyuncs.com/a%20talk.mp4?Expires=1', 'a talk.srt'],
  ['/home/me/talk.en.wav', 'talk.en.srt'],
  ['88c6ca184c0e47098a5b665e2a126797', 'My title.srt'],
  ['oss://bucket/asrctl/0123456789abcdef0123456789abcdef.wav', 'My title.srt'],
  ['oss://bucket/', 'bucket.srt'],
  [null, 'My title.srt'],
])('a job of %s is %s, alone and with others', async (input, name) => {
  const app = knowing([job('j1', input), job('j2', 'oss://bucket/other.wav')]);
  await write(app, ['j1'], { output: ['out/'] });
  expect(files(app)).toEqual([name]);
  await write(app, ['j1', 'j2'], { output: ['both/'] });
  expect(files(app, 'both').toSorted()).toEqual([name, 'other.srt'].toSorted());
});

it.each([
  ['default_title_2026-01-31T12:00:00Z', 'j1.srt'],
  ['', 'j1.srt'],
  ['talk.wav', 'talk.srt'],
  ['../Q3 v1.2', 'Q3 v1.2.srt'],
])('a job of a media id with the title %j is %s', async (title, name) => {
  const app = knowing([job('j1', '88c6ca184c0e47098a5b665e2a126797', 'en', title)]);
  await write(app, ['j1'], { output: ['out/'] });
  expect(files(app)).toEqual([name]);
});

it('two jobs that would have one name are refused before anything is written', async () => {
  const app = knowing([job('j1', 'oss://b/a/talk.wav'), job('j2', 'oss://b/b/talk.wav')]);
  await expect(write(app, ['j1', 'j2'], { output: ['out/'] })).rejects.toMatchObject({
    exitCode: 2,
    message: `"j1" and "j2" would both be written to "${join(app.cwd, 'out', 'talk.srt')}"`,
    hint: "Give them different names, for example --name '{stem}-{id}.{ext}', or one -o each.",
  });
  expect(readdirSync(app.cwd)).toEqual([]);
  await write(app, ['j1', 'j2'], { output: ['out/'], name: '{stem}-{id}.{ext}' });
  expect(files(app)).toEqual(['talk-j1.srt', 'talk-j2.srt']);
});

it('of two commands, the second does not overwrite the file of the first', async () => {
  const app = knowing([job('j1', 'oss://b/a/talk.wav'), job('j2', 'oss://b/b/talk.wav')]);
  await write(app, ['j1'], { output: ['out/'] });
  await expect(write(app, ['j2'], { output: ['out/'] })).rejects.toMatchObject({ exitCode: 9 });
  expect(readFileSync(join(app.cwd, 'out', 'talk.srt'), 'utf8')).toContain('Job j1.');
});

it('--name has the language, the style and folders, and needs no -o', async () => {
  const app = knowing([job('j1', 'oss://b/talk.wav')], ['srt', 'vtt']);
  await write(app, ['j1'], { name: '{lang}/{stem}.{lang}.{ext}' });
  expect(files(app, 'en')).toEqual(['talk.en.srt', 'talk.en.vtt']);
  await write(app, ['j1'], { name: '{stem}.{style}.{ext}', style: 'bbc', language: 'en-GB' });
  expect(readdirSync(app.cwd)).toEqual(['en', 'talk.bbc.srt', 'talk.bbc.vtt']);
});

it('a saved job is named after its file', async () => {
  const app = knowing([]);
  put(app, { 'monday.json': JSON.stringify(job('j1', 'oss://b/talk.wav')) });
  await write(app, ['monday.json'], { output: ['out/'] });
  await write(app, ['monday.json'], { output: ['out/'], name: '{id}.{ext}' });
  expect(files(app)).toEqual(['j1.srt', 'monday.srt']);
});

it.each([
  [{ name: '{stem}.{size}' }, '--name "{stem}.{size}" has an unknown field {size}'],
  [{ name: 'talk.srt' }, '--name "talk.srt" has no field: every file would get this name'],
  [{ name: '{stem}.{lang}.{ext}' }, '--name needs {lang}, which "j1" does not have'],
  [{ name: '../{stem}.{ext}' }, 'is not the name of a file below the output folder'],
  [{ name: '/{stem}.{ext}' }, 'is not the name of a file below the output folder'],
  [{ name: '{stem}/' }, 'is not the name of a file below the output folder'],
  [{ name: '{stem}.{ext}', output: ['-'] }, '--name names files in one folder'],
  [{ name: '{stem}.{ext}', output: ['a', 'b'] }, '--name names files in one folder'],
])('%j is refused: exit 2', async (flags, message) => {
  const app = knowing([job('j1', 'oss://b/talk.wav', null)]);
  await expect(write(app, ['j1'], flags)).rejects.toMatchObject({
    exitCode: 2,
    message: expect.stringContaining(message),
  });
  expect(readdirSync(app.cwd)).toEqual([]);
});
