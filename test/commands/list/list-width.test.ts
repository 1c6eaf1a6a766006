// What a list shows where the room is short: which job is which.
import { expect, test } from 'vitest';
import type { Job } from '../../../src/jobs/job.js';
import { asrctl } from '../../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../../support/scripted-provider.js';

const idOf = (n: number): string => String(n).padStart(32, '0');

const jobs: readonly Job[] = [
  jobWith({
    id: idOf(1),
    type: 'ASR',
    state: 'succeeded',
    title: 'interview-with-the-harbour-master-part-1.wav',
    input: 'file:///home/mia/talks/interview-with-the-harbour-master-part-1.wav',
    createdAt: '2026-01-31T11:57:00Z',
    finishedAt: '2026-01-31T11:58:40Z',
  }),
  jobWith({
    id: idOf(2),
    type: 'ASR',
    state: 'running',
    title: 'default_title_20260131',
    input: 'oss://harbour/talks/2026/%E6%B8%AF%E5%8F%A3.mp4',
    createdAt: '2026-01-31T10:00:00Z',
  }),
  jobWith({
    id: idOf(3),
    type: 'ASR',
    state: 'failed',
    title: '港口谈话，第二部分，带字幕和译文😀',
    input: 'https://example.com/a/very/long/path/that/does/not/fit/second.mp4?Signature=x',
    createdAt: '2026-01-29T12:00:00Z',
  }),
];

const list = async (columns: number, given: readonly Job[] = jobs, ...more: readonly string[]) => {
  const provider = scriptedProvider({ list: async () => pageOf(given) });
  const options = { provider, tty: true, columns, env: { NO_COLOR: '1' } };
  return (await asrctl(['list', ...more], options)).stdout;
};

test('80 columns: id, state, name, age and duration', async () => {
  expect(await list(80)).toBe(
    `ID                                STATE      TITLE                     AGE  TOOK
00000000000000000000000000000001  succeeded  intervi…aster-part-1.wav  3m   1m
00000000000000000000000000000002  running    港口.mp4                  2h
00000000000000000000000000000003  failed     港口谈…，带字幕和译文😀   2d
`,
  );
});

test('60 columns: id, state, name and age', async () => {
  expect(await list(60)).toBe(
    `ID                                STATE      TITLE       AGE
00000000000000000000000000000001  succeeded  int…-1.wav  3m
00000000000000000000000000000002  running    港口.mp4    2h
00000000000000000000000000000003  failed     港…译文😀   2d
`,
  );
});

test('200 columns: everything; 110: the end of every address', async () => {
  expect(await list(200)).toBe(
    `ID                                STATE      TITLE                                         AGE  TOOK  INPUT
00000000000000000000000000000001  succeeded  interview-with-the-harbour-master-part-1.wav  3m   1m    /home/mia/talks/interview-with-the-harbour-master-part-1.wav
00000000000000000000000000000002  running    港口.mp4                                      2h         oss://harbour/talks/2026/港口.mp4
00000000000000000000000000000003  failed     港口谈话，第二部分，带字幕和译文😀            2d         https://example.com/a/very/long/path/that/does/not/fit/second.mp4
`,
  );
  expect(await list(110)).toBe(
    `ID                                STATE      TITLE                             AGE  TOOK  INPUT
00000000000000000000000000000001  succeeded  interview-…our-master-part-1.wav  3m   1m    …r-master-part-1.wav
00000000000000000000000000000002  running    港口.mp4                          2h         …talks/2026/港口.mp4
00000000000000000000000000000003  failed     港口谈话，…部分，带字幕和译文😀   2d         …/not/fit/second.mp4
`,
  );
});

test('a column that tells jobs apart stays', async () => {
  const [first, ...rest] = jobs;
  const mixed = [{ ...(first as Job), type: 'VideoTranslation' }, ...rest];
  expect((await list(110, mixed)).split('\n')[0]).toContain('TYPE');
  expect((await list(110)).split('\n')[0]).not.toContain('TYPE');
  expect((await list(110, jobs.slice(0, 1))).split('\n')[0]).toContain('TYPE');
});

test('a column without a value in any row is left out, unless it is named', async () => {
  const bare = [jobWith({ id: 'a' }), jobWith({ id: 'b' })];
  expect((await list(80, bare)).split('\n')[0]).toMatch(/^ID +STATE +AGE$/);
  expect((await list(80, bare, '--columns', 'id,title,tookMs')).split('\n')[0]).toBe(
    'ID  TITLE  TOOK',
  );
});

test('a title that shows nothing gives way to the name of the media', async () => {
  const [first] = jobs;
  const hostile = [{ ...(first as Job), title: '\u0000\u202e ' }];
  expect(await list(80, hostile)).toMatch(/ {2}inter…r-part-1\.wav {2}/);
});

test('csv has the title and the input as the service has them', async () => {
  const { stdout } = await asrctl(['list', '--format', 'csv', '--columns', 'title,input'], {
    provider: scriptedProvider({ list: async () => pageOf(jobs.slice(1, 2)) }),
  });
  expect(stdout).toBe(
    'title,input\r\ndefault_title_20260131,oss://harbour/talks/2026/%E6%B8%AF%E5%8F%A3.mp4\r\n',
  );
});
