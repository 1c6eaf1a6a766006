import { rm } from 'node:fs/promises';
import { expect, it, onTestFinished } from 'vitest';
import { journalIn } from '../support/journal.js';
import { temporaryFolder } from '../support/run.js';

const folderForTest = async (): Promise<string> => {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
};

it('remembers how far an item has come, over runs', async () => {
  const folder = await folderForTest();
  const first = (await journalIn(folder, { now: () => 1_000_000 })).items;
  expect(await first.find('i')).toBeNull();
  await first.begin('i', 'o');
  expect(await first.find('i')).toEqual({ jobId: null, done: false, begunMs: 1_000_000 });
  await first.setJob('i', 'j1');
  expect([await first.needs('o'), await first.needs('p')]).toEqual([true, false]);
  await first.finish('i');
  expect(await first.needs('o')).toBe(false);
  const second = (await journalIn(folder)).items;
  expect(await second.find('i')).toEqual({ jobId: 'j1', done: true, begunMs: 1_000_000 });
  await second.forget('i');
  expect(await second.find('i')).toBeNull();
});

it('remembers what an item wrote, and what was there before', async () => {
  const folder = await folderForTest();
  const first = (await journalIn(folder)).outputs;
  await first.announce('/out/a.srt', { item: 'i', digest: 'd' });
  const second = (await journalIn(folder)).outputs;
  expect(await second.announced('/out/a.srt')).toEqual({ item: 'i', digest: 'd', before: null });
  expect(await second.announced('/out/b.srt')).toBeNull();
  for (const digest of ['e', 'e']) await second.announce('/out/a.srt', { item: 'i', digest });
  expect(await second.announced('/out/a.srt')).toEqual({ item: 'i', digest: 'e', before: 'd' });
  await second.announce('/out/a.srt', { item: 'other', digest: 'f' });
  const other = { item: 'other', digest: 'f', before: null };
  expect(await second.announced('/out/a.srt')).toEqual(other);
});

it('gives an output file to one process at a time, and takes it from a dead one', async () => {
  const folder = await folderForTest();
  const [one, two] = [await journalIn(folder), await journalIn(folder, { pid: process.ppid })];
  expect(await one.outputs.lock('/out/a.srt')).toBe(true);
  expect(await two.outputs.lock('/out/a.srt')).toBe(false);
  expect(await two.outputs.lock('/out/b.srt')).toBe(true);
  await one.outputs.unlock('/out/a.srt');
  // Above the largest process id Linux gives out: nobody has it.
  const dead = await journalIn(folder, { pid: 2 ** 22 + 1 });
  expect(await dead.outputs.lock('/out/a.srt')).toBe(true);
  expect(await two.outputs.lock('/out/a.srt')).toBe(true);
});
