// A service is a folder and a line: a third one works in every command without a change elsewhere.
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { providers, readAnswer } from '../../src/api/index.js';
import type { Job } from '../../src/jobs/job.js';
import { sources } from '../house/source.js';
import { asrctl, temporaryFolder, type RunOptions } from '../support/run.js';
import { toyOf, type ToyService } from './toy/index.js';

let home = '';
let service: ToyService = { jobs: [], identities: [] };
beforeEach(async () => {
  home = await temporaryFolder();
  service = { jobs: [], identities: [] };
});
afterEach(() => rm(home, { recursive: true, force: true }));

const run = (argv: readonly string[], options: RunOptions = {}) =>
  asrctl(argv, { home, providers: [...providers, toyOf(service)], ...options });

const added = () =>
  run(
    [
      'profile',
      'add',
      'box',
      '--provider',
      'toy',
      '--region',
      'attic',
      '--mood',
      'calm',
      '--stdin',
    ],
    {
      stdin: 'toyId000000001\ntoySecret0001\n',
    },
  );

it('has profiles with settings of its own', async () => {
  expect((await added()).code).toBe(0);
  const { stdout } = await run(['profile', 'show', 'box', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({
    name: 'box',
    provider: 'toy',
    region: 'attic',
    settings: { mood: 'calm' },
  });
  expect(JSON.parse((await run(['profile', 'test', '--json'])).stdout)).toMatchObject({
    provider: 'toy',
    ok: true,
  });
});

it('submits once, gets, lists and waits', async () => {
  await added();
  const submitted = await run(['submit', 'tune://a', '--pitch', '440']);
  expect([submitted.code, submitted.stdout]).toEqual([0, 'toy-1\n']);
  expect((await run(['submit', 'tune://a', '--pitch', '440', '--reuse'])).stdout).toBe('toy-1\n');
  const got = JSON.parse((await run(['get', 'toy-1', '--json'])).stdout) as { jobs: Job[] };
  expect(got.jobs).toMatchObject([{ provider: 'toy', profile: 'box', title: 'calm at 440' }]);
  expect((await run(['list', '--format', 'id', '--type', 'Song'])).stdout).toBe('toy-1\n');
  expect((await run(['wait', 'toy-1', '--format', 'id'])).stdout).toBe('toy-1\n');
  expect(new Set(service.identities)).toEqual(new Set(['toyId000000001:toySecret0001']));
});

it('is the service of the environment when its keys are there', async () => {
  const env = { TOY_ID: 'toyId000000002', TOY_SECRET: 'toySecret0001', TOY_MOOD: 'wild' };
  const { stdout, code } = await run(['submit', 'tune://b'], { env });
  expect([code, stdout]).toEqual([0, 'toy-1\n']);
  expect(service.jobs[0]?.job).toMatchObject({ profile: 'env', title: 'wild at undefined' });
  expect(service.identities).toEqual(['toyId000000002:toySecret0001']);
});

it('is in the help, and its flags are refused for other services', async () => {
  const { stdout: help } = await run(['profile', 'add', '--help']);
  expect(help.replaceAll(/\s+/g, ' ')).toContain('toy (Toy Box)');
  const wrong = await run(['submit', '/a.wav', '--pitch', '1', '--profile', 'local']);
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('flag of Toy Box')]);
});

it('has no local profile and reads its own saved answers', async () => {
  const { stdout } = await run(['profile', 'list', '--json']);
  const { profiles } = JSON.parse(stdout) as { profiles: { name: string }[] };
  expect(profiles.map(({ name }) => name)).toEqual(['local', 'local-ci']);
  expect(await readAnswer('{"toy":"bear"}', [toyOf(service)])).toMatchObject({ provider: 'toy' });
  expect(await readAnswer('{"toy":"bear"}')).toBeNull();
});

it('is named by no other room: only the adapters and the local service know services by name', () => {
  const own = /^(?:api\/|local\/|profiles\/sources\/)/;
  const naming = sources
    .filter(({ name }) => !own.test(name))
    .filter(({ text }) => /'(?:ims|ci)'/.test(text));
  expect(naming.map(({ name }) => name)).toEqual([]);
});
