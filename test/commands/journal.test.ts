import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { jumpingClock, type RunResult } from '../support/run.js';
import { openDesk, type Desk } from './transcribe/support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.end());

/** `journal prune` a year later. */
const pruneLater = (...flags: string[]): Promise<RunResult> =>
  desk.run(['journal', 'prune', ...flags], {
    clock: jumpingClock(Date.now() + 365 * 86_400_000),
  });

test('a nightly transcribe finds its files current after a prune, and pays nothing', async () => {
  const nightly = async (): Promise<RunResult> =>
    desk.run(['transcribe', ...(await desk.recordings(3)), '--output-dir', 'subs']);
  expect(await nightly()).toMatchObject({ code: 0 });
  expect(desk.jobs()).toBe(3);
  expect(await pruneLater()).toMatchObject({ code: 0, stdout: '0 entries removed\n', stderr: '' });
  expect(await nightly()).toMatchObject({ code: 0 });
  expect(desk.jobs()).toBe(3);
  await unlink(join(desk.home, 'subs', 'talk-2.srt'));
  // The item and its job.
  expect(await pruneLater()).toMatchObject({ stdout: '2 entries removed\n' });
  expect(await nightly()).toMatchObject({ code: 0 });
  expect(desk.jobs()).toBe(4);
});

test('removes jobs that are older than --older-than, 90 days by default', async () => {
  const [file = ''] = await desk.recordings(1);
  const submit = (): Promise<RunResult> => desk.run(['submit', file]);
  const { stdout: first } = await submit();
  expect(await pruneLater('--older-than', '366d', '--json')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/"removed": 0\b/),
  });
  expect((await submit()).stdout).toBe(first);
  const { stdout } = await pruneLater('--json');
  expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, removed: 1 });
  expect((await submit()).stdout).not.toBe(first);
  const soon = { clock: jumpingClock(Date.now() + 89 * 86_400_000) };
  expect((await desk.run(['journal', 'prune'], soon)).stdout).toBe('0 entries removed\n');
});

test('refuses an age at which a job may still run', async () => {
  const run = await pruneLater('--older-than', '6d');
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain('--older-than "6d" is shorter than 7 days');
  expect((await pruneLater('--older-than', '7d')).code).toBe(0);
});
