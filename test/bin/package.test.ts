// The package as users get it: packed and installed into an empty folder.
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lowestNode, nodeOf, npm, npmMs, succeeded } from '../support/npm.js';
import { temporaryFolder } from '../support/run.js';
import { ensureBuilt, projectRoot, runProgram, type Ended } from '../support/spawn.js';

let folder = '';
let tarball = '';
let installed = '';

beforeAll(async () => {
  await ensureBuilt();
  folder = await temporaryFolder();
  const packed = await npm(['pack', '--silent', '--pack-destination', folder], projectRoot);
  tarball = join(folder, succeeded(packed));
  const place = join(folder, 'place');
  await mkdir(place);
  await writeFile(join(place, 'package.json'), '{"private":true}');
  succeeded(await npm(['install', tarball], place));
  installed = join(place, 'node_modules');
}, npmMs);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('brings libsql and its binary, and nothing else', async () => {
  const names = (await readdir(installed)).filter((name) => !name.startsWith('.'));
  expect(names.sort()).toEqual(['@libsql', '@neon-rs', 'asrctl', 'detect-libc', 'libsql']);
});

test('holds the program, its completions, man page and licence; no source and no tests', async () => {
  const names = await readdir(join(installed, 'asrctl'));
  expect(names.sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'README.zh-CN.md',
    'SECURITY.md',
    'SKILL.md',
    'bin',
    'completions',
    'dist',
    'docs',
    'examples',
    'package.json',
  ]);
  expect(await readFile(join(installed, 'asrctl', 'dist', 'asrctl.1'), 'utf8')).toMatch(
    /^\.TH ASRCTL 1/,
  );
  expect(await readdir(join(installed, 'asrctl', 'dist', 'schemas'))).toContain('job.json');
  expect(await readFile(join(installed, 'asrctl', 'dist', 'THIRD-PARTY-NOTICES'), 'utf8')).toMatch(
    /^commander [\d.]+\nLicence: MIT$/m,
  );
});

test(
  'after a global install, man finds the page in the prefix',
  async () => {
    const prefix = join(folder, 'prefix');
    succeeded(await npm(['install', '--global', '--prefix', prefix, tarball], folder));
    const env = { MANWIDTH: '80', LC_ALL: 'C.UTF-8' };
    const page = await runProgram('man', ['-M', join(prefix, 'share', 'man'), 'asrctl'], { env });
    expect(page).toMatchObject({ code: 0, stderr: '' });
    const headings = page.stdout.split('\n').filter((line) => /^[A-Z][A-Z ]+$/.test(line));
    expect(headings).toEqual(
      expect.arrayContaining(['EXIT STATUS', 'ENVIRONMENT', 'FILES', 'STYLES']),
    );
    expect((await runProgram(join(prefix, 'bin', 'asrctl'), ['--help'])).code).toBe(0);
  },
  npmMs,
);

const anSrt = { code: 0, stdout: expect.stringMatching(/^1\r?\n00:00:\d\d,\d{3} --> /) };

/** The way of a job through an installed package, on the local service: its export, after submit, wait and get. */
const wholeWay = async (node: string, packages = installed): Promise<Ended> => {
  const home = await temporaryFolder();
  const asrctl = (...argv: string[]): Promise<Ended> =>
    runProgram(node, [join(packages, 'asrctl', 'bin', 'asrctl.cjs'), ...argv], {
      cwd: projectRoot,
      env: { ASRCTL_HOME: home, ASRCTL_PROFILE: 'local' },
    });
  try {
    expect(await asrctl('local', 'start', '--engine', 'fake')).toMatchObject({ code: 0 });
    const submitted = await asrctl('submit', 'examples/recording.wav', '--profile', 'local');
    expect(submitted).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{32}\n$/) });
    const id = submitted.stdout.trim();
    expect(await asrctl('wait', id, '--profile', 'local', '--interval', '100ms')).toMatchObject({
      code: 0,
      stdout: `${id} succeeded\n`,
    });
    const got = await asrctl('get', id, '--profile', 'local', '--json');
    expect(JSON.parse(got.stdout)).toMatchObject({
      schemaVersion: 2,
      jobs: [{ id, state: 'succeeded' }],
    });
    return await asrctl('export', id, '--profile', 'local');
  } finally {
    await asrctl('local', 'stop');
    await rm(home, { recursive: true, force: true });
  }
};

const answers = (node: string): Promise<Ended[]> => {
  const bin = join(installed, 'asrctl', 'bin', 'asrctl.cjs');
  const asked = [['--version'], ['--help'], ['completion', 'bash']];
  return Promise.all(asked.map((argv) => runProgram(node, [bin, ...argv])));
};

const expected = async (): Promise<object[]> => {
  const read = (name: string): Promise<string> => readFile(join(projectRoot, name), 'utf8');
  const { version } = JSON.parse(await read('package.json')) as { version: string };
  return [
    { code: 0, stdout: `${version}\n`, stderr: '' },
    { code: 0, stdout: await read('dist/help.txt'), stderr: '' },
    { code: 0, stdout: await read('completions/asrctl.bash'), stderr: '' },
  ];
};

describe('on this Node', () => {
  test('answers', async () => {
    expect(await answers(process.execPath)).toEqual(await expected());
  });
  test('takes a job all the way', async () => {
    expect(await wholeWay(process.execPath)).toMatchObject(anSrt);
  });
});

/** Bytes of all files below a folder. */
const bytesBelow = async (path: string): Promise<number> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};

test(
  'without optional packages: under 5 MB, takes a job all the way on Node 26, and Node 20 is told what it lacks',
  async (context) => {
    const place = join(folder, 'light');
    await mkdir(place);
    await writeFile(join(place, 'package.json'), '{"private":true}');
    succeeded(await npm(['install', '--omit=optional', tarball], place));
    const packages = join(place, 'node_modules');
    const names = (await readdir(packages)).filter((name) => !name.startsWith('.'));
    expect(names).toEqual(['asrctl']);
    expect(await bytesBelow(packages)).toBeLessThan(5e6);
    const [newest, oldest] = [await nodeOf('26.10.0'), await nodeOf(await lowestNode())];
    context.skip(newest === null || oldest === null, 'npm has no such Node for this platform');
    expect(await wholeWay(newest ?? '', packages)).toMatchObject(anSrt);
    const bin = join(packages, 'asrctl', 'bin', 'asrctl.cjs');
    const argv = [bin, 'submit', 'examples/recording.wav', '--profile', 'local'];
    const env = { ASRCTL_HOME: join(folder, 'home'), ALIBABA_CLOUD_ENDPOINT: 'http://127.0.0.1:9' };
    expect(await runProgram(oldest ?? '', argv, { env })).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'asrctl: examples/recording.wav: Cannot open a database: the package libsql is not installed\n' +
        'Use Node 24.15 or later, which has SQLite, or install asrctl without --omit=optional.\n',
    });
  },
  npmMs,
);
