import { expect, test } from 'vitest';
import { CliError, Exit } from '../../../src/errors.js';
import type { Job, JobState } from '../../../src/jobs/job.js';
import type { Clock, ListQuery } from '../../../src/api/provider.js';
import { asrctl, jumpingClock, type RunOptions } from '../../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../../support/scripted-provider.js';

type Row = readonly [id: string, state: JobState, title?: string];

const jobsOf = (rows: readonly Row[]): Job[] =>
  rows.map(([id, state, title = '']) =>
    jobWith({ id, state, title, createdAt: '2026-01-31T11:59:00Z' }),
  );

/** Shows the looks in order, then interrupts; returns the pauses and the queries. */
const watching = async (
  looks: readonly (readonly Row[] | CliError)[],
  more: readonly string[] = [],
  terminal: Pick<RunOptions, 'columns' | 'rows' | 'onFrame'> = {},
  reason = new CliError(Exit.interrupted, 'Interrupted.'),
) => {
  const controller = new AbortController();
  const pauses: number[] = [];
  const asked: ListQuery[] = [];
  const jumping = jumpingClock();
  const clock: Clock = {
    now: () => jumping.now(),
    async sleep(ms, signal) {
      pauses.push(ms);
      if (pauses.length === looks.length) controller.abort(reason);
      await jumping.sleep(ms, signal);
    },
  };
  const provider = scriptedProvider({
    async list(query) {
      const look = looks[asked.push(query) - 1];
      if (look === undefined || look instanceof CliError) throw look ?? new Error('no such look');
      return pageOf(jobsOf(look), { nextToken: 'more' });
    },
  });
  const options = { provider, clock, tty: true, env: { NO_COLOR: '1' }, signal: controller.signal };
  const result = await asrctl(['list', '--watch', '--utc', ...more], { ...options, ...terminal });
  const frames = result.frames.map((lines) => lines?.join('\n') ?? null);
  expect(frames[0]).toBe('Loading jobs …');
  return { ...result, pauses, asked, frames: frames.slice(1) };
};

const idle: readonly Row[] = [['a', 'running']];

test('each look is a frame, with changes highlighted; Ctrl-C ends quietly with 0', async () => {
  const { code, stdout, frames, stderr } = await watching([
    [
      ['a', 'running'],
      ['b', 'queued'],
    ],
    [
      ['c', 'queued'],
      ['a', 'succeeded'],
      ['b', 'queued'],
    ],
  ]);
  expect({ code, stdout, stderr }).toEqual({ code: Exit.ok, stdout: '', stderr: '' });
  expect(frames).toEqual([
    `ID  STATE    AGE
a   running  1m
b   queued   1m

2026-01-31 12:00:00 UTC, next in 2s. q ends.`,
    `ID  STATE                    AGE
c   queued (new)             1m
a   succeeded (was running)  1m
b   queued                   1m

2026-01-31 12:00:02 UTC, next in 2s. q ends.`,
    null,
  ]);
});

test('what does not fit into the height is counted; another size is drawn at once', async () => {
  const many = Array.from({ length: 40 }, (_, i): Row => [`job-${i}`, 'running']);
  let sized = false;
  const { frames, asked } = await watching([many, many], ['--limit', '40'], {
    rows: 8,
    onFrame: (lines, terminal) => {
      if (sized || lines.length < 2) return;
      sized = true;
      terminal.resize(20, 6);
    },
  });
  expect(frames.slice(0, 2)).toEqual([
    `ID      STATE    AGE
job-0   running  1m
job-1   running  1m
job-2   running  1m
job-3   running  1m
… 36 more

2026-01-31 12:00:00 UTC, next in 2s. q ends.`,
    `ID      STATE    AGE
job-0   running  1m
job-1   running  1m
… 38 more

2026-01-31 12:00:00…`,
  ]);
  expect(asked).toHaveLength(2);
});

test.each(['q', '\u0003'])('the key %j ends it at once, quietly and with 0', async (key) => {
  const onFrame: RunOptions['onFrame'] = (lines, terminal) => {
    if (lines.length > 1) terminal.press(key);
  };
  const { code, stderr, asked, frames } = await watching([idle, idle, idle], [], { onFrame });
  expect({ code, stderr, looks: asked.length }).toEqual({ code: Exit.ok, stderr: '', looks: 1 });
  expect(frames.at(-1)).toBeNull();
});

test('other keys end nothing; SIGTERM is 143, after the screen is closed', async () => {
  const onFrame: RunOptions['onFrame'] = (_lines, terminal) => terminal.press('x');
  const reason = new CliError(Exit.terminated, 'Terminated');
  const { code, stderr, frames } = await watching([idle, idle], [], { onFrame }, reason);
  expect({ code, stderr }).toEqual({ code: Exit.terminated, stderr: 'asrctl: Terminated\n' });
  expect(frames).toHaveLength(3);
  expect(frames.at(-1)).toBeNull();
});

test('the pauses grow while nothing changes, and start again with a change', async () => {
  const many = Array.from({ length: 25 }, () => idle);
  const { pauses, asked } = await watching([...many, [['a', 'succeeded']], [['a', 'succeeded']]]);
  // A fifth of the time since the last change, from 2 s to 30 s.
  expect(pauses.slice(0, 9)).toEqual([2000, 2000, 2000, 2000, 2000, 2000, 2400, 2880, 3456]);
  expect(pauses[24]).toBe(30_000);
  expect(pauses.slice(25)).toEqual([2000, 2000]);
  // One call per look, although the service has more pages.
  expect(asked).toHaveLength(27);
});

test('a notice about local filters is below the table, not in it', async () => {
  const looks = [[['a', 'running', 'tide'] as const], [['a', 'running', 'tide'] as const]];
  const { stderr, frames, asked } = await watching(looks, ['--title', 'tide']);
  expect(stderr).toBe('');
  expect(frames[1]).toMatch(
    /\n\nFiltered locally; the service cannot filter by --title\.\n.*q ends\.$/,
  );
  expect(asked).toHaveLength(2);
});

test('a watch outlasts a service that is lost; one that never answered is an error', async () => {
  const lost = new CliError(Exit.unavailable, 'Nothing answers.');
  const { frames } = await watching([idle, lost, idle]);
  expect(frames[1]).toContain('Nothing answers; still trying.');
  expect(frames[1]).toContain('running');
  expect(frames[2]).not.toContain('still trying');
  const never = await watching([lost]);
  expect(never.code).toBe(Exit.unavailable);
  expect(never.frames).toEqual([null]);
});

test.each([
  [['list', '--watch'], { tty: false }, 'stdout is not a terminal'],
  [['list', '--watch'], { tty: true, env: { TERM: 'dumb' } }, 'stdout is not a terminal'],
  [['list', '--watch', '--json'], { tty: true }, '--watch shows a table'],
  [['list', '--watch', '--query', 'jobs'], { tty: true }, '--watch shows a table'],
  [['list', '--watch', '--all'], { tty: true }, 'at most 100 jobs'],
  [['list', '--watch', '--next-token', 'W251bGwsMjAsbnVsbF0'], { tty: true }, 'at most 100 jobs'],
])('%j is refused before any call', async (argv, options, message) => {
  const result = await asrctl(argv, { provider: scriptedProvider({}), ...options });
  expect(result).toMatchObject({ code: Exit.usage, stdout: '' });
  expect(result.stderr).toContain(message);
});
