import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LocalJob, LocalResult, NewJob } from '../../../src/local/jobs/job.js';
import { queueOf, type Queue } from '../../../src/local/jobs/queue.js';
import { progressBoard, type ProgressBoard } from '../../../src/local/jobs/job-progress.js';
import { openStore, type Store } from '../../../src/local/jobs/store.js';
import { freshDir, until } from '../support.js';

interface Running {
  readonly job: LocalJob;
  finish(): void;
  fail(error: Error): void;
}

let dir: string;
let store: Store;
let queue: Queue;
let progress: ProgressBoard;
let work: Running[];
const log: string[] = [];

const result: LocalResult = { segments: [], audioMs: 0, engine: 'fake' };

const open = (concurrency: number): Queue => {
  work = [];
  progress = progressBoard();
  return queueOf({
    store,
    concurrency,
    progress,
    isGranted: (file) => file === '/granted',
    now: () => 1,
    log: (line) => void log.push(line),
    faultOf: (error) => ({ code: 'X', message: (error as Error).message }),
    run: (job, signal) =>
      new Promise((resolve, reject) => {
        work.push({ job, finish: () => resolve(result), fail: reject });
        signal.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  });
};

beforeEach(async () => {
  dir = await freshDir();
  store = openStore(join(dir, 'jobs.db'));
  queue = open(2);
});
afterEach(async () => {
  await queue.stop();
  store.close();
  await rm(dir, { recursive: true, force: true });
});

const newJob: NewJob = {
  protocol: 'ims',
  type: 'ASR',
  input: 'x',
  file: '/x',
  startMs: 0,
  durationMs: null,
  request: {},
};
const submit = (count: number): readonly string[] =>
  Array.from({ length: count }, () => queue.jobs.submit(newJob).id);
const state = (id: string) => queue.jobs.get('ims', id)?.state;

it('answers a submit before it starts, runs the oldest first and never more than it may', async () => {
  const ids = submit(4);
  expect(ids.map(state)).toEqual(['created', 'created', 'created', 'created']);
  await until(
    () => work.length,
    (count) => count === 2,
  );
  expect(work.map(({ job }) => job.id)).toEqual(ids.slice(0, 2));
  expect(queue.running()).toBe(2);
  work[0]?.finish();
  await until(
    () => work.length,
    (count) => count === 3,
  );
  expect(queue.running()).toBe(2);
  expect(ids.map(state)).toEqual(['finished', 'running', 'running', 'created']);
});

it('knows the share of a running job and the place of a waiting one', async () => {
  const [first = '', second = '', third = '', fourth = ''] = submit(4);
  await until(
    () => work.length,
    (count) => count === 2,
  );
  progress.note(first, 0.5);
  progress.note(first, 0.4);
  expect([first, second, third, fourth].map((id) => queue.progressOf(id))).toEqual([
    { progress: 0.5, queuePosition: null },
    { progress: null, queuePosition: null },
    { progress: null, queuePosition: 1 },
    { progress: null, queuePosition: 2 },
  ]);
  work[0]?.finish();
  await until(
    () => work.length,
    (count) => count === 3,
  );
  expect(queue.progressOf(first)).toBeNull();
  expect(progress.of(first)).toBeNull();
  expect(queue.progressOf(fourth)).toEqual({ progress: null, queuePosition: 1 });
});

it('goes on after a job that fails', async () => {
  const [bad = '', ...others] = submit(3);
  await until(
    () => work.length,
    (count) => count === 2,
  );
  work[0]?.fail(new Error('broken'));
  await until(
    () => work.length,
    (count) => count === 3,
  );
  work[1]?.finish();
  work[2]?.finish();
  await until(
    () => queue.running(),
    (count) => count === 0,
  );
  expect(queue.jobs.get('ims', bad)).toMatchObject({
    state: 'failed',
    error: { code: 'X', message: 'broken' },
  });
  expect(others.map(state)).toEqual(['finished', 'finished']);
});

it('cancels what waits and what runs', async () => {
  const [running = '', , waiting = ''] = submit(3);
  await until(
    () => work.length,
    (count) => count === 2,
  );
  expect(queue.jobs.cancel('ims', running)?.state).toBe('cancelled');
  expect(queue.jobs.cancel('ims', waiting)?.state).toBe('cancelled');
  expect(queue.jobs.cancel('ci', waiting)).toBeNull();
  await until(
    () => queue.running(),
    (count) => count === 1,
  );
  expect(state(running)).toBe('cancelled');
  expect(work).toHaveLength(2);
});

it('forgets a removed job even while it runs', async () => {
  const [id = ''] = submit(1);
  await until(
    () => work.length,
    (count) => count === 1,
  );
  expect(queue.jobs.remove('ims', id)).toBe(true);
  await until(
    () => queue.running(),
    (count) => count === 0,
  );
  expect(queue.jobs.get('ims', id)).toBeNull();
  expect(queue.jobs.remove('ims', id)).toBe(false);
});

it('puts running jobs back when it stops, and starts no more', async () => {
  const ids = submit(3);
  await until(
    () => work.length,
    (count) => count === 2,
  );
  await queue.stop();
  expect(ids.map(state)).toEqual(['created', 'created', 'created']);
  expect(work).toHaveLength(2);
  queue = open(3);
  queue.wake();
  expect(work.map(({ job }) => job.id)).toEqual(ids);
});
