// One service per folder, its files, its log.
import { appendFile, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findService } from '../../src/local/client/find.js';
import { logText } from '../../src/local/client/follow.js';
import { findWithStatus } from '../../src/local/client/status.js';
import { takeLock } from '../../src/local/process/lock.js';
import { logTo } from '../../src/local/process/log.js';
import { mediaOf } from '../../src/local/media/media.js';
import { defaultOptions } from '../../src/local/process/start-options.js';
import { localPaths } from '../../src/local/process/paths.js';
import { replacePrivate } from '../../src/local/process/private-file.js';
import { readServiceFile } from '../../src/local/process/service-file.js';
import { clock } from '../../src/main.js';
import { startService, type RunningService } from '../../src/local/service.js';
import { freshDir, settingsIn } from './support.js';

let dir: string;
beforeEach(async () => {
  dir = await freshDir();
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const world = { ...clock, log: (): void => undefined };
const paths = () => localPaths(join(dir, 'state'));
const open = (port: number | null = null): Promise<RunningService | null> =>
  startService(settingsIn(dir, { port }), paths(), world);

const must = (service: RunningService | null): RunningService => {
  if (service === null) throw new Error('a service runs already');
  return service;
};

describe('a service', () => {
  it('is the only one of its folder, until it stops', async () => {
    const first = must(await open());
    expect(await open()).toBeNull();
    await first.stop();
    const second = must(await open());
    await second.stop();
  });

  it('keeps address and keys from one start to the next, readable by the user alone', async () => {
    const first = must(await open());
    await first.stop();
    const second = must(await open());
    // The token of `local faults` is a new one with each start.
    const { startedAt, controlToken: _, ...same } = second.file;
    expect(first.file).toMatchObject(same);
    expect(Date.parse(startedAt)).toBeGreaterThan(0);
    expect(same.accessKeySecret).toMatch(/^[A-Za-z0-9]{30}$/);
    expect((await stat(paths().service)).mode & 0o777).toBe(0o600);
    expect((await stat(paths().dir)).mode & 0o777).toBe(0o700);
    await second.stop();
  });

  it('makes other keys in another folder', async () => {
    const first = must(await open());
    const other = await freshDir();
    const second = must(
      await startService(settingsIn(other), localPaths(join(other, 'state')), world),
    );
    expect(second.file.accessKeySecret).not.toBe(first.file.accessKeySecret);
    expect(second.file.secretKey).not.toBe(first.file.secretKey);
    await Promise.all([first.stop(), second.stop()]);
    await rm(other, { recursive: true });
  });

  it('moves to another port when the last one is taken, but insists on one that was asked for', async () => {
    const first = must(await open());
    const { port } = first.file;
    await first.stop();
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(port, '127.0.0.1', resolve));
    await expect(open(port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const second = must(await open());
    expect(second.file.port).not.toBe(port);
    expect(second.file.accessKeyId).toBe(first.file.accessKeyId);
    await second.stop();
    squatter.close();
  });

  it('is found by its proof, and no other program is taken for it', async () => {
    expect(await findService(paths().service)).toBeNull();
    const service = must(await open());
    const found = await findWithStatus(paths().service);
    expect(found?.file).toMatchObject({ pid: process.pid, version: '0.0.0-test' });
    expect(found?.status).toEqual({
      engine: 'fake',
      reason: 'set with --engine',
      options: { ...defaultOptions, engine: 'fake', concurrency: 2, roots: [dir], idleMs: 0 },
      running: 0,
      waiting: 0,
    });
    await service.stop();
    expect(await findService(paths().service)).toBeNull();

    const impostor = createServer((_, response) => response.end('{"pid":1,"proof":"00"}'));
    await new Promise<void>((resolve) => impostor.listen(0, '127.0.0.1', resolve));
    const { port } = impostor.address() as AddressInfo;
    const endpoint = `http://127.0.0.1:${port}`;
    replacePrivate(paths().service, { ...service.file, port, endpoint });
    expect(await findService(paths().service)).toBeNull();
    impostor.close();
  });

  it('tells of itself under its own name only: a web page may call it by another', async () => {
    const service = must(await open());
    const { port } = service.file;
    const ask = (host: string, path = '/_asrctl/health'): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = { port, path, host: '127.0.0.1', headers: { host }, agent: false };
        get(options, (answer) => resolve(answer.resume().statusCode)).on('error', reject);
      });
    expect(await ask(`127.0.0.1:${port}`)).toBe(200);
    expect(await ask(`localhost:${port}`)).toBe(200);
    expect(await ask(`rebound.example:${port}`)).toBe(403);
    expect(await ask('127.0.0.1')).toBe(403);
    expect(await ask('rebound.example', '/_asrctl/faults')).toBe(403);
    await service.stop();
  });

  it('keeps everything for its user alone', async () => {
    const service = must(await open());
    const { dir: folder } = paths();
    const modes = await Promise.all(
      (await readdir(folder)).map(async (name) => {
        const info = await stat(join(folder, name));
        return [name, info.mode & (info.isDirectory() ? 0o777 : 0o077)] as const;
      }),
    );
    expect(Object.fromEntries(modes)).toMatchObject({
      'jobs.db': 0,
      'jobs.db-wal': 0,
      'lock.db': 0,
      storage: 0o700,
    });
    expect(modes.filter(([, mode]) => mode !== 0 && mode !== 0o700)).toEqual([]);
    await service.stop();
  });

  it('says which database is damaged, and leaves it', async () => {
    await must(await open()).stop();
    // What was written ahead would mend it.
    await rm(`${paths().database}-wal`, { force: true });
    await writeFile(paths().database, 'no database '.repeat(500));
    await expect(open()).rejects.toThrow(
      `move ${paths().database} away to start with an empty one`,
    );
    expect(await readFile(paths().database, 'utf8')).toMatch(/^no database/);
  });

  it('listens on loopback only', async () => {
    const service = must(await open());
    const refused = await new Promise<boolean>((resolve) => {
      // Any address of 127.0.0.0/8 is this machine; only one is listened on.
      const asked = get(`http://127.0.0.2:${service.file.port}/`, () => resolve(false));
      asked.on('error', () => resolve(true));
    });
    expect(refused).toBe(true);
    await service.stop();
  });
});

it('a lock is held by one and free again when it is let go', () => {
  const path = join(dir, 'lock.db');
  const unlock = takeLock(path);
  expect(unlock).not.toBeNull();
  expect(takeLock(path)).toBeNull();
  unlock?.();
  const again = takeLock(path);
  expect(again).not.toBeNull();
  again?.();
});

it('a service file that is not whole, or names another machine, is none', async () => {
  const service = must(await open());
  await service.stop();
  const { service: path } = paths();
  const whole = service.file;
  expect(readServiceFile(path)).toEqual(whole);
  const { accessKeySecret: _, ...withoutSecret } = whole;
  const wrong = [
    withoutSecret,
    { ...whole, endpoint: 'https://elsewhere.example' },
    { ...whole, endpoint: `http://127.0.0.1:${whole.port}@elsewhere.example` },
    { ...whole, port: 1 },
    [],
  ];
  for (const text of ['', '{"pid":1', ...wrong.map((one) => JSON.stringify(one))]) {
    await writeFile(path, text);
    expect(readServiceFile(path)).toBeNull();
  }
});

describe('the log', () => {
  it('is lines with a time, whatever is in them, and never more than three files of 10 MB', async () => {
    const path = join(dir, 'service.log');
    const log = logTo(path, () => 0);
    log('one\ntwo\u001b[31m');
    expect(await readFile(path, 'utf8')).toBe('1970-01-01T00:00:00.000Z one two [31m\n');
    const line = 'x'.repeat(1_048_576);
    for (let n = 0; n < 45; n += 1) log(`${n} ${line}`);
    const sizes = await Promise.all([path, `${path}.1`, `${path}.2`].map((one) => stat(one)));
    for (const { size } of sizes) expect(size).toBeLessThanOrEqual(10_485_760);
    expect(await readdir(dir)).toHaveLength(3);
    expect((await readFile(path, 'utf8')).trimEnd().split('\n').at(-1)).toContain(' 44 xxx');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is followed as it grows and when it is replaced', async () => {
    const path = join(dir, 'service.log');
    await writeFile(path, 'one\n');
    const steps = [
      () => appendFile(path, 'two \u6d4b\n'),
      async () => {
        await rename(path, `${path}.1`);
        await writeFile(path, 'three\n');
      },
      () => Promise.reject(new Error('enough')),
    ];
    const seen: string[] = [];
    const sleep = (): Promise<void> => steps.shift()?.() ?? Promise.resolve();
    const follow = async (): Promise<void> => {
      for await (const text of logText(path, sleep)) seen.push(text);
    };
    await expect(follow()).rejects.toThrow('enough');
    expect(seen.join('')).toBe('one\ntwo \u6d4b\nthree\n');
  });
});

describe('names of objects', () => {
  it('stay inside the storage folder', () => {
    const media = mediaOf(join(dir, 'storage'), []);
    expect(media.stored('b', 'a/b c.wav')).toBe(join(dir, 'storage', 'b', 'a', 'b c.wav'));
    for (const [bucket, key] of [
      ['b', '../x'],
      ['b', 'a/../../x'],
      ['b', '/x'],
      ['b', 'a//x'],
      ['b', 'a\\x'],
      ['b', 'a\0x'],
      ['b', ''],
      ['..', 'x'],
      ['a/b', 'x'],
    ] as const) {
      expect(() => media.stored(bucket, key)).toThrow(/Not a usable object name/);
    }
  });
});
