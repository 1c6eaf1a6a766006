// Temporary files of killed writes: the next write into their folder removes the old ones, and nothing else.
import {
  lchownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  lutimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { writeWhole } from '../../../src/commands/outputs/write-file.js';

let folder = '';
/** By the clock of the file system. */
let nowMs = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'asrctl-leftovers-'));
  nowMs = statSync(folder).mtimeMs;
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const hourMs = 3_600_000;
const temporary = (digit: string): string => `.asrctl-${digit.repeat(24)}.part`;

const put = (name: string, hoursOld: number): string => {
  const path = join(folder, name);
  writeFileSync(path, 'half');
  const seconds = (nowMs - hoursOld * hourMs) / 1000;
  utimesSync(path, seconds, seconds);
  return path;
};

const write = (name: string, replace = false): Promise<string> =>
  writeWhole(join(folder, name), ['whole'], { replace });

const names = (): string[] => readdirSync(folder).toSorted();

it('are removed when they are older than a day', async () => {
  put(temporary('a'), 25);
  put(temporary('b'), 23);
  await write('talk.srt');
  expect(names()).toEqual([temporary('b'), 'talk.srt']);
});

it('are removed by a write that replaces a file, too', async () => {
  put('talk.srt', 48);
  put(temporary('a'), 25);
  await write('talk.srt', true);
  expect(names()).toEqual(['talk.srt']);
});

it('lose only their own name where the output has its name already', async () => {
  linkSync(put(temporary('a'), 48), join(folder, 'earlier.srt'));
  await write('talk.srt');
  expect(names()).toEqual(['earlier.srt', 'talk.srt']);
});

it('are searched for once in a folder', async () => {
  await write('1.srt');
  put(temporary('a'), 48);
  await write('2.srt');
  expect(names()).toEqual([temporary('a'), '1.srt', '2.srt']);
});

it('are regular files with exactly that name: links, folders and other names stay', async () => {
  const others = [
    `.asrctl-${'a'.repeat(23)}.part`,
    `.asrctl-${'A'.repeat(24)}.part`,
    `${temporary('a')}.srt`,
    `x${temporary('a')}`,
  ];
  for (const name of others) put(name, 48);
  const old = (nowMs - 48 * hourMs) / 1000;
  symlinkSync('nowhere', join(folder, temporary('b')));
  lutimesSync(join(folder, temporary('b')), old, old);
  mkdirSync(join(folder, temporary('c')));
  utimesSync(join(folder, temporary('c')), old, old);
  await write('talk.srt');
  expect(names()).toEqual([...others, temporary('b'), temporary('c'), 'talk.srt'].toSorted());
});

// Only root can make a file that belongs to somebody else.
it.runIf(process.getuid?.() === 0)('of another user stay', async () => {
  lchownSync(put(temporary('a'), 48), 65_534, 65_534);
  await write('talk.srt');
  expect(names()).toEqual([temporary('a'), 'talk.srt']);
});
