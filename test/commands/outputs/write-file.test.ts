// Files that are written whole: nothing is followed, nothing is lost, whoever comes between.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  lchownSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { nameNew, writeWhole } from '../../../src/commands/outputs/write-file.js';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asrctl-write-'));
  path = join(folder, 'talk.srt');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const text = (name = 'talk.srt'): string => readFileSync(join(folder, name), 'utf8');
const put = (name: string, content = 'mine'): void => writeFileSync(join(folder, name), content);

describe('a new file', () => {
  it('is written with its folder, and leaves nothing beside it', async () => {
    const deep = join(folder, 'a', 'b', 'talk.srt');
    expect(await writeWhole(deep, ['one', 'two'], { replace: false })).toBe(deep);
    expect(readFileSync(deep, 'utf8')).toBe('onetwo');
    expect(readdirSync(join(folder, 'a', 'b'))).toEqual(['talk.srt']);
  });

  it('has a name of its own while it is written: random, and opened only where nothing is', async () => {
    const seen = new Set<string>();
    const look = function* look(): Generator<string> {
      // More than a chunk, so that the file is open when the next piece is asked for.
      yield 'x'.repeat(1_100_000);
      for (const name of readdirSync(folder)) if (name.endsWith('.part')) seen.add(name);
    };
    for (const name of ['1', '2', '3'])
      await writeWhole(join(folder, name), look(), { replace: false });
    expect(seen.size).toBe(3);
    for (const name of seen) expect(name).toMatch(/^\.asrctl-[0-9a-f]{24}\.part$/);
  });

  it('is not named over a file that appeared while it was written: exit 9', async () => {
    const pieces = function* pieces(): Generator<string> {
      yield 'ours';
      put('talk.srt');
    };
    await expect(writeWhole(path, pieces(), { replace: false })).rejects.toMatchObject({
      exitCode: 9,
      message: `"${path}" exists already`,
    });
    expect(text()).toBe('mine');
    expect(readdirSync(folder)).toEqual(['talk.srt']);
  });

  it('is not named over a link that appeared, nor written to its target', async () => {
    put('precious');
    const pieces = function* pieces(): Generator<string> {
      yield 'ours';
      symlinkSync('precious', path);
    };
    await expect(writeWhole(path, pieces(), { replace: false })).rejects.toMatchObject({
      exitCode: 9,
    });
    expect(text('precious')).toBe('mine');
  });

  it('of two that are written at once, one gets the name and the other exit 9', async () => {
    const write = (who: string) =>
      writeWhole(path, [who], { replace: false }).then(
        () => who,
        (error: { exitCode: number }) => error.exitCode,
      );
    const ended = await Promise.all(['a', 'b', 'c', 'd'].map(write));
    expect(ended.filter((one) => one === 9)).toHaveLength(3);
    expect(ended).toContain(text());
  });

  it('takes the name with an empty file where the file system has no links', async () => {
    const noLink = (): Promise<void> =>
      Promise.reject(Object.assign(new Error('no'), { code: 'EPERM' }));
    put('from', 'ours');
    await nameNew(join(folder, 'from'), path, noLink);
    expect(text()).toBe('ours');
    put('from', 'ours again');
    await expect(nameNew(join(folder, 'from'), path, noLink)).rejects.toMatchObject({
      code: 'EEXIST',
    });
    expect(text()).toBe('ours');
  });

  it('is not there when making its text fails', async () => {
    const pieces = function* pieces(): Generator<string> {
      yield 'x'.repeat(1_100_000);
      throw new Error('no more');
    };
    await expect(writeWhole(path, pieces(), { replace: false })).rejects.toThrow('no more');
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a file that is replaced', () => {
  it('keeps its mode, and is the old one until the new one is whole', async () => {
    put('talk.srt');
    chmodSync(path, 0o640);
    const pieces = function* pieces(): Generator<string> {
      yield 'x'.repeat(1_100_000);
      expect(text()).toBe('mine');
    };
    await writeWhole(path, pieces(), { replace: true });
    expect(text()).toBe('x'.repeat(1_100_000));
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readdirSync(folder)).toEqual(['talk.srt']);
  });

  it('is the one that a link of ours leads to, and its path is given back', async () => {
    put('target.srt');
    symlinkSync('target.srt', path);
    const target = await writeWhole(path, ['new'], { replace: true });
    expect(target).toBe(join(folder, 'target.srt'));
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(text('target.srt')).toBe('new');
  });

  it('may be gone, and may appear meanwhile', async () => {
    await writeWhole(path, ['new'], { replace: true });
    expect(text()).toBe('new');
    rmSync(path);
    const pieces = function* pieces(): Generator<string> {
      put('talk.srt');
      yield 'newer';
    };
    await writeWhole(path, pieces(), { replace: true });
    expect(text()).toBe('newer');
  });

  it('is never a FIFO or a device: exit 2', async () => {
    execFileSync('mkfifo', [path]);
    await expect(writeWhole(path, ['new'], { replace: true })).rejects.toMatchObject({
      exitCode: 2,
      message: `"${path}" is not a regular file`,
    });
    expect(lstatSync(path).isFIFO()).toBe(true);
    expect(readdirSync(folder)).toEqual(['talk.srt']);
  });

  // Only root can make a link that belongs to somebody else.
  it.runIf(process.getuid?.() === 0)(
    'is never the one that a link of another user leads to: exit 4',
    async () => {
      put('precious');
      symlinkSync('precious', path);
      lchownSync(path, 65_534, 65_534);
      let asked = 0;
      const pieces = function* pieces(): Generator<string> {
        asked += 1;
        yield 'ours';
      };
      await expect(writeWhole(path, pieces(), { replace: true })).rejects.toMatchObject({
        exitCode: 4,
        message: `"${path}" is a link that belongs to another user`,
      });
      expect(asked).toBe(0);
      expect(text('precious')).toBe('mine');
      expect(readdirSync(folder).toSorted()).toEqual(['precious', 'talk.srt']);
    },
  );
});

/** A small file system of its own, until the test ends. */
const mounted = (options: string): string => {
  const at = mkdtempSync(join(tmpdir(), 'asrctl-mount-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', at], { stdio: 'ignore' });
  onTestFinished(() => {
    execFileSync('umount', [at]);
    rmSync(at, { recursive: true });
  });
  return at;
};

/** Only root may mount, and not in every container. */
const canMount = ((): boolean => {
  const at = mkdtempSync(join(tmpdir(), 'asrctl-mount-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', at], { stdio: 'ignore' });
    execFileSync('umount', [at], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(at, { recursive: true });
  }
})();

const errno = (code: string): Error => Object.assign(new Error(code), { code });

describe('what goes wrong is said in words', () => {
  it.each([
    ['ENOSPC', 1, 'the disk is full'],
    ['EDQUOT', 1, 'the disk quota is used up'],
    ['EROFS', 1, 'the file system is read-only'],
    ['EACCES', 1, 'permission denied'],
    ['EIO', 1, 'the disk reports an error'],
    ['EWHATEVER', 1, 'EWHATEVER'],
  ])('%s: exit %i', async (code, exitCode, why) => {
    const pieces = function* pieces(): Generator<string> {
      yield '';
      throw errno(code);
    };
    await expect(writeWhole(path, pieces(), { replace: false })).rejects.toMatchObject({
      exitCode,
      message: `Could not write "${path}": ${why}`,
    });
  });

  it('a part of the path is a file, or the name too long', async () => {
    put('file');
    await expect(
      writeWhole(join(folder, 'file', 'x'), ['x'], { replace: false }),
    ).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('is not a folder') });
    await expect(
      writeWhole(join(folder, 'n'.repeat(300)), ['x'], { replace: false }),
    ).rejects.toMatchObject({ exitCode: 1, message: expect.stringContaining('name is too long') });
  });

  it.runIf(canMount)('a disk that is full: what was there stays', async () => {
    const full = mounted('size=64k');
    const before = 'x'.repeat(20_000);
    const there = join(full, 'talk.srt');
    writeFileSync(there, before);
    const written = writeWhole(there, ['y'.repeat(100_000)], { replace: true });
    await expect(written).rejects.toMatchObject({
      exitCode: 1,
      message: `Could not write "${there}": the disk is full`,
      hint: 'Free some space, or write to another disk.',
    });
    expect(readFileSync(there, 'utf8')).toBe(before);
    expect(readdirSync(full)).toEqual(['talk.srt']);
  });

  it.runIf(canMount)('a disk that is mounted read-only', async () => {
    const there = join(mounted('ro'), 'talk.srt');
    await expect(writeWhole(there, ['x'], { replace: false })).rejects.toMatchObject({
      exitCode: 1,
      message: `Could not write "${there}": the file system is read-only`,
    });
  });
});
