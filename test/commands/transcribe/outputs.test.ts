// What may stand where a file is to be written, and what is left of it.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalIn } from '../../support/journal.js';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
let output: string;
beforeEach(async () => {
  desk = await openDesk();
  await desk.recordings(1);
  output = join(desk.home, 'talk-1.srt');
});
afterEach(() => desk.end());

const transcribe = (...flags: string[]) => desk.run(['transcribe', 'talk-1.wav', ...flags]);
const text = (name: string): Promise<string> => readFile(join(desk.home, name), 'utf8');

describe('a new file', () => {
  it('is written under a name that nobody can plant, and leaves nothing beside it', async () => {
    await writeFile(join(desk.home, 'precious'), 'mine');
    const name = createHash('sha256').update(output).digest('hex').slice(0, 16);
    await symlink('precious', join(desk.home, `.asrctl-${name}.part`));
    const before = await desk.files('.');
    expect(await transcribe()).toMatchObject({ code: 0 });
    expect(await text('talk-1.srt')).toContain('-->');
    expect((await lstat(output)).isFile()).toBe(true);
    expect(await text('precious')).toBe('mine');
    const made = (await desk.files('.')).filter((file) => !before.includes(file));
    expect(made).toEqual(['talk-1.srt']);
  });

  it('may have as long a name as the file system takes', async () => {
    const name = 'n'.repeat(251);
    await writeFile(join(desk.home, 'list.jsonl'), `{"media":"talk-1.wav","output":"${name}"}`);
    expect(await desk.run(['transcribe', '--from', 'list.jsonl'])).toMatchObject({ code: 0 });
    expect(await text(`${name}.srt`)).toContain('-->');
  });
});

describe('a folder in the output folder that is a link', () => {
  it.each(['outside', 'outside/deeper', 'missing'])(
    'may not lead out of it: %s',
    async (target) => {
      await mkdir(join(desk.home, 'outside', 'deeper'), { recursive: true });
      await mkdir(join(desk.home, 'subs', 'inside'), { recursive: true });
      await symlink(join(desk.home, target), join(desk.home, 'subs', 'link'));
      await symlink('inside', join(desk.home, 'subs', 'good'));
      const list = (output: string) =>
        writeFile(join(desk.home, 'l.jsonl'), JSON.stringify({ media: 'talk-1.wav', output }));
      const run = () =>
        desk.run(['transcribe', '--from', 'l.jsonl', '--output-dir', 'subs', '--force']);
      await list('link/new/x');
      const refused = await run();
      expect(refused.code).toBe(target === 'missing' ? 1 : 2);
      expect(desk.jobs()).toBe(0);
      expect(await desk.files('outside')).toEqual(['deeper']);
      expect(await desk.files('outside/deeper')).toEqual([]);
      await list('good/x');
      expect((await run()).code).toBe(0);
      expect(await desk.files('subs/inside')).toEqual(['x.srt']);
    },
  );
});

describe('what is there already', () => {
  it('is the item’s own while a killed run had only begun to replace it', async () => {
    await transcribe();
    const stateDir = join(desk.home, 'state');
    const { outputs } = await journalIn(stateDir);
    const { item } = (await outputs.announced(output)) ?? { item: '' };
    await outputs.announce(output, { item, digest: 'of what was to come' });
    expect(await transcribe('--again')).toMatchObject({ code: 0 });
    await writeFile(output, 'mine');
    expect(await transcribe('--again')).toMatchObject({ code: 9 });
  });

  it('keeps its mode under --force, and the link that leads to it', async () => {
    const target = join(desk.home, 'target.srt');
    await writeFile(target, 'old');
    await chmod(target, 0o600);
    await symlink('target.srt', output);
    expect(await transcribe()).toMatchObject({ code: 9 });
    expect(await transcribe('--force')).toMatchObject({ code: 0 });
    expect((await lstat(output)).isSymbolicLink()).toBe(true);
    expect((await stat(target)).mode & 0o777).toBe(0o600);
    expect(await text('target.srt')).toContain('-->');
  });

  it('gets the time of the run that finds it current, so that make is content', async () => {
    await transcribe();
    const before = await text('talk-1.srt');
    for (const flags of [[], ['--again']]) {
      await utimes(output, 0, 0);
      const run = await transcribe(...flags);
      expect(run).toMatchObject({ code: 0, stdout: `${output}\n` });
      expect((await stat(output)).mtimeMs).toBeGreaterThan(1_600_000_000_000);
      expect(await text('talk-1.srt')).toBe(before);
    }
  });

  it('may be a file without a byte, as a power cut leaves it', async () => {
    await writeFile(output, '', { mode: 0o600 });
    expect(await transcribe()).toMatchObject({ code: 0 });
    expect((await stat(output)).mode & 0o777).toBe(0o600);
  });

  const folder = (): Promise<unknown> => mkdir(output);
  const pipe = async (): Promise<unknown> => execFileSync('mkfifo', [output]);
  const dangling = (): Promise<unknown> => symlink('nothing', output);
  it.each([
    ['a folder', folder, [], 2, 'talk-1.srt" is a folder\nWrite elsewhere'],
    ['a folder, forced', folder, ['--force'], 2, 'talk-1.srt" is a folder\nWrite elsewhere'],
    ['a pipe', pipe, [], 2, 'talk-1.srt" is not a regular file\nWrite elsewhere'],
    ['a pipe, forced', pipe, ['--force'], 2, 'talk-1.srt" is not a regular file\nWrite elsewhere'],
    ['a link to nothing', dangling, [], 9, 'talk-1.srt" exists already\nAdd --force'],
    [
      'a link to nothing, forced',
      dangling,
      ['--force'],
      2,
      'is a link to nothing\nWrite elsewhere',
    ],
  ])('is refused before anything is sent: %s', async (_, make, flags, code, said) => {
    await make();
    const run = await transcribe(...flags);
    expect(run).toMatchObject({ code, stdout: '' });
    expect(run.stderr).toContain(said);
    expect(desk.jobs()).toBe(0);
  });
});
