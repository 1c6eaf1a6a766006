// A machine without the judges still runs the tests: those that need a missing program are skipped, by name.
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/run.js';
import { projectRoot, runProgram } from '../support/spawn.js';

let folder = '';
/** A PATH with node, bash and what the script calls, and no package manager. */
const bare = (): string => join(folder, 'bin');

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(bare());
  await symlink(process.execPath, join(bare(), 'node'));
  const { stdout } = await runProgram('/bin/sh', ['-c', 'command -v bash; command -v id']);
  for (const path of stdout.trim().split('\n'))
    await symlink(path, join(bare(), path.slice(path.lastIndexOf('/') + 1)));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('without a package manager the tests begin, and the demo says what it needs', async () => {
  const install = (...wanted: string[]) =>
    runProgram('bash', ['.config/system-packages.sh', ...wanted], { env: { PATH: bare() } });
  const said = /^system-packages: cannot install without apt-get and root or sudo: .*ffmpeg/;
  expect(await install('test')).toMatchObject({ code: 0, stderr: expect.stringMatching(said) });
  expect(await install('demo')).toMatchObject({ code: 1, stderr: expect.stringMatching(said) });
});

test('a test that needs a missing program is skipped and counted under its name', async () => {
  const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
  const argv = [vitest, 'run', '--config', '.config/vitest.ts', 'test/judges/srt.test.ts'];
  // python3-srt is read with /usr/bin/python3, whatever the PATH is.
  const only = ['-t', 'mkvmerge|demuxer'];
  const env = { PATH: bare(), NO_COLOR: '1' };
  const { code, stdout } = await runProgram(process.execPath, [...argv, ...only], { env });
  expect(stdout).toMatch(/\nskipped without mkvmerge: 2\n/);
  expect(stdout).toMatch(/\nskipped without ffmpeg: 4\n/);
  expect(stdout).toMatch(/\n0 passed, 0 failed, \d+ skipped\n/);
  expect(code).toBe(0);
});
