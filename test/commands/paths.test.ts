import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asrctl, temporaryFolder } from '../support/run.js';
import { ensureBuilt, launcher, runProgram } from '../support/spawn.js';
import { readdir, rm } from 'node:fs/promises';

test('paths are where the files come to be', async () => {
  await ensureBuilt();
  const home = await temporaryFolder();
  const run = (...argv: string[]) =>
    runProgram(process.execPath, [launcher, ...argv], { env: { ASRCTL_HOME: home } });
  const { stdout } = await run('paths', '--json');
  const found = JSON.parse(stdout) as Record<string, string>;
  expect(found).toEqual({
    schemaVersion: 1,
    configFile: join(home, 'config.json'),
    stateFolder: join(home, 'state'),
    journal: join(home, 'state', 'journal.db'),
    localService: join(home, 'state', 'local'),
    cacheFolder: join(home, 'cache'),
  });
  expect(await readdir(found['cacheFolder'] ?? '')).not.toEqual([]);
  await run('profile', 'use', 'local');
  expect(await readdir(home)).toContain('config.json');
  await rm(home, { recursive: true });
});

test('a script gets the paths without their names', async () => {
  const { stdout } = await asrctl(['paths', '--format', 'id'], { home: '/nowhere' });
  expect(stdout.split('\n')[0]).toBe('/nowhere/config.json');
});

test('version: asrctl, Node, journal and documents', async () => {
  const { code, stdout } = await asrctl(['version', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    version: '0.0.0-test',
    node: process.version,
    journal: expect.any(Number),
    documents: { jobs: expect.any(Number), doctor: 1 },
  });
  expect((await asrctl(['version', '--format', 'id'])).stdout).toBe('0.0.0-test\n');
});
