// Jobs on the command line and on stdin: ids, unfinished ones, and waiting for them.
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyJob, type Job, type JobState } from '../../../src/jobs/job.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { asrctl, type RunOptions } from '../../support/run.js';
import { scriptedProvider } from '../../support/scripted-provider.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-export-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const job = (id: string, state: JobState): Job => ({
  ...emptyJob(id, 'ims'),
  state,
  transcript:
    state === 'succeeded'
      ? transcriptOf([
          { startMs: 0, endMs: 2000, text: `Job ${id}.`, speaker: null, channel: null, words: [] },
        ])
      : null,
});

/** A service whose jobs have these states, one more of the list at each look; `looks` counts calls. */
const service = (states: Readonly<Record<string, readonly JobState[]>>) => {
  const looks: string[] = [];
  const seen = new Map<string, number>();
  const one = (id: string): Job | null => {
    const list = states[id];
    if (!list) return null;
    const at = seen.get(id) ?? 0;
    seen.set(id, at + 1);
    looks.push(id);
    return job(id, list[Math.min(at, list.length - 1)] ?? 'unknown');
  };
  return { looks, provider: scriptedProvider({ get: async (ids) => ids.map(one) }) };
};

const run = (argv: readonly string[], options: RunOptions) =>
  asrctl(['export', '--style', 'raw', ...argv], { cwd: folder, ...options });

const both = { j1: ['succeeded'], j2: ['succeeded'] } as const;

it.each([
  ['lines', 'j1\nj2\n', []],
  ['Windows lines', 'j1\r\n\r\nj2', []],
  ['NUL', 'j1\0j2\0', ['-0']],
])('ids on stdin are ids: %s', async (_, stdin, flags) => {
  const { provider } = service(both);
  const ended = await run(['-', '-o', 'out/', ...flags], { provider, stdin });
  expect(ended).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'out'))).toEqual(['j1.srt', 'j2.srt']);
});

it('a transcript on stdin is a transcript, between jobs as well', async () => {
  const stdin = '1\n00:00:00,000 --> 00:00:02,000\nHello 1\n\n';
  const { provider } = service(both);
  const ended = await run(['j1', '-', 'j2', '-o', 'out/'], { provider, stdin });
  expect(ended).toMatchObject({ code: 0 });
  const names = (await readdir(join(folder, 'out'))).toSorted();
  expect(names).toEqual(['j1.srt', 'j2.srt', 'transcript.srt']);
});

it('of several ids on stdin, one that is unknown does not hide the others: exit 6', async () => {
  const { provider } = service(both);
  const ended = await run(['-', '-o', 'out/', '--json'], { provider, stdin: 'j1\nno9\nj2\n' });
  expect(ended.code).toBe(6);
  expect(JSON.parse(ended.stderr.split('\n')[0] ?? '')).toMatchObject({
    error: { input: 'no9', exitCode: 3 },
  });
  expect(await readdir(join(folder, 'out'))).toHaveLength(2);
});

it('an empty stdin is exit 2, and 0 with --allow-empty', async () => {
  const { provider } = service({});
  for (const stdin of ['', '\n\n']) {
    expect(await run(['-', '-o', 'out/'], { provider, stdin })).toMatchObject({ code: 2 });
    const allowed = await run(['-', '-o', 'out/', '--allow-empty'], { provider, stdin });
    expect(allowed).toMatchObject({ code: 0, stdout: '', stderr: '' });
  }
});

it('an unfinished job is exit 7, with a hint that works when pasted', async () => {
  const { provider } = service({ j1: ['running'] });
  const ended = await run(['j1', '--region', 'cn-beijing'], { provider });
  expect(ended).toMatchObject({ code: 7, stdout: '' });
  expect(ended.stderr).toBe(
    'asrctl: Job "j1" is not finished: it is running\n' +
      'Add --wait, or wait for it first: asrctl wait j1 --region cn-beijing\n',
  );
});

it('of several jobs, unfinished ones alone are exit 7, with a failed one exit 6', async () => {
  const { provider } = service({ j1: ['succeeded'], j2: ['queued'], j3: ['failed'] });
  const late = await run(['j1', 'j2', '-o', 'out/'], { provider });
  expect(late.code).toBe(7);
  expect(late.stderr).toContain('asrctl: 1 of 2 jobs are not finished\n');
  expect(await readdir(join(folder, 'out'))).toEqual(['j1.srt']);
  const failed = await run(['j1', 'j2', 'j3', '-o', 'more/'], { provider });
  expect(failed.code).toBe(6);
});

it('--wait waits for what is not finished, and writes in the order of the ids', async () => {
  const { provider, looks } = service({
    j1: ['queued', 'running', 'succeeded'],
    j2: ['succeeded'],
  });
  const ended = await run(['j1', 'j2', '-o', 'out/', '--wait'], { provider });
  expect(ended).toMatchObject({ code: 0 });
  expect(ended.stderr).toMatch(/Wrote [^\n]*j1\.srt\nWrote [^\n]*j2\.srt\n$/);
  // The job that ends early is not asked for again.
  expect(looks).toEqual(['j1', 'j2', 'j1', 'j1']);
});

it('--wait --timeout is exit 7 when time is up', async () => {
  const { provider } = service({ j1: ['running'] });
  const ended = await run(['j1', '--wait', '--timeout', '1m'], { provider });
  expect(ended).toMatchObject({ code: 7, stdout: '' });
  expect(ended.stderr).toContain('Job j1 did not finish in time\n');
  expect(ended.stderr).toContain('asrctl wait j1\n');
  const alone = await run(['j1', '--timeout', '1m'], { provider });
  expect(alone).toMatchObject({ code: 2 });
});

// Nothing can be made in /proc, which is seen when the file is written.
it.runIf(existsSync('/proc/self'))(
  'an output that cannot be written does not stop the others, and the error names its input',
  async () => {
    const { provider } = service({ j1: ['succeeded'], j2: ['succeeded'], j3: ['succeeded'] });
    const outputs = ['one.srt', '/proc/two.srt', 'three.srt'].flatMap((path) => ['-o', path]);
    const ended = await run(['j1', 'j2', 'j3', ...outputs], { provider });
    expect(ended.code).toBe(6);
    expect(ended.stderr).toContain('asrctl: j2: Could not write "/proc/two.srt": ');
    expect(ended.stderr).toContain('asrctl: 1 of 3 inputs failed\n');
    expect((await readdir(folder)).toSorted()).toEqual(['one.srt', 'three.srt']);
  },
);
