// A clone works wherever it lies: no file names a path that a URL would write differently.
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { linesWith } from './files.js';
import { projectRoot, runProgram } from '../support/spawn.js';

let clone = '';
const parts = ['.config', 'bin', 'src', 'completions', 'LICENSE', 'package.json', 'tsconfig.json'];

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'asrctl a clone with 50% blanks & #-'));
  for (const name of parts)
    await cp(join(projectRoot, name), join(clone, name), { recursive: true });
  // One by one: the build makes its files in node_modules/.cache, which must be on the clone's disk.
  const packages = join(projectRoot, 'node_modules');
  await mkdir(join(clone, 'node_modules'));
  for (const name of (await readdir(packages)).filter((one) => !one.startsWith('.')))
    await symlink(join(packages, name), join(clone, 'node_modules', name));
});
afterAll(() => rm(clone, { recursive: true, force: true }));

test('the build works in a folder with blanks in its name, and so does the program', async () => {
  const built = await runProgram(process.execPath, ['.config/build.mjs'], { cwd: clone });
  expect(built).toEqual({ code: 0, stdout: '', stderr: '' });
  const read = (name: string): Promise<string> => readFile(join(clone, 'dist', name), 'utf8');
  expect(await read('THIRD-PARTY-NOTICES')).toMatch(/^commander [\d.]+$/m);
  const asrctl = (...argv: string[]) =>
    runProgram(process.execPath, [join(clone, 'bin', 'asrctl.cjs'), ...argv], {
      env: { ASRCTL_HOME: join(clone, 'home') },
    });
  expect(await asrctl('--help')).toEqual({ code: 0, stdout: await read('help.txt'), stderr: '' });
  expect(await asrctl('profile', 'list')).toMatchObject({ code: 0, stderr: '' });
});

test('no file takes the path of a file from `URL.pathname`', () => {
  expect(linesWith(/import\.meta\.url\)\.pathname/)).toEqual([]);
});
