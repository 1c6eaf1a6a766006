// A job's title is the name of its file, unless one is given.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { openDesk, type Desk } from './transcribe/support.js';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.end());

const titles = async (): Promise<readonly (string | null)[]> => {
  const { stdout } = await desk.run(['list', '--json']);
  return (JSON.parse(stdout) as { jobs: { title: string | null }[] }).jobs.map(
    ({ title }) => title,
  );
};

it('submit and transcribe send the name of the file', async () => {
  await desk.recordings(2);
  expect(await desk.run(['submit', 'talk-1.wav'])).toMatchObject({ code: 0 });
  expect(await titles()).toEqual(['talk-1.wav']);
  expect(await desk.run(['transcribe', 'talk-2.wav'])).toMatchObject({ code: 0 });
  expect(await titles()).toEqual(['talk-2.wav', 'talk-1.wav']);
});

it('the same recording under another name is the same job', async () => {
  await rename(join(desk.home, 'talk-1.wav'), join(desk.home, 'other.wav'));
  const again = await desk.run(['submit', 'other.wav', '--json']);
  expect(JSON.parse(again.stdout)).toMatchObject({ jobs: [{ submitted: 'reused' }] });
  expect(await titles()).toEqual(['talk-2.wav', 'talk-1.wav']);
});

it('a given title is sent as it is', async () => {
  await desk.recordings(1, 'third');
  await desk.run(['submit', 'third-1.wav', '--title', 'Opening talk']);
  expect((await titles())[0]).toBe('Opening talk');
});
