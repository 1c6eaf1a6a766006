// `submit` and `transcribe` of files outside the folders of the service, by the built-in local profiles.
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findWithStatus } from '../../../src/local/client/status.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { endService, isAlive } from '../../local/process.js';
import { freshDir, recording, until } from '../../local/support.js';
import { ensureBuilt, launcher, runProgram, type Ended } from '../../support/spawn.js';

let dir: string;
let stateDir: string;
beforeAll(ensureBuilt);
beforeEach(async () => {
  dir = await freshDir();
  stateDir = join(dir, 'home', 'state');
  for (const folder of ['here', 'there']) await mkdir(join(dir, folder));
  await copyFile(recording, join(dir, 'there', 'talk.wav'));
});
afterEach(async () => {
  await endService(stateDir);
  await rm(dir, { recursive: true, force: true });
});

const asrctlIn = (folder: string, ...argv: string[]): Promise<Ended> =>
  runProgram(process.execPath, [launcher, ...argv], {
    cwd: join(dir, folder),
    env: {
      ASRCTL_HOME: join(dir, 'home'),
      HOME: join(dir, 'home'),
      ASRCTL_PROFILE: 'local',
      PATH: process.env['PATH'] ?? '',
    },
  });

it.each(['local', 'local-ci'])('are read by the service, profile %s', async (profile) => {
  await asrctlIn('here', 'local', 'start', '--engine', 'fake');
  const submitted = await asrctlIn('there', 'submit', 'talk.wav', '--profile', profile);
  expect(submitted).toMatchObject({ code: 0, stderr: '' });
  const waited = await asrctlIn('there', 'wait', submitted.stdout.trim(), '--profile', profile);
  expect(waited.code).toBe(0);
  const transcribed = await asrctlIn(
    'here',
    'transcribe',
    '../there/talk.wav',
    '--output-dir',
    '.',
    '--profile',
    profile,
  );
  expect(transcribed).toMatchObject({ code: 0 });
  expect(await readFile(join(dir, 'here', 'talk.srt'), 'utf8')).toContain('-->');
});

it('are read after the service was killed, with other folders', async () => {
  await asrctlIn('here', 'local', 'start', '--engine', 'fake');
  await asrctlIn('here', 'local', 'faults', 'set', 'job-stuck', '--delay', '1h');
  const { stdout } = await asrctlIn('there', 'submit', 'talk.wav');
  const found = await findWithStatus(localPaths(stateDir).service);
  await endService(stateDir);
  await until(
    () => found !== null && isAlive(found.file.pid),
    (lives) => !lives,
  );
  expect(await asrctlIn('here', 'wait', stdout.trim(), '-q')).toMatchObject({ code: 0 });
});

it('that are not media are refused at once, and no job is made', async () => {
  await writeFile(join(dir, 'there', 'notes.wav'), 'text '.repeat(100));
  const refused = await asrctlIn('there', 'submit', 'notes.wav', 'talk.wav', '--json');
  expect(refused.code).toBe(6);
  expect(JSON.parse(refused.stderr.split('\n')[0] ?? '')).toMatchObject({
    error: { code: 'InvalidMedia.Unreadable', exitCode: 2, input: 'notes.wav' },
  });
  const { stdout } = await asrctlIn('there', 'list', '--json');
  expect((JSON.parse(stdout) as { jobs: unknown[] }).jobs).toHaveLength(1);
});
