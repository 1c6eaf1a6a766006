import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Journal } from '../../src/journal/journal.js';
import { journalIn } from '../support/journal.js';

let folder: string;
let now: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-journal-'));
  now = 1_000_000;
});

const open = (pid = process.pid): Promise<Journal> => {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return journalIn(folder, { now: () => now, pid });
};

/** A process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

it('gives an object to one process at a time', async () => {
  const [one, two] = [await open(), await open()];
  expect(await one.uploads.claim('p', 'k')).toBe(true);
  expect(await two.uploads.claim('p', 'k')).toBe(false);
  expect(await two.uploads.claim('q', 'k')).toBe(true);
  await one.uploads.release('p', 'k');
  expect(await two.uploads.claim('p', 'k')).toBe(true);
});

it('takes over from a process that died or fell silent, with what it had begun', async () => {
  const dead = await open(deadPid());
  expect(await dead.uploads.claim('p', 'k')).toBe(true);
  await dead.uploads.note('p', 'k', { uploadId: 'u1', partBytes: 8 });
  const heir = await open();
  expect(await heir.uploads.claim('p', 'k')).toBe(true);
  expect(await heir.uploads.begun('p', 'k')).toEqual({ uploadId: 'u1', partBytes: 8 });
  now += 119_000;
  expect(await (await open()).uploads.claim('p', 'k')).toBe(false);
  await heir.uploads.renew('p', 'k');
  now += 119_000;
  expect(await (await open()).uploads.claim('p', 'k')).toBe(false);
  now += 2_000;
  expect(await (await open()).uploads.claim('p', 'k')).toBe(true);
  await heir.uploads.note('p', 'k', null);
  expect(await heir.uploads.begun('p', 'k')).toBeNull();
});

it('forgets an upload that is done', async () => {
  const journal = await open();
  await journal.uploads.claim('p', 'k');
  await journal.uploads.done('p', 'k');
  expect(await journal.uploads.begun('p', 'k')).toBeNull();
  expect(await (await open()).uploads.claim('p', 'k')).toBe(true);
});
