import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import type { Job, JobState } from '../../src/jobs/job.js';
import { asrctl, jumpingClock, temporaryFolder } from '../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';

type Step = JobState | CliError;

/** Each look at a job shows its next state; the last one stays. */
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

test('prints a line for each job as it finishes, and changes on stderr', async () => {
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

test('an empty stdin is a usage error', async () => {
  const provider = goingThrough({});
  expect(await asrctl(['wait', '-'], { provider })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: 'asrctl: Nothing to do: stdin held no line\nWrite one item per line.\n',
  });
});

test('a failed job ends with exit 5 and the reason', async () => {
  const provider = goingThrough({ a: ['running', 'failed'] });
  expect(await asrctl(['wait', 'a', '-q'], { provider })).toMatchObject({
    code: 5,
    stdout: 'a failed\n',
    stderr: 'asrctl: Job a failed: BadAudio: no sound in it\nFor details: asrctl get a\n',
  });
});

test('some of several failed: exit 6; all failed for the same reason: its own code', async () => {
  const paths = { a: ['failed'], b: ['succeeded'], c: ['failed'] } as const;
  const some = await asrctl(['wait', 'a', 'b', '-q'], { provider: goingThrough(paths) });
  expect(some).toMatchObject({ code: 6, stdout: 'a failed\nb succeeded\n' });
  expect(some.stderr).toContain('1 of 2 jobs failed');
  const every = await asrctl(['wait', 'a', 'c', '-q'], { provider: goingThrough(paths) });
  expect(every).toMatchObject({ code: 5, stdout: 'a failed\nc failed\n' });
});

test('an unknown job is exit 3, and the wait for the others continues', async () => {
  const provider = goingThrough({ a: ['running', 'succeeded'] });
  expect(await asrctl(['wait', 'nobody'], { provider })).toMatchObject({ code: 3, stdout: '' });
  const two = await asrctl(['wait', 'a', 'nobody', '-q'], {
    provider: goingThrough({ a: ['succeeded'] }),
  });
  expect(two).toMatchObject({ code: 6, stdout: 'a succeeded\n' });
  expect(two.stderr).toContain('asrctl: There is no job "nobody"\n');
});

test('--timeout ends with exit 7 and the command that resumes', async () => {
  const provider = goingThrough({ a: ['running'], b: ['queued'] });
  const clock = jumpingClock(0);
  const argv = ['wait', 'a', 'b', '--timeout', '90s', '--profile', 'work', '-q'];
  expect(await asrctl(argv, { provider, clock })).toMatchObject({
    code: 7,
    stdout: '',
    stderr:
      'asrctl: Not finished in time; last seen: a running, b queued\n' +
      'The jobs continue. Resume with: asrctl wait a b --profile work\n',
  });
  expect(clock.now()).toBe(90_000);
});

test('--interval sets the time between two calls', async () => {
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

test('--any stops when the first job is finished', async () => {
  const provider = goingThrough({ a: ['running'], b: ['running', 'succeeded'] });
  expect(await asrctl(['wait', 'a', 'b', '--any', '-q'], { provider })).toMatchObject({
    code: 0,
    stdout: 'b succeeded\n',
    stderr: '',
  });
});

test('a wait outlasts a service that is lost, but not one that never answered', async () => {
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

test('a wait ends with exit 8 and the reason when the service stays away', async () => {
  const provider = goingThrough({ a: ['running', down], b: ['succeeded'] });
  const clock = jumpingClock(0);
  expect(await asrctl(['wait', 'a', 'b', '-q'], { provider, clock })).toMatchObject({
    code: 8,
    stdout: 'b succeeded\n',
    stderr:
      'asrctl: The service does not answer; not finished, last seen: a running\n' +
      'The jobs continue. Resume with: asrctl wait a\n',
  });
  expect(clock.now()).toBeGreaterThan(15 * 60_000);
  expect(clock.now()).toBeLessThan(20 * 60_000);
});

test('a refused job is a failure of its own; refused credentials end the wait', async () => {
  const denied = new CliError(Exit.auth, 'Not yours', { code: 'AccessDenied' });
  const some = goingThrough({ a: [denied], b: ['running', 'succeeded'] });
  expect(await asrctl(['wait', 'a', 'b', '-q'], { provider: some })).toMatchObject({
    code: 6,
    stdout: 'b succeeded\n',
    stderr: 'asrctl: a: Not yours\nasrctl: 1 of 2 jobs failed\n',
  });
  const refused = new CliError(Exit.auth, 'Wrong key', { code: 'SignatureDoesNotMatch' });
  const none = goingThrough({ a: [refused], b: ['running', 'succeeded'] });
  expect(await asrctl(['wait', 'a', 'b', '-q'], { provider: none })).toMatchObject({
    code: 4,
    stdout: '',
    stderr: 'asrctl: Wrong key\n',
  });
});

test('a local service that is gone is started again and the wait continues', async () => {
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

test('an interrupt leaves the jobs running and prints how to resume', async () => {
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
    stderr: 'asrctl: Interrupted; the jobs continue\nResume with: asrctl wait a\n',
  });
});

test('a terminal shows a status line', async () => {
  const provider = goingThrough({ a: ['running', 'running', 'succeeded'], b: ['succeeded'] });
  const { statuses, stdout } = await asrctl(['wait', 'a', 'b'], { provider, tty: true });
  expect(stdout).toBe('b succeeded\na succeeded\n');
  expect(statuses[0]).toBe('1 of 2 finished, 1 running, 0 queued, 0s\na  running, 0s');
});

test('--json prints the documents', async () => {
  const provider = goingThrough({ a: ['succeeded'] });
  const { stdout, code } = await asrctl(['wait', 'a', '--json'], { provider });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 2,
    jobs: [{ id: 'a', state: 'succeeded', transcript: null }],
  });
});

test('--json prints the last state of every job at a timeout and at an interrupt', async () => {
  const paths = { a: ['running'], b: ['succeeded'] } as const;
  const late = await asrctl(['wait', 'a', 'b', '--timeout', '1m', '--json'], {
    provider: goingThrough(paths),
  });
  expect(late.code).toBe(7);
  expect(JSON.parse(late.stdout)).toMatchObject({
    schemaVersion: 2,
    jobs: [
      { id: 'b', state: 'succeeded' },
      { id: 'a', state: 'running' },
    ],
  });
  const controller = new AbortController();
  const service = goingThrough(paths);
  let calls = 0;
  const provider = {
    ...service,
    get: async (ids: readonly string[]) => {
      calls += 1;
      if (calls === 3) controller.abort(new CliError(Exit.interrupted, 'Interrupted'));
      controller.signal.throwIfAborted();
      return service.get(ids);
    },
  };
  const argv = ['wait', 'a', 'b', '--json', '-q'];
  const stopped = await asrctl(argv, { provider, signal: controller.signal });
  expect(stopped.code).toBe(130);
  expect(JSON.parse(stopped.stdout)).toEqual(JSON.parse(late.stdout));
  expect(JSON.parse(stopped.stderr)).toMatchObject({
    error: { code: 'interrupted', hint: 'Resume with: asrctl wait a' },
  });
});

/** A program in a new folder that appends its stdin and arguments to `seen.jsonl`. */
const recorder = async () => {
  const cwd = await temporaryFolder();
  onTestFinished(() => rm(cwd, { recursive: true, force: true }));
  const program = join(cwd, 'note.cjs');
  await writeFile(
    program,
    `const fs = require('node:fs');
const { id } = JSON.parse(fs.readFileSync(0, 'utf8'));
fs.appendFileSync('seen.jsonl', JSON.stringify([id, ...process.argv.slice(2)]) + '\\n');
process.exit(process.argv[2] === id ? 3 : 0);\n`,
  );
  const seen = async () =>
    (await readFile(join(cwd, 'seen.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  return { cwd, seen, argv: [process.execPath, program] };
};

test('--exec runs a program per finished job, with its document on stdin and no shell', async () => {
  const { cwd, seen, argv } = await recorder();
  const provider = goingThrough({ a: ['running', 'failed'], b: ['succeeded'] });
  const exec = JSON.stringify([...argv, 'two words', '$(x)']);
  const run = await asrctl(['wait', 'a', 'b', '--exec', exec, '-q'], { provider, cwd });
  expect(run).toMatchObject({ code: 6, stdout: 'b succeeded\na failed\n' });
  expect(await seen()).toEqual([
    ['b', 'two words', '$(x)'],
    ['a', 'two words', '$(x)'],
  ]);
});

test('a program of --exec that fails is a failure of its job, counted once', async () => {
  const { cwd, seen, argv } = await recorder();
  const command = [...argv, 'a'].join(' ');
  const good = goingThrough({ a: ['succeeded'], b: ['succeeded'] });
  const some = await asrctl(['wait', 'a', 'b', '--exec', command, '-q'], { provider: good, cwd });
  expect(some).toMatchObject({ code: 6, stdout: 'a succeeded\nb succeeded\n' });
  expect(some.stderr).toContain(`asrctl: ${process.execPath} ended with exit code 3 for job a\n`);
  expect(some.stderr).toContain('asrctl: 1 of 2 jobs failed\n');
  expect(await seen()).toHaveLength(2);
  const bad = goingThrough({ a: ['failed'] });
  const both = await asrctl(['wait', 'a', '--exec', command, '-q'], { provider: bad, cwd });
  expect(both).toMatchObject({ code: 5, stdout: 'a failed\n' });
  const gone = await asrctl(['wait', 'b', '--exec', './gone'], { provider: good, cwd });
  expect(gone).toMatchObject({ code: 1, stdout: 'b succeeded\n' });
  expect(gone.stderr).toMatch(/^asrctl: \.\/gone could not be started: .*ENOENT for job b\n/);
  const none = await asrctl(['wait', 'b', '--exec', '[1]'], { provider: good, cwd });
  expect(none).toMatchObject({ code: 2, stdout: '' });
});

test('off a terminal, many jobs give a summary line instead of a line each', async () => {
  const ids = Array.from({ length: 60 }, (_, i) => `j${i}`);
  const wait = async (...flags: readonly string[]) => {
    const provider = scriptedProvider({
      list: async () => pageOf(ids.map((id) => jobWith({ id, state: 'running' }))),
    });
    const argv = ['wait', ...ids, '--timeout', '2m', '--interval', '10s', ...flags];
    const { stderr } = await asrctl(argv, { provider });
    return stderr.split('\nasrctl: Not finished')[0]?.split('\n') ?? [];
  };
  const line = (time: string): string => `0 of 60 finished, 60 running, 0 queued, ${time}`;
  expect(await wait()).toEqual([line('30s'), line('1m'), line('2m')]);
  expect((await wait('--progress', '10s'))[0]).toBe(line('10s'));
  expect(await wait('--progress', 'each')).toEqual(ids.map((id) => `${id} is running`));
  expect((await wait('--progress', 'none'))[0]).toMatch(/^asrctl: Not finished in time/);
  expect((await wait('--progress', 'often'))[0]).toBe('asrctl: --progress cannot be "often"');
});

test('a closed stdout ends get and wait quietly; with --exec the wait continues to its end', async () => {
  const provider = () => goingThrough({ a: ['succeeded'], b: ['failed'] });
  const closed = { stdoutWrites: 1 };
  for (const argv of [
    ['get', 'a', 'b', '--format', 'id'],
    ['wait', 'a', 'b'],
  ]) {
    const run = await asrctl(argv, { provider: provider(), ...closed });
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^a( succeeded)?\n$/);
  }
  const { cwd, seen, argv } = await recorder();
  const exec = ['wait', 'a', 'b', '--exec', argv.join(' '), '-q'];
  const run = await asrctl(exec, { provider: provider(), cwd, ...closed });
  expect(run).toMatchObject({ code: 6, stdout: 'a succeeded\n' });
  expect(await seen()).toEqual([['a'], ['b']]);
});
