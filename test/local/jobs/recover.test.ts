import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NewJob } from '../../../src/local/jobs/job.js';
import { processMark } from '../../../src/local/programs/process-mark.js';
import { recover } from '../../../src/local/jobs/recover.js';
import { openStore, type Store } from '../../../src/local/jobs/store.js';
import { freshDir } from '../support.js';

let dir: string;
let store: Store;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dir = await freshDir();
  store = openStore(join(dir, 'jobs.db'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  store.close();
  await rm(dir, { recursive: true, force: true });
});

const { platform } = process;

/** A process that does nothing, with these words in its command line. */
const idle = async (...words: string[]): Promise<number> => {
  const script = 'console.log(1); setInterval(() => {}, 1000)';
  const child = spawn(process.execPath, ['-e', script, ...words], {
    detached: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  children.push(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child.pid ?? 0;
};
const lives = (pid: number): boolean => processMark(pid, platform) !== null;

const newJob: NewJob = {
  protocol: 'ims',
  type: 'ASR',
  input: 'x',
  file: '/x',
  startMs: 0,
  durationMs: null,
  request: {},
};
const interrupt = (id: string): void => {
  store.insert(id, newJob, 1);
  store.claim(2);
};

it('ends the process that was written down, and puts the job back', async () => {
  interrupt('a');
  const pid = await idle();
  store.noteChild('a', pid, processMark(pid, platform) ?? '');
  expect(await recover(store, { tmpDir: dir, platform }, 3)).toBe(1);
  expect(lives(pid)).toBe(false);
  expect(store.get('ims', 'a')?.state).toBe('created');
});

it('leaves a later process of the same number alone', async () => {
  interrupt('a');
  const pid = await idle();
  store.noteChild('a', pid, 'another time');
  await recover(store, { tmpDir: dir, platform }, 3);
  expect(lives(pid)).toBe(true);
});

it('ends what works in the folder of the job, though nobody wrote it down', async () => {
  interrupt('a');
  const mine = await idle(join(dir, 'a', 'audio.wav'));
  const other = await idle(join(dir, 'ab', 'audio.wav'));
  await recover(store, { tmpDir: dir, platform }, 3);
  expect([lives(mine), lives(other)]).toEqual([false, true]);
});

it('fails a job that the service did not survive twice, and runs the others', async () => {
  const waiting = (): number => store.waiting();
  interrupt('poison');
  await recover(store, { tmpDir: dir, platform }, 3);
  expect([store.get('ims', 'poison')?.state, waiting()]).toEqual(['created', 1]);
  store.claim(4);
  await recover(store, { tmpDir: dir, platform }, 5);
  expect(store.get('ims', 'poison')).toMatchObject({
    state: 'failed',
    error: {
      code: 'InternalError.Crash',
      message: 'The local service ended 2 times without warning while it ran this job',
    },
  });
  store.insert('next', newJob, 6);
  expect(store.claim(7)?.id).toBe('next');
});

it('runs jobs of a crash one at a time, so that an innocent one is not counted with the other', async () => {
  for (const id of ['poison', 'innocent']) interrupt(id);
  store.insert('new', newJob, 3);
  await recover(store, { tmpDir: dir, platform }, 4);
  expect([store.claim(5)?.id, store.claim(5)?.id, store.claim(5)]).toEqual(['poison', 'new', null]);
  await recover(store, { tmpDir: dir, platform }, 6);
  expect(store.get('ims', 'poison')?.state).toBe('failed');
  expect(store.claim(7)?.id).toBe('innocent');
});
