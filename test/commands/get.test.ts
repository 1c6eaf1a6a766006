import { expect, test } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import type { Job } from '../../src/jobs/job.js';
import { asrctl } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

const word = (startMs: number, endMs: number, text: string) => ({
  startMs,
  endMs,
  text,
  estimated: false,
});

const talk: Job = jobWith({
  id: 'j1',
  profile: 'work',
  region: 'cn-shanghai',
  type: 'ASR',
  state: 'succeeded',
  providerState: 'Finished',
  title: 'Monday talk',
  input: 'oss://b/talk.mp4',
  createdAt: '2026-01-31T11:58:00Z',
  finishedAt: '2026-01-31T11:59:05Z',
  transcript: {
    language: null,
    timing: 'segment',
    segments: [
      {
        startMs: 0,
        endMs: 1846,
        text: 'Hello there.',
        speaker: null,
        channel: null,
        words: [word(0, 800, 'Hello'), word(800, 1846, 'there.')],
      },
    ],
  },
});

const serving = (...jobs: readonly Job[]) =>
  scriptedProvider({
    async get([id], call) {
      const job = jobs.find((one) => one.id === id) ?? null;
      return [job && { ...job, raw: call?.raw === true ? '{"Big":12345678901234567890}' : null }];
    },
  });

test('shows the fields that have a value and no others', async () => {
  expect(await asrctl(['get', 'j1', '--utc'], { provider: serving(talk) })).toMatchObject({
    code: 0,
    stderr: '',
    stdout: `Job:      j1
State:    succeeded (Finished)
Type:     ASR
Title:    Monday talk
Input:    oss://b/talk.mp4
Created:  2026-01-31 11:58:00 UTC
Finished: 2026-01-31 11:59:05 UTC
Took:     1m
Profile:  work, ims, cn-shanghai

Transcript
  FROM     TO       TEXT
  00:00.0  00:01.8  Hello there.
`,
  });
});

test('one job and several have the same shape; absent values are null', async () => {
  const provider = serving(talk, jobWith({ id: 'j2' }));
  const one = JSON.parse((await asrctl(['get', 'j1', '--json'], { provider })).stdout) as {
    jobs: object[];
  };
  expect(one).toMatchObject({
    schemaVersion: 2,
    jobs: [{ id: 'j1', description: null, texts: null }],
  });
  expect(one.jobs[0]).not.toHaveProperty('raw');
  const line = (await asrctl(['get', 'j1', '--format', 'jsonl'], { provider })).stdout;
  expect(JSON.parse(line)).toEqual({ schemaVersion: 2, ...one.jobs[0] });
  const two = JSON.parse(
    (await asrctl(['get', 'j1', 'j2', '--json'], { provider })).stdout,
  ) as object;
  expect(two).toMatchObject({ schemaVersion: 2, jobs: [{ id: 'j1' }, { id: 'j2' }] });
});

test('--raw keeps the answer to the digit in json, jsonl and yaml', async () => {
  const provider = serving(talk);
  for (const format of ['json', 'jsonl', 'yaml']) {
    const { stdout } = await asrctl(['get', 'j1', '--raw', '--format', format], { provider });
    expect(stdout).toContain('12345678901234567890');
  }
});

test('an unknown job is exit 3; with --json, the error is one object on stderr', async () => {
  const provider = serving(talk);
  const plain = await asrctl(['get', 'nobody'], { provider });
  expect(plain).toMatchObject({ code: 3, stdout: '' });
  expect(plain.stderr).toMatch(/^asrctl: There is no job "nobody"\nCheck the id and the profile/);
  const json = await asrctl(['get', 'nobody', '--json'], { provider });
  expect(json.code).toBe(3);
  expect(JSON.parse(json.stdout)).toEqual({ schemaVersion: 2, jobs: [] });
  expect(JSON.parse(json.stderr)).toEqual({
    error: {
      code: 'job_not_found',
      message: 'There is no job "nobody"',
      hint: expect.stringContaining('Check the id'),
      requestId: null,
      input: 'nobody',
      exitCode: 3,
    },
  });
});

test('jobs that are found are shown, unknown ones reported: exit 6', async () => {
  const result = await asrctl(['get', 'nobody', 'j1', '--format', 'id'], {
    provider: serving(talk),
  });
  expect(result).toMatchObject({ code: 6, stdout: 'j1\n' });
  expect(result.stderr).toContain('asrctl: There is no job "nobody"\n');
  expect(result.stderr).toContain('asrctl: 1 of 2 jobs failed\n');
});

