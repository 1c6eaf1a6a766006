// Homes, configuration and other users, with real processes: many at once, strange files, a second user.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { copyForOthers, ensureBuilt, launcher, runProgram, type Ended } from '../support/spawn.js';

let folder: string;
beforeAll(ensureBuilt);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-homes-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const second = 65_534;
const keys = 'LTAImadeUpId00000001\nmadeUpSecret0000000001\n';

const asrctl = (argv: readonly string[], env: Record<string, string> = {}): Promise<Ended> =>
  runProgram(process.execPath, [launcher, ...argv], {
    env: { ASRCTL_HOME: folder, HOME: folder, ...env },
    cwd: folder,
    input: keys,
  });

const add = (name: string, env: Record<string, string> = {}): Promise<Ended> =>
  asrctl(['profile', 'add', name, '--region', 'cn-shanghai', '--stdin', '-q'], env);

let readable: Awaited<ReturnType<typeof copyForOthers>>;

/** As a user without any rights over what root owns. */
const asSecond = (argv: readonly string[], env: Record<string, string> = {}): Promise<Ended> => {
  const user = [`--reuid=${second}`, `--regid=${second}`, '--clear-groups'];
  return runProgram('setpriv', [...user, process.execPath, readable.launcher, ...argv], {
    env: { ASRCTL_HOME: folder, HOME: folder, ...env },
    cwd: folder,
  });
};

test('ten profiles added at once are ten profiles', async () => {
  const names = Array.from({ length: 10 }, (_, i) => `p${i}`);
  const ended = await Promise.all(names.map((name) => add(name)));
  expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(names.map(() => [0, '']));
  const { stdout } = await asrctl(['profile', 'list', '--format', 'id']);
  expect(
    stdout
      .split('\n')
      .filter((name) => /^p\d$/.test(name))
      .toSorted(),
  ).toEqual(names);
});

test('a shared folder and the files in it stay as they are', async () => {
  await chmod(folder, 0o1777);
  await writeFile(join(folder, 'config.json'), '{"name":"other"}');
  expect(await add('work')).toMatchObject({ code: 0 });
  expect((await stat(folder)).mode & 0o7777).toBe(0o1777);
  expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('{"name":"other"}');
  expect((await stat(join(folder, 'asrctl'))).mode & 0o777).toBe(0o700);
  expect((await asrctl(['profile', 'list', '--format', 'id'])).stdout).toContain('work\n');
});

test.each([
  ['a FIFO', (path: string) => void execFileSync('mkfifo', [path]), 2, 'is not a regular file'],
  ['a folder', (path: string) => mkdir(path), 2, 'is not a regular file'],
])('config.json that is %s is an error at once', async (_name, make, code, words) => {
  await mkdir(join(folder, 'state'), { mode: 0o700 });
  await make(join(folder, 'config.json'));
  const ended = await asrctl(['profile', 'list']);
  expect(ended).toMatchObject({ code, stdout: '' });
  expect(ended.stderr).toContain(words);
});

test.each([
  ['/proc/x', 'Cannot write /proc/x/config.json: no such file or directory'],
  ['/dev/null', 'Cannot use /dev/null: it is not a folder'],
  ['/dev/null/x', 'Cannot use /dev/null: it is not a folder'],
])('ASRCTL_HOME=%s is an error in words, at once', async (home, words) => {
  const submit = ['submit', 'https://example.com/a.mp3', '--profile', 'env'];
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'i', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  for (const ended of [
    await add('work', { ASRCTL_HOME: home }),
    await asrctl([...submit, '--region', 'cn-shanghai'], { ...env, ASRCTL_HOME: home }),
  ]) {
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).not.toContain('fault in asrctl');
  }
  const { stderr } = await add('work', { ASRCTL_HOME: home });
  expect(stderr).toContain(words);
});

test('ASRCTL_HOME that is a FIFO or leads nowhere is an error in words', async () => {
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  await symlink(join(folder, 'nowhere', 'deep'), join(folder, 'link'));
  for (const [home, words] of [
    ['fifo', 'it is not a folder'],
    ['link', 'it is a link to a path that does not exist'],
  ] as const) {
    const ended = await add('work', { ASRCTL_HOME: join(folder, home) });
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`asrctl: Cannot use ${join(folder, home)}: ${words}`);
  }
});

