import { expect, test } from 'vitest';
import { CliError, Exit } from '../../../src/errors.js';
import type { Job, JobState } from '../../../src/jobs/job.js';
import type { Clock, ListQuery } from '../../../src/api/provider.js';
import { asrctl, jumpingClock } from '../../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../../support/scripted-provider.js';

type Row = readonly [id: string, state: JobState, title?: string];

const jobsOf = (rows: readonly Row[]): Job[] =>
  rows.map(([id, state, title = '']) =>
    jobWith({ id, state, title, createdAt: '2026-01-31T11:59:00Z' }),
  );

/** Shows the looks in order, then interrupts; returns the pauses and the queries. */
const watching = async (
  looks: readonly (readonly Row[] | CliError)[],
  ...more: readonly string[]
) => {
  const controller = new AbortController();
  const pauses: number[] = [];
  const asked: ListQuery[] = [];
  const jumping = jumpingClock();
  const clock: Clock = {
    now: () => jumping.now(),
    async sleep(ms, signal) {
      pauses.push(ms);
      if (pauses.length === looks.length) controller.abort(new CliError(130, 'Interrupted.'));
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
  const result = await asrctl(['list', '--watch', '--utc', ...more], options);
  const frames = result.stdout.split('\u001b[H').slice(1);
  return { ...result, pauses, asked, frames };
};

test('each frame is drawn over the last one, with changes highlighted', async () => {
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
  expect(code).toBe(Exit.interrupted);
  expect(stdout.startsWith('\u001b[2J\u001b[H')).toBe(true);
  expect(frames[0]?.replaceAll('\u001b[K', '')).toBe(
    `ID  STATE    AGE
a   running  1m
b   queued   1m

2026-01-31 12:00:00 UTC, next in 2s. Ctrl-C ends.
\u001b[J`,
  );
  expect(frames[1]?.replaceAll('\u001b[K', '')).toBe(
    `ID  STATE                    AGE
c   queued (new)             1m
a   succeeded (was running)  1m
b   queued                   1m

2026-01-31 12:00:02 UTC, next in 2s. Ctrl-C ends.
\u001b[J`,
  );
  expect(stderr).toBe('asrctl: Interrupted\n');
});

test('the pauses grow while nothing changes, and start again with a change', async () => {
  const still: readonly Row[] = [['a', 'running']];
  const many = Array.from({ length: 25 }, () => still);
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
  const { stderr, frames, asked } = await watching(looks, '--title', 'tide');
  expect(stderr).toBe('asrctl: Interrupted\n');
  expect(frames[1]).toContain(
    'Filtered locally; the service cannot filter by --title. Ctrl-C ends.',
  );
  expect(asked).toHaveLength(2);
});

test('a watch outlasts a service that is lost; one that never answered is an error', async () => {
  const lost = new CliError(Exit.unavailable, 'Nothing answers.');
  const found: readonly Row[] = [['a', 'running']];
  const { frames } = await watching([found, lost, found]);
  expect(frames[1]).toContain('Nothing answers; still trying.');
  expect(frames[1]).toContain('running');
  expect(frames[2]).not.toContain('still trying');
  expect((await watching([lost])).code).toBe(Exit.unavailable);
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
