// A job's title is the name of its file, unless one is given.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { journalIn } from '../support/journal.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';
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

it('a list names a job without a title by the media as it was submitted', async () => {
  const profile = ['--profile', 'local-ci'];
  await desk.recordings(1, 'untitled');
  expect(await desk.run([...profile, 'submit', 'untitled-1.wav'])).toMatchObject({ code: 0 });
  const table = await desk.run([...profile, 'list', '--columns', 'title']);
  expect(table.stdout).toBe('TITLE\nuntitled-1.wav\n');
  const { stdout } = await desk.run([...profile, 'list', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ jobs: [{ title: null }] });
  const scripted = scriptedProvider({
    list: async () => pageOf([jobWith({ id: 'x1', input: 'cos://b/asrctl/0123456789abcdef.wav' })]),
  });
  const journal = await journalIn(join(desk.home, 'state'));
  const submit = { key: 'x', profile: 's', media: 'm', source: 'rec/my talk.wav' };
  const { entry } = await journal.submits.claim(submit, false);
  await journal.submits.accept(entry, 'x1');
  const named = await desk.run(['list', '--columns', 'title'], { provider: scripted });
  expect(named.stdout).toBe('TITLE\nmy talk.wav\n');
});
