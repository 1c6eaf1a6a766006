// Every fault of the wire while a recording is uploaded, on both clouds' protocols: one object, one job.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/api/provider.js';
import { clock } from '../../../src/main.js';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.end());

const fault = async (name: string, count: number): Promise<void> => {
  const argv = ['local', 'faults', 'set', name, '--operation', 'upload', '--count', String(count)];
  const delay = name === 'slow' ? ['--delay', '1ms'] : [];
  expect(await desk.run([...argv, ...delay])).toMatchObject({ code: 0 });
};

/** Pauses between tries are not what is tested. */
const hasty: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => clock.sleep(Math.min(ms, 5), signal),
};
const transcribe = (file: string, profile: string) =>
  desk.run(['transcribe', file, '--upload', '--profile', profile, '-q'], { clock: hasty });

const passing = ['answer-lost', 'reset', 'http-503', 'throttling', 'slow', 'cut', 'html'];
const profiles = ['local', 'local-ci'];
const cases = profiles.flatMap((profile) => passing.map((name) => [name, profile] as const));

describe.each(cases)('%s with profile %s', (name, profile) => {
  it('is got over: one object, one job', async () => {
    await fault(name, 2);
    const [file = ''] = await desk.recordings(1);
    const run = await transcribe(file, profile);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(desk.logged('stored local-1250000000/asrctl/')).toBe(1);
    expect(desk.jobs()).toBe(1);
  });
});

describe.each(profiles)('a large file with profile %s', (profile) => {
  it('is put together once when the answers of its parts are lost', async () => {
    await writeFile(join(desk.home, 'large.wav'), randomBytes(21 * 1024 * 1024));
    await fault('answer-lost', 3);
    const run = await transcribe('large.wav', profile);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(desk.logged('in 3 parts')).toBe(1);
    expect(desk.jobs()).toBe(1);
  });

  it('is no job when uploads never succeed: exit 8, and the next run goes on', async () => {
    const [file = ''] = await desk.recordings(1);
    await fault('http-503', 100);
    const run = await transcribe(file, profile);
    expect(run).toMatchObject({ code: 8 });
    expect(run.stderr).toContain('again');
    expect(desk.jobs()).toBe(0);
    await desk.run(['local', 'faults', 'clear']);
    expect((await transcribe(file, profile)).code).toBe(0);
    expect(desk.jobs()).toBe(1);
  });
});
