// How a submit of many ends: with a reader that goes away, with nothing to do, with refused credentials.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { scriptedProvider } from '../support/scripted-provider.js';

let folder = '';
const names = Array.from({ length: 12 }, (_, i) => `talk-${i + 1}.wav`);

beforeAll(async () => {
  folder = await temporaryFolder();
  for (const name of names) await writeFile(join(folder, name), `sound of ${name}`);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const taking = (sent: string[], refuse: (media: string) => CliError | null = () => null) =>
  scriptedProvider({
    submit: async ({ media }) => {
      sent.push(media);
      const error = refuse(media);
      if (error !== null) throw error;
      return { input: media, id: `job${sent.length}`, state: 'queued' };
    },
  });

test.each([0, 1])('submits all of many when stdout is closed after %i lines', async (lines) => {
  const sent: string[] = [];
  const provider = taking(sent);
  const run = await asrctl(['submit', ...names], { provider, cwd: folder, stdoutWrites: lines });
  expect(run).toMatchObject({
    code: 0,
    stdout: lines === 0 ? '' : 'job1\n',
    stderr: 'stdout is closed: the command finishes its work without printing the rest.\n',
  });
  expect(sent).toHaveLength(names.length);
});

test('fails as the work does, though stdout is closed', async () => {
  const refusal = (media: string) =>
    media.endsWith('talk-9.wav') ? new CliError(Exit.usage, 'No such engine') : null;
  const provider = taking([], refusal);
  const run = await asrctl(['submit', ...names], { provider, cwd: folder, stdoutWrites: 1 });
  expect(run.code).toBe(6);
  expect(run.stderr).toContain('talk-9.wav: No such engine');
});

test('refused credentials end the command: the rest is not tried', async () => {
  const sent: string[] = [];
  const refusal = () => new CliError(Exit.auth, 'Refused', { code: 'SignatureDoesNotMatch' });
  const provider = taking(sent, refusal);
  const run = await asrctl(['submit', ...names], { provider, cwd: folder });
  expect(run).toMatchObject({ code: 4, stdout: '', stderr: 'asrctl: Refused\n' });
  expect(sent.length).toBeLessThan(names.length);
});

test('an error of one item does not end the command, whatever its exit code', async () => {
  const sent: string[] = [];
  const refusal = (media: string) =>
    media.endsWith('talk-1.wav')
      ? new CliError(Exit.auth, 'Not yours', { code: 'Forbidden' })
      : null;
  const provider = taking(sent, refusal);
  expect((await asrctl(['submit', ...names], { provider, cwd: folder })).code).toBe(6);
  expect(sent).toHaveLength(names.length);
});

test('a failed item has its error in the document, with the name that the user gave', async () => {
  const refusal = (media: string) =>
    media.endsWith('talk-1.wav') ? new CliError(Exit.usage, 'No such engine') : null;
  const argv = ['submit', 'talk-1.wav', 'oss://b/x.mp4', '--json'];
  const run = await asrctl(argv, { provider: taking([], refusal), cwd: folder });
  expect(run.code).toBe(6);
  expect(JSON.parse(run.stdout)).toMatchObject({
    schemaVersion: 2,
    jobs: [
      {
        source: 'talk-1.wav',
        input: join(folder, 'talk-1.wav'),
        id: null,
        state: 'unknown',
        submitted: null,
        error: { message: 'talk-1.wav: No such engine', input: 'talk-1.wav', exitCode: 2 },
      },
      { source: 'oss://b/x.mp4', input: 'oss://b/x.mp4', submitted: 'new', error: null },
    ],
  });
  const ids = await asrctl(['submit', 'talk-1.wav', 'oss://b/x.mp4', '--format', 'id'], {
    provider: taking([], refusal),
    cwd: folder,
  });
  expect(ids.stdout).toMatch(/^job\d\n$/);
});

test('no media at all: exit 2, or 0 with --allow-empty', async () => {
  const provider = taking([]);
  expect(await asrctl(['submit', '-'], { provider, cwd: folder })).toMatchObject({ code: 2 });
  const run = await asrctl(['submit', '-', '--allow-empty', '--json'], { provider, cwd: folder });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(run.stdout)).toEqual({ schemaVersion: 2, jobs: [] });
  for (const command of ['get', 'wait']) {
    const argv = [command, '-', '--allow-empty', '--json'];
    const { code, stdout } = await asrctl(argv, { provider, cwd: folder });
    expect([code, JSON.parse(stdout)]).toEqual([0, { schemaVersion: 2, jobs: [] }]);
  }
});
