// Outputs that are no files: bytes go through them, and nothing is replaced.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstat, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CliError, Exit } from '../../../src/errors.js';
import { clock } from '../../../src/main.js';
import { asrctl, type RunOptions } from '../../support/run.js';
import { ensureBuilt, launcher, runProgram } from '../../support/spawn.js';

let folder = '';
let fifo = '';
const srt = '1\n00:00:00,000 --> 00:00:02,000\nHello there.\n\n';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-streams-'));
  fifo = join(folder, 'pipe');
  await writeFile(join(folder, 'talk.srt'), srt);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const convert = (...argv: string[]) => run(['export', 'talk.srt', '--style', 'raw', ...argv]);
const run = (argv: readonly string[], options: RunOptions = {}) =>
  asrctl(argv, { cwd: folder, ...options });

/** What a program printed that read from the FIFO. */
const reading = async (program: string, ...argv: string[]): Promise<string> => {
  const child = spawn(program, [...argv, fifo], { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  await once(child, 'close');
  return text;
};

it('/dev/null takes everything and stays what it is', async () => {
  for (const flags of [[], ['--force']]) {
    const ended = await convert('-o', '/dev/null', ...flags);
    expect(ended).toMatchObject({ code: 0, stdout: '', stderr: '' });
  }
  expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
});

it.each(['/dev/stdout', '/dev/fd/1', '/proc/self/fd/1'])('%s is stdout', async (path) => {
  expect(await convert('-o', path)).toMatchObject({ code: 0, stdout: srt, stderr: '' });
  const both = await run(['export', 'talk.srt', '-o', path, '-o', '-']);
  expect(both).toMatchObject({ code: Exit.usage });
  expect(both.stderr).toContain('would both be written to stdout');
});

it('a FIFO is written to, however long the text is', async () => {
  execFileSync('mkfifo', [fifo]);
  const cues = Array.from({ length: 5000 }, (_, i) => srt.replace('Hello there', `Word ${i}`));
  await writeFile(join(folder, 'talk.srt'), cues.join(''));
  const [{ code, stderr }, text] = await Promise.all([convert('-o', 'pipe'), reading('cat')]);
  expect(stderr.replace(`Waiting for a reader of ${fifo}\n`, '')).not.toContain('asrctl:');
  expect(code).toBe(0);
  expect(text).toContain('Word 4999');
  expect(text.match(/-->/g)).toHaveLength(5000);
  expect((await lstat(fifo)).isFIFO()).toBe(true);
});

it('a FIFO without a reader is waited for, and Ctrl-C ends the wait', async () => {
  execFileSync('mkfifo', [fifo]);
  const stop = new AbortController();
  let sleeps = 0;
  const sleep = async (): Promise<void> => {
    sleeps += 1;
    if (sleeps === 3) stop.abort(new CliError(Exit.interrupted, 'Interrupted'));
    stop.signal.throwIfAborted();
  };
  const ended = await run(['export', 'talk.srt', '--style', 'raw', '-o', 'pipe'], {
    clock: { now: () => clock.now(), sleep },
    signal: stop.signal,
  });
  expect(ended).toMatchObject({
    code: Exit.interrupted,
    stderr: `Waiting for a reader of ${fifo}\nasrctl: Interrupted\n`,
  });
});

it('a FIFO whose reader leaves is an error in words', async () => {
  execFileSync('mkfifo', [fifo]);
  await writeFile(join(folder, 'talk.srt'), srt.repeat(20_000));
  const [{ code, stderr }] = await Promise.all([convert('-o', 'pipe'), reading('head', '-c', '1')]);
  expect(code).toBe(Exit.error);
  expect(stderr).toContain(`Could not write "${fifo}": the reader closed it`);
});

it('a link to a FIFO is the FIFO', async () => {
  execFileSync('mkfifo', [fifo]);
  await symlink('pipe', join(folder, 'link'));
  const [{ code }, text] = await Promise.all([convert('-o', 'link'), reading('cat')]);
  expect([code, text]).toEqual([0, srt]);
  expect((await readdir(folder)).toSorted()).toEqual(['link', 'pipe', 'talk.srt']);
});

it('a descriptor that the shell opened is written to', async () => {
  await ensureBuilt();
  const line = `"$0" "$1" export talk.srt --style raw -o >(cat; echo end) | cat`;
  const ended = await runProgram('bash', ['-c', line, process.execPath, launcher], { cwd: folder });
  expect(ended).toMatchObject({ code: 0, stdout: `${srt}end\n` });
});
