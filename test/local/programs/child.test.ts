import { spawn } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Argv } from '../../../src/argv.js';
import { ChildFailed, linesOf } from '../../../src/local/programs/child.js';
import { processMark } from '../../../src/local/programs/process-mark.js';
import { freshDir, until } from '../support.js';

let dir: string;
beforeEach(async () => {
  dir = await freshDir();
  await writeFile(join(dir, 'pids'), '');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const { platform } = process;
const pids: number[] = [];
const run = (argv: Argv, signal = new AbortController().signal): AsyncGenerator<string> =>
  linesOf(argv, {
    platform,
    env: process.env,
    signal,
    started: (pid) => void pids.push(pid),
    limitMs: 60_000,
  });

const node = (script: string, ...args: string[]): Argv => [process.execPath, '-e', script, ...args];

const all = async (lines: AsyncIterable<string>): Promise<string[]> => {
  const list: string[] = [];
  for await (const line of lines) list.push(line);
  return list;
};

describe('the lines of a program', () => {
  it('come in order, the last one with or without an end', async () => {
    const script = "process.stdout.write('a\\r\\nb c\\n\\n\u6d4b\u8bd5')";
    expect(await all(run(node(script)))).toEqual(['a', 'b c', '', '\u6d4b\u8bd5']);
  });

  it('are its arguments as given: no shell reads them', async () => {
    const argv = node('console.log(process.argv[1])', '$(id) `id` * "');
    expect(await all(run(argv))).toEqual(['$(id) `id` * "']);
  });

  it('end in an error that says how it ended, with the end of what it complained', async () => {
    const script = "console.error('x'.repeat(9000) + 'why'); process.exitCode = 3";
    const error = await all(run(node(script))).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ChildFailed);
    expect((error as ChildFailed).message).toBe(`${process.execPath} ended with code 3`);
    expect((error as ChildFailed).stderr).toMatch(/^x{4000,}why\n$/);
    expect((error as ChildFailed).stderr).toHaveLength(4096);
  });

  it('end in an error when there is no such program', async () => {
    await expect(all(run([join(dir, 'absent')]))).rejects.toThrow(/absent could not be started/);
  });
});

describe('a stopped program', () => {
  // It starts another one, as engines that are scripts do; both write down who they are.
  const family = (): Argv => {
    const note = `require('node:fs').appendFileSync(${JSON.stringify(join(dir, 'pids'))}, process.pid + '\\n');`;
    const wait = 'setInterval(() => {}, 1000);';
    const child = JSON.stringify(note + wait);
    return node(
      `${note} require('node:child_process').spawn(process.execPath, ['-e', ${child}]);
       console.log('ready'); ${wait}`,
    );
  };
  const both = (): Promise<readonly number[]> =>
    until(
      async () => (await readFile(join(dir, 'pids'), 'utf8')).trim().split('\n').map(Number),
      (list) => list.length === 2 && !list.includes(0),
    );
  const gone = (list: readonly number[]): Promise<boolean> =>
    until(
      () => list.every((pid) => processMark(pid, platform) === null),
      (isGone) => isGone,
    );

  it('goes with everything it started when the job is stopped', async () => {
    const controller = new AbortController();
    const done = all(run(family(), controller.signal)).catch((error: unknown) => error);
    const list = await both();
    controller.abort(new Error('enough'));
    expect(await done).toMatchObject({ message: 'enough' });
    expect(await gone(list)).toBe(true);
  });

  it('goes when its reader has had enough', async () => {
    for await (const line of run(family())) {
      expect(line).toBe('ready');
      await both();
      break;
    }
    expect(await gone(await both())).toBe(true);
  });

  it('is not started at all when it is too late', async () => {
    const before = pids.length;
    await expect(all(run(family(), AbortSignal.abort(new Error('late'))))).rejects.toThrow('late');
    expect(pids).toHaveLength(before);
  });
});

describe('the output of a program is bounded', () => {
  it('at a megabyte a line', async () => {
    const script = "process.stdout.write('x'.repeat(2 ** 20 + 2)); setInterval(() => {}, 1000)";
    await expect(all(run(node(script)))).rejects.toThrow('printed a line longer than 1 MB');
  });

  it('at 64 MB in all', async () => {
    const script =
      "const line = 'x'.repeat(65535) + '\\n'; for (;;) require('fs').writeSync(1, line)";
    await expect(all(run(node(script)))).rejects.toThrow('printed more than 64 MB');
  });
});

describe('a program that leaves another one behind', () => {
  const behind = (more: string): Argv =>
    node(
      `const child = require('node:child_process').spawn(process.execPath,
         ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit'${more} });
       require('node:fs').appendFileSync(${JSON.stringify(join(dir, 'pids'))}, child.pid + '\\n');
       console.log('done'); child.unref();`,
    );
  const left = async (): Promise<number> =>
    Number((await readFile(join(dir, 'pids'), 'utf8')).trim());

  it('ends with its group', async () => {
    expect(await all(run(behind('')))).toEqual(['done']);
    const pid = await left();
    await until(
      () => processMark(pid, platform),
      (mark) => mark === null,
    );
  });

  it('frees its place even when the other one left the group and holds the pipe', async () => {
    expect(await all(run(behind(', detached: true')))).toEqual(['done']);
    process.kill(await left(), 'SIGKILL');
  });
});

it('a process is told from a later one of the same number by when it began', () => {
  const mark = processMark(process.pid, platform);
  expect(mark).not.toBeNull();
  expect(processMark(process.pid, platform)).toBe(mark);
  expect(processMark(process.ppid, platform)).not.toBe(mark);
  expect(processMark(2 ** 22 + 1, platform)).toBeNull();
});

it.runIf(platform === 'linux')(
  'a killed process that nobody has collected is not running',
  async () => {
    // `exec` replaces the shell by a program that does not collect the shell's child.
    const script = 'sleep 0.01 & echo $!; exec sleep 30';
    const parent = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
    const text = await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve));
    const pid = Number(text.toString());
    await until(
      () => processMark(pid, platform),
      (mark) => mark === null,
    );
    expect(process.kill(pid, 0)).toBe(true);
    parent.kill('SIGKILL');
  },
);