test('an empty HOME counts as unset', async () => {
  const env = { ASRCTL_HOME: '', HOME: '', XDG_STATE_HOME: folder, XDG_CONFIG_HOME: '' };
  const { code, stderr } = await asrctl(['profile', 'list'], env);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

/** A disk of 64 KiB, where this machine allows to mount one. */
const mountDisk = (path: string): boolean => {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', path], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const canMount = ((): boolean => {
  const probe = mkdtempSync(join(tmpdir(), 'asrctl-mount-'));
  const can = isRoot && process.platform === 'linux' && mountDisk(probe);
  if (can) execFileSync('umount', [probe]);
  rmdirSync(probe);
  return can;
})();

describe.runIf(canMount)('a disk', () => {
  const cloud = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'i', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  const changes = (): readonly (() => Promise<Ended>)[] => {
    const home = { ASRCTL_HOME: join(folder, 'home') };
    const submit = ['submit', 'oss://b/a.mp3', '--profile', 'env', '--region', 'cn-shanghai'];
    return [() => add('work', home), () => asrctl(submit, { ...cloud, ...home })];
  };
  beforeEach(() => void mountDisk(folder));
  afterEach(() => void execFileSync('umount', [folder]));

  test('that is full is named as the reason, and no lock stays behind', async () => {
    await mkdir(join(folder, 'home'), { mode: 0o700 });
    await writeFile(join(folder, 'fill'), Buffer.alloc(65_536)).catch(() => {});
    for (const change of changes()) {
      const ended = await change();
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toMatch(/no space left on device|disk is full/);
      expect(ended.stderr).toContain('Free some space');
    }
    await rm(join(folder, 'fill'));
    expect(await changes()[0]?.()).toMatchObject({ code: 0 });
  });

  test('that is mounted read-only is named as the reason', async () => {
    await mkdir(join(folder, 'home'), { mode: 0o700 });
    execFileSync('mount', ['-o', 'remount,ro', folder]);
    for (const change of changes()) {
      const ended = await change();
      expect(ended).toMatchObject({ code: 1, stdout: '' });
      expect(ended.stderr).toContain('read-only file system');
      expect(ended.stderr).not.toContain('ermission');
    }
  });
});

describe.runIf(isRoot)('a second user', () => {
  beforeAll(async () => {
    readable = await copyForOthers();
  });
  afterAll(() => rm(readable.folder, { recursive: true, force: true }));

  test('is not served with the configuration of a third one', async () => {
    await chown(folder, second, second);
    await writeFile(join(folder, 'config.json'), '{"profiles":{}}');
    await chown(join(folder, 'config.json'), 12_345, 12_345);
    const ended = await asSecond(['profile', 'list']);
    expect(ended).toMatchObject({ code: 4, stdout: '' });
    expect(ended.stderr).toContain('belongs to another user');
  });

  test('reads what root has set up, and does not obey a project file of a third one', async () => {
    await chown(folder, second, second);
    await writeFile(join(folder, '.asrctl.json'), '{"region":"cn-beijing"}');
    await chown(join(folder, '.asrctl.json'), 12_345, 12_345);
    await writeFile(join(folder, 'config.json'), '{"profiles":{}}');
    const env = {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'i',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's',
      // On loopback nobody is asked for the account.
      ALIBABA_CLOUD_ENDPOINT: 'http://127.0.0.1:9',
    };
    const ended = await asSecond(['profile', 'show', '--json'], env);
    expect(ended.code).toBe(0);
    expect(ended.stdout).not.toContain('cn-beijing');
    expect(JSON.parse(ended.stderr)).toEqual({
      notice: expect.stringContaining('it belongs to another user'),
    });
  });

  test('without permission gets exit 1 and the words for it', async () => {
    const ended = await asSecond(['profile', 'use', 'local']);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain('ermission denied');
  });
});
