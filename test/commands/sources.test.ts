// `source`: the media as the user named it, in the documents of every command on jobs.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asrctl, temporaryFolder } from '../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../support/scripted-provider.js';

let home = '';
beforeEach(async () => {
  home = await temporaryFolder();
  await writeFile(join(home, 'talk.wav'), 'sound');
});
afterEach(() => rm(home, { recursive: true, force: true }));

const jobs = ['new', 'other'].map((id) => jobWith({ id, state: 'succeeded', input: 'oss://b/x' }));
const provider = scriptedProvider({
  submit: async ({ media }) => ({ input: media, id: 'new', state: 'queued' }),
  get: async (ids) => ids.map((id) => jobs.find((job) => job.id === id) ?? null),
  list: async () => pageOf(jobs),
});

const run = (argv: readonly string[]) => asrctl(argv, { home, cwd: home, provider });

const sourcesIn = async (...argv: readonly string[]) => {
  const { code, stdout } = await run([...argv, '--json']);
  expect(code).toBe(0);
  const { jobs: shown } = JSON.parse(stdout) as { jobs: { id: string; source: string | null }[] };
  return Object.fromEntries(shown.map(({ id, source }) => [id, source]));
};

test('get, list and wait print the source of jobs that this machine submitted', async () => {
  expect((await run(['submit', 'talk.wav'])).stdout).toBe('new\n');
  const sources = { new: 'talk.wav', other: null };
  expect(await sourcesIn('get', 'new', 'other')).toEqual(sources);
  expect(await sourcesIn('list')).toEqual(sources);
  expect(await sourcesIn('wait', 'new', 'other')).toEqual(sources);
  const lines = (await run(['get', 'new', 'other', '--format', 'jsonl'])).stdout.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { source: unknown }).source)).toEqual([
    'talk.wav',
    null,
  ]);
});

test('without a journal, or with a damaged one, the source is null', async () => {
  const unknown = { new: null, other: null };
  expect(await sourcesIn('list')).toEqual(unknown);
  expect((await run(['submit', 'talk.wav'])).code).toBe(0);
  await rm(join(home, 'state', 'journal.db-wal'), { force: true });
  await writeFile(join(home, 'state', 'journal.db'), 'not a database, whatever its name says');
  expect(await sourcesIn('list')).toEqual(unknown);
});
