import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { openJournal, type Journal } from '../../src/journal/journal.js';
import { processes } from '../../src/main.js';

let folder: string;
let now: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-journal-'));
  now = 1_000_000;
});

const open = (pid = process.pid): Journal => {
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return openJournal({ stateDir: folder, now: () => now, pid, lives: processes.lives });
};

/** A process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['-e', '']).pid;

it('gives an object to one process at a time', () => {
  const [one, two] = [open(), open()];
  expect(one.uploads.claim('p', 'k')).toBe(true);
  expect(two.uploads.claim('p', 'k')).toBe(false);
  expect(two.uploads.claim('q', 'k')).toBe(true);
  one.uploads.release('p', 'k');
  expect(two.uploads.claim('p', 'k')).toBe(true);
});

it('takes over from a process that died or fell silent, with what it had begun', () => {
  const dead = open(deadPid());
  expect(dead.uploads.claim('p', 'k')).toBe(true);
  dead.uploads.note('p', 'k', { uploadId: 'u1', partBytes: 8 });
  const heir = open();
  expect(heir.uploads.claim('p', 'k')).toBe(true);
  expect(heir.uploads.begun('p', 'k')).toEqual({ uploadId: 'u1', partBytes: 8 });
  now += 119_000;
  expect(open().uploads.claim('p', 'k')).toBe(false);
  heir.uploads.renew('p', 'k');
  now += 119_000;
  expect(open().uploads.claim('p', 'k')).toBe(false);
  now += 2_000;
  expect(open().uploads.claim('p', 'k')).toBe(true);
  heir.uploads.note('p', 'k', null);
  expect(heir.uploads.begun('p', 'k')).toBeNull();
});

it('forgets an upload that is done', () => {
  const journal = open();
  journal.uploads.claim('p', 'k');
  journal.uploads.done('p', 'k');
  expect(journal.uploads.begun('p', 'k')).toBeNull();
  expect(open().uploads.claim('p', 'k')).toBe(true);
});

it('remembers how far an item has come, over runs', () => {
  const first = open().items;
  expect(first.find('i')).toBeNull();
  first.begin('i', 'o');
  expect(first.find('i')).toEqual({ jobId: null, done: false, begunMs: 1_000_000 });
  first.setJob('i', 'j1');
  first.promise('/out/a.srt', { item: 'i', digest: 'd' });
  expect([first.needs('o'), first.needs('p')]).toEqual([true, false]);
  first.finish('i');
  expect(first.needs('o')).toBe(false);
  const second = open().items;
  expect(second.find('i')).toEqual({ jobId: 'j1', done: true, begunMs: 1_000_000 });
  expect(second.promised('/out/a.srt')).toEqual({ item: 'i', digest: 'd', before: null });
  expect(second.promised('/out/b.srt')).toBeNull();
  for (const digest of ['e', 'e']) second.promise('/out/a.srt', { item: 'i', digest });
  expect(second.promised('/out/a.srt')).toEqual({ item: 'i', digest: 'e', before: 'd' });
  second.promise('/out/a.srt', { item: 'other', digest: 'f' });
  expect(second.promised('/out/a.srt')).toEqual({ item: 'other', digest: 'f', before: null });
  second.forget('i');
  expect(second.find('i')).toBeNull();
});
