// The compile cache of Node 20: what lies on disk, and that nothing there can do harm.
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ensureBuilt, projectRoot, runProgram } from '../support/spawn.js';

const dist = join(projectRoot, 'dist');
let folder: string;
let cache: string;

beforeAll(ensureBuilt);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-cache-'));
  cache = join(folder, 'cache');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

// Without the cache of Node 22 and later.
const start = `
  require('node:module').enableCompileCache = undefined;
  require(${JSON.stringify(join(projectRoot, 'bin', 'compile-cache.cjs'))})
    .enable(${JSON.stringify(dist)}, '9.9.9', process.env);
  require(${JSON.stringify(join(dist, 'main.cjs'))})
    .main(['completion', 'bash'], '9.9.9', ${JSON.stringify(join(projectRoot, 'bin', 'asrctl.cjs'))});
`;
const run = (env: Record<string, string> = {}) =>
  runProgram(process.execPath, ['-e', start], { env: { ASRCTL_HOME: folder, ...env } });

const files = () => readdir(cache).catch(() => []);

test('the second start reads what the first one left, and says the same', async () => {
  const first = await run();
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const kept = await files();
  expect(kept.some((name) => name.includes('main.cjs'))).toBe(true);
  expect((await stat(cache)).mode & 0o777).toBe(0o700);
  const modes = await Promise.all(kept.map(async (name) => (await stat(join(cache, name))).mode));
  expect(new Set(modes.map((mode) => mode & 0o777))).toEqual(new Set([0o600]));
  const times = () => Promise.all(kept.map(async (name) => (await stat(join(cache, name))).ino));
  const before = await times();
  expect(await run()).toEqual(first);
  expect([await files(), await times()]).toEqual([kept, before]);
});

test('a damaged entry is compiled anew and replaced', async () => {
  const first = await run();
  const name = (await files()).find((file) => file.includes('main.cjs')) ?? '';
  const good = await readFile(join(cache, name));
  await writeFile(join(cache, name), Buffer.alloc(good.length, 7));
  expect(await run()).toEqual(first);
  expect((await readFile(join(cache, name))).subarray(0, 8)).toEqual(good.subarray(0, 8));
});

test('a folder that others may write to is left alone', async () => {
  await mkdir(cache);
  await chmod(cache, 0o777);
  expect(await run()).toMatchObject({ code: 0, stderr: '' });
  expect(await files()).toEqual([]);
});

test('a home that is no folder, or a wish to have none, costs nothing but time', async () => {
  const file = join(folder, 'file');
  await writeFile(file, '');
  expect(await run({ ASRCTL_HOME: file })).toMatchObject({ code: 0, stderr: '' });
  expect(await run({ NODE_DISABLE_COMPILE_CACHE: '1' })).toMatchObject({ code: 0, stderr: '' });
  expect(await files()).toEqual([]);
});

test('the bundle has no import(): code out of a cache could not resolve one', async () => {
  const chunks = (await readdir(dist)).filter((name) => name.endsWith('.cjs'));
  expect(chunks.length).toBeGreaterThan(20);
  const texts = await Promise.all(chunks.map((name) => readFile(join(dist, name), 'utf8')));
  const withImport = chunks.filter((_, i) => /(?<![\w$.`'"])import\(/.test(texts[i] ?? ''));
  expect(withImport).toEqual([]);
});

describe("Node's own cache, from version 22 on", () => {
  /** Stands for the function of Node 22 and writes down which folder it gets. */
  const asNewerNode = `
    require('node:module').enableCompileCache = (folder) =>
      require('node:fs').writeFileSync(process.env.SEEN, String(folder));`;
  const folderGiven = async (env: Record<string, string>): Promise<string | null> => {
    const seen = join(folder, 'seen');
    const launch = `${asNewerNode}
      process.argv.splice(1, 1, 'asrctl', 'completion', 'bash');
      require(${JSON.stringify(join(projectRoot, 'bin', 'asrctl.cjs'))});`;
    const options = { env: { ASRCTL_HOME: folder, SEEN: seen, ...env } };
    const { code, stderr } = await runProgram(process.execPath, ['-e', launch, 'x'], options);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    return readFile(seen, 'utf8').catch(() => null);
  };

  test('gets a folder of ours', async () => {
    expect(await folderGiven({})).toBe(join(cache, 'node'));
    expect((await stat(cache)).mode & 0o777).toBe(0o700);
  });

  test('is off where others can write to the folder, or it is a link', async () => {
    await mkdir(cache);
    await chmod(cache, 0o777);
    expect(await folderGiven({})).toBeNull();
    await rm(cache, { recursive: true });
    await mkdir(join(folder, 'elsewhere'), { mode: 0o700 });
    await symlink(join(folder, 'elsewhere'), cache);
    expect(await folderGiven({})).toBeNull();
  });

  test.skipIf(process.getuid?.() !== 0)('is off in a folder of another user', async () => {
    await mkdir(cache, { mode: 0o700 });
    await chown(cache, 65_534, 65_534);
    expect(await folderGiven({})).toBeNull();
  });

  test('is in an asrctl folder of ours where ASRCTL_HOME is shared', async () => {
    await chmod(folder, 0o1777);
    expect(await folderGiven({})).toBe(join(folder, 'asrctl', 'cache', 'node'));
    expect((await stat(join(folder, 'asrctl'))).mode & 0o777).toBe(0o700);
    expect((await stat(folder)).mode & 0o7777).toBe(0o1777);
  });
});
