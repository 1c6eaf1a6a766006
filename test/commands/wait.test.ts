import { expect, test } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import type { Job, JobState } from '../../src/jobs/job.js';
import { asrctl, jumpingClock } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

type Step = JobState | CliError;

/** Each look at a job gives its next state; the last one stays. */
const goingThrough = (paths: Readonly<Record<string, readonly Step[]>>) => {
  const looks = new Map<string, number>();
  return scriptedProvider({
    async get([id = '']) {
      const path = paths[id];
      if (path === undefined) return [null];
      const look = looks.get(id) ?? 0;
      looks.set(id, look + 1);
      const step = path[Math.min(look, path.length - 1)] ?? 'unknown';
      if (step instanceof CliError) throw step;
      const error = step === 'failed' ? { code: 'BadAudio', message: 'no sound in it' } : null;
      return [jobWith({ id, state: step, error })];
    },
  });
};

const down = new CliError(Exit.unavailable, 'The service does not answer.');

test('prints a line for each job as it finishes, changes on stderr', async () => {
  const provider = goingThrough({
    a: ['queued', 'running', 'running', 'succeeded'],
    b: ['succeeded'],
  });
  expect(await asrctl(['wait', 'a', 'b'], { provider })).toMatchObject({
    code: 0,
    stdout: 'b succeeded\na succeeded\n',
    stderr: 'a is queued\na is running\n',
  });
});

test('reads ids from stdin, each once', async () => {
  const provider = goingThrough({ a: ['succeeded'], b: ['succeeded'] });
  expect(await asrctl(['wait', '-'], { provider, stdin: 'a\n\nb\na\n' })).toMatchObject({
    code: 0,
    stdout: 'a succeeded\nb succeeded\n',
  });
});

test('nothing on stdin is a mistake', async () => {
  const provider = goingThrough({});
  expect(await asrctl(['wait', '-'], { provider })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'asrctl: Nothing to do: stdin held no line\nGive one item a line.\n',
  });
});

test('a failed job ends in exit 5 and says why', async () => {
  const provider = goingThrough({ a: ['running', 'failed'] });
  expect(await asrctl(['wait', 'a', '-q'], { provider })).toMatchObject({
    code: 5,
    stdout: 'a failed\n',
    stderr:
      'asrctl: Job a failed: BadAudio: no sound in it\nasrctl get a shows all that is known.\n',
  });
});

test('some failed of several: exit 6; all failed alike: their own code', async () => {
  const paths = { a: ['failed'], b: ['succeeded'], c: ['failed'] } as const;
  const some = await asrctl(['wait', 'a', 'b', '-q'], { provider: goingThrough(paths) });
  expect(some).toMatchObject({ code: 6, stdout: 'a failed\nb succeeded\n' });
  expect(some.stderr).toContain('1 of 2 jobs did not succeed');
  const every = await asrctl(['wait', 'a', 'c', '-q'], { provider: goingThrough(paths) });
  expect(every).toMatchObject({ code: 5, stdout: 'a failed\nc failed\n' });
});

test('an unknown job is exit 3, and does not keep the others waiting', async () => {
  const provider = goingThrough({ a: ['running', 'succeeded'] });
  expect(await asrctl(['wait', 'nobody'], { provider })).toMatchObject({ code: 3, stdout: '' });
  const two = await asrctl(['wait', 'a', 'nobody', '-q'], {
    provider: goingThrough({ a: ['succeeded'] }),
  });
  expect(two).toMatchObject({ code: 6, stdout: 'a succeeded\n' });
  expect(two.stderr).toContain('asrctl: There is no job "nobody"\n');
});

test('--timeout ends in exit 7 with the command that resumes', async () => {
  const provider = goingThrough({ a: ['running'], b: ['queued'] });
  const clock = jumpingClock(0);
  const argv = ['wait', 'a', 'b', '--timeout', '90s', '--profile', 'work', '-q'];
  expect(await asrctl(argv, { provider, clock })).toMatchObject({
    code: 7,
    stdout: '',
    stderr:
      'asrctl: Not done in time; last seen: a running, b queued\n' +
      'The jobs go on. Resume with: asrctl wait a b --profile work\n',
  });
  expect(clock.now()).toBe(90_000);
});

test('--interval is how often it asks', async () => {
  let calls = 0;
  const provider = scriptedProvider({
    async get([id = '']) {
      calls += 1;
      return [jobWith({ id, state: 'running' })];
    },
  });
  await asrctl(['wait', 'a', '--interval', '10s', '--timeout', '1m'], { provider });
  expect(calls).toBe(7);
});

test.each([
  [['--interval', '50ms'], '--interval is under 100ms'],
  [['--timeout', 'soon'], '--timeout "soon" is not a duration'],
])('%s is refused', async (flags, message) => {
  const result = await asrctl(['wait', 'a', ...flags], { provider: goingThrough({}) });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain(message);
});

test('--any stops at the first that is done', async () => {
  const provider = goingThrough({ a: ['running'], b: ['running', 'succeeded'] });
  expect(await asrctl(['wait', 'a', 'b', '--any', '-q'], { provider })).toMatchObject({
    code: 0,
    stdout: 'b succeeded\n',
    stderr: '',
  });
});

test('a service that was lost is waited for, one that never answered is not', async () => {
  const lost = goingThrough({ a: ['running', down, down, 'succeeded'] });
  expect(await asrctl(['wait', 'a'], { provider: lost })).toMatchObject({
    code: 0,
    stdout: 'a succeeded\n',
    stderr:
      'a is running\nThe service does not answer; still trying.\nThe service answers again.\n',
  });
  expect(await asrctl(['wait', 'a'], { provider: goingThrough({ a: [down] }) })).toMatchObject({
    code: 8,
    stdout: '',
  });
});

test('a local service that has gone is started again and goes on', async () => {
  const started: string[] = [];
  const lost = goingThrough({ a: ['running', down, 'succeeded'], b: ['running', 'succeeded'] });
  const provider = { ...lost, restart: async () => void started.push('again') };
  expect(await asrctl(['wait', 'a', 'b'], { provider })).toMatchObject({
    code: 0,
    stdout: 'b succeeded\na succeeded\n',
    stderr: 'a is running\nb is running\n',
  });
  expect(started).toEqual(['again']);
});

test('an interrupt leaves the jobs alone and says how to resume', async () => {
  const controller = new AbortController();
  const provider = scriptedProvider({
    async get([id = '']): Promise<readonly Job[]> {
      controller.abort(new CliError(Exit.interrupted, 'Interrupted.'));
      return [jobWith({ id, state: 'running' })];
    },
  });
  expect(await asrctl(['wait', 'a', '-q'], { provider, signal: controller.signal })).toMatchObject({
    code: 130,
    stdout: '',
    stderr: 'asrctl: Interrupted; the jobs go on\nResume with: asrctl wait a\n',
  });
});

test('on a terminal a status line tells where it stands', async () => {
  const provider = goingThrough({ a: ['running', 'running', 'succeeded'], b: ['succeeded'] });
  const { statuses, stdout } = await asrctl(['wait', 'a', 'b'], { provider, tty: true });
  expect(stdout).toBe('b succeeded\na succeeded\n');
  expect(statuses[0]).toBe('1 of 2 done, 1 running, 0 queued, 0s');
});

test('--json gives the documents', async () => {
  const provider = goingThrough({ a: ['succeeded'] });
  const { stdout, code } = await asrctl(['wait', 'a', '--json'], { provider });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    jobs: [{ id: 'a', state: 'succeeded', transcript: null }],
  });
});
