// The compile cache of Node 20: what lies on disk, and that nothing there can do harm.
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
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

// Node 22 has a cache of its own, which the launcher prefers: the module is asked directly here.
const start = `
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
