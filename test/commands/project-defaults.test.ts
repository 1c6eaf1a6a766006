// The project file as defaults of flags: a flag that is given wins.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asrctl } from '../support/run.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asrctl-project-'));
  await writeFile(join(folder, 'a.wav'), 'sound');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const project = (settings: object): Promise<void> =>
  writeFile(join(folder, '.asrctl.json'), JSON.stringify(settings));

const run = async (...argv: string[]) => {
  await mkdir(join(folder, 'home'), { recursive: true, mode: 0o700 });
  return asrctl(argv, { cwd: folder, home: join(folder, 'home') });
};

const outputsOf = async (...flags: string[]): Promise<readonly string[]> => {
  const { code, stdout, stderr } = await run(
    'transcribe',
    'a.wav',
    '--dry-run',
    '--json',
    ...flags,
  );
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const { requests } = JSON.parse(stdout) as { requests: { outputs: string[] }[] };
  return requests.flatMap(({ outputs }) => outputs);
};

test('format and output folder of transcribe', async () => {
  await project({ format: 'vtt,ass', output: 'subs' });
  const subs = join(folder, 'subs');
  expect(await outputsOf()).toEqual([join(subs, 'a.vtt'), join(subs, 'a.ass')]);
  expect(await outputsOf('--output-format', 'srt', '--output-dir', 'mine')).toEqual([
    expect.stringMatching(/mine\/a\.srt$/),
  ]);
});

test('style, also for lint', async () => {
  await writeFile(join(folder, 'a.srt'), '1\n00:00:00,000 --> 00:00:01,000\nHello\n');
  await project({ style: 'no-such-style' });
  for (const argv of [
    ['lint', 'a.srt'],
    ['export', 'a.srt'],
  ]) {
    const { code, stderr } = await run(...argv);
    expect(code).toBe(2);
    expect(stderr).toContain('no-such-style');
    expect((await run(...argv, '--style', 'raw')).stderr).not.toContain('no-such-style');
  }
});

test('a broken project file stops a command that would use it, and no other', async () => {
  await project({ endpoint: 'http://127.0.0.1:1' });
  expect(await run('lint', 'a.srt')).toMatchObject({ code: 2, stdout: '' });
  expect(await run('completion', 'bash')).toMatchObject({ code: 0 });
});