test('errors of the service carry its code and request id', async () => {
  const provider = scriptedProvider({
    get: () =>
      Promise.reject(
        new CliError(Exit.auth, 'The key is not known.', {
          code: 'InvalidAccessKeyId.NotFound',
          requestId: 'R-1\u001b[31m',
          hint: 'Check it.',
        }),
      ),
  });
  expect(await asrctl(['get', 'j1'], { provider })).toMatchObject({
    code: 4,
    stderr: 'asrctl: The key is not known (request id R-1)\nCheck it.\n',
  });
  const { stderr } = await asrctl(['get', 'j1', '--format=json'], { provider });
  expect(JSON.parse(stderr)).toMatchObject({
    error: { code: 'InvalidAccessKeyId.NotFound', requestId: 'R-1', exitCode: 4 },
  });
});

test('titles, transcripts and errors cannot control the terminal', async () => {
  const hostile = '\u001b]0;owned\u0007\u001b[2Jred\u009b31m \u202egnp.exe\nsecond\r\u0000';
  const provider = serving(
    jobWith({
      id: 'j1',
      title: hostile,
      error: { code: hostile, message: hostile },
      texts: [hostile],
    }),
  );
  for (const tty of [true, false]) {
    const { stdout } = await asrctl(['get', 'j1', '--color', 'never'], { provider, tty });
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(stdout).toContain('Title: red gnp.exe second\n');
  }
});

test('--query picks with JMESPath: plain text by default, JSON with --json', async () => {
  const provider = serving(talk);
  const query = ['--query', 'jobs[].transcript.segments[].text[]'];
  expect((await asrctl(['get', 'j1', ...query], { provider })).stdout).toBe('Hello there.\n');
  const { stdout } = await asrctl(['get', 'j1', ...query, '--json'], { provider });
  expect(JSON.parse(stdout)).toEqual(['Hello there.']);
  const bad = await asrctl(['get', 'j1', '--query', 'a..b'], { provider });
  expect(bad).toMatchObject({ code: 2, stdout: '' });
  expect(bad.stderr).toMatch(/^asrctl: --query is not JMESPath: /);
});

test('twelve segments are shown, all of them with --segments', async () => {
  const segment = talk.transcript?.segments[0];
  if (segment === undefined) throw new Error('no segment');
  const segments = Array.from({ length: 15 }, (_, i) => ({ ...segment, text: `line ${i + 1}` }));
  const long = { ...talk, transcript: { language: null, timing: 'segment', segments } } as const;
  const short = await asrctl(['get', 'j1'], { provider: serving(long) });
  expect(short.stdout).toContain('line 12\n');
  expect(short.stdout).not.toContain('line 13');
  expect(short.stdout).toContain('3 more segments\n  For all: asrctl get j1 --segments\n');
  const named = await asrctl(['get', 'j1', '--profile', 'work'], { provider: serving(long) });
  expect(named.stdout).toContain('asrctl get j1 --segments --profile work\n');
  const all = await asrctl(['get', 'j1', '--segments'], { provider: serving(long) });
  expect(all.stdout).toContain('line 15\n');
});

test('--columns picks the columns of tables, csv and tsv', async () => {
  const provider = serving(talk, jobWith({ id: 'j2', state: 'running' }));
  const picked = ['get', 'j1', 'j2', '--format', 'tsv', '--columns', 'state,id'];
  expect((await asrctl(picked, { provider })).stdout).toBe(
    'state\tid\nsucceeded\tj1\nrunning\tj2\n',
  );
  const wrong = await asrctl(['get', 'j1', '--columns', 'id,colour'], { provider });
  expect(wrong).toMatchObject({ code: 2, stdout: '' });
  expect(wrong.stderr).toContain('There is no column "colour"');
});

test('an error of the service names the job that it concerns, refused credentials none', async () => {
  const failing = (code: string) =>
    scriptedProvider({ get: () => Promise.reject(new CliError(Exit.auth, 'No.', { code })) });
  const own = await asrctl(['get', 'j1', 'j2'], { provider: failing('AccessDenied') });
  expect(own.stderr).toBe('asrctl: j1: No\nasrctl: j2: No\nasrctl: 2 of 2 jobs failed\n');
  const json = await asrctl(['get', 'j1', '--json'], { provider: failing('AccessDenied') });
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { message: 'j1: No', input: 'j1' } });
  const all = await asrctl(['get', 'j1', '--json'], {
    provider: failing('InvalidAccessKeyId.NotFound'),
  });
  expect(JSON.parse(all.stderr)).toMatchObject({ error: { message: 'No', input: null } });
});
