import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { providers } from '../../src/api/index.js';
import type { PreparedSubmit, Provider } from '../../src/api/provider.js';
import { CliError, Exit } from '../../src/errors.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

let folder = '';

beforeAll(async () => {
  folder = await temporaryFolder();
  await mkdir(join(folder, 'dir'));
  await writeFile(join(folder, 'empty.wav'), '');
  for (const name of ['a.wav', 'b.wav', '-dash.wav', 'two words.wav']) {
    await writeFile(join(folder, name), `sound of ${name}`);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Takes every submit and names the job after the medium; `refuse` are media it refuses. */
const taking = (sent: PreparedSubmit[] = [], refuse: readonly string[] = []): Provider =>
  scriptedProvider({
    async submit(prepared) {
      sent.push(prepared);
      if (refuse.some((name) => prepared.media.endsWith(name))) {
        throw new CliError(Exit.usage, `${prepared.media} is refused.`, {
          code: 'InvalidParameter',
        });
      }
      return {
        input: prepared.media,
        id: `job-of-${prepared.media.split('/').at(-1)}`,
        state: 'queued',
      };
    },
  });

const submit = (argv: readonly string[], provider = taking(), stdin = '') =>
  asrctl(['submit', ...argv], { provider, cwd: folder, stdin });

test('prints one job id a line, in the order given; local paths are absolute', async () => {
  const sent: PreparedSubmit[] = [];
  expect(await submit(['a.wav', 'oss://b/x.mp4', 'two words.wav'], taking(sent))).toMatchObject({
    code: 0,
    stdout: 'job-of-a.wav\njob-of-x.mp4\njob-of-two words.wav\n',
    stderr: '',
  });
  expect(sent.map(({ media }) => media).sort()).toEqual(
    [join(folder, 'a.wav'), join(folder, 'two words.wav'), 'oss://b/x.mp4'].sort(),
  );
});

test('- reads media from stdin; behind -- a name may begin with a dash', async () => {
  expect(await submit(['-'], taking(), 'a.wav\r\n\nb.wav\n')).toMatchObject({
    stdout: 'job-of-a.wav\njob-of-b.wav\n',
  });
  expect(await submit(['--', '-dash.wav'])).toMatchObject({ stdout: 'job-of--dash.wav\n' });
});

test('--json has source, input, id, state, whether it was sent, and no error', async () => {
  const { stdout } = await submit(['oss://b/x.mp4', '--json']);
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 2,
    jobs: [
      {
        source: 'oss://b/x.mp4',
        input: 'oss://b/x.mp4',
        id: 'job-of-x.mp4',
        state: 'queued',
        submitted: 'new',
        error: null,
      },
    ],
  });
});

test('a job found again has the source that the user gave', async () => {
  const home = await temporaryFolder();
  const found = { input: `file://${join(folder, 'a.wav')}`, id: 'j1', state: 'queued' } as const;
  const lost = new CliError(Exit.unavailable, 'The answer was lost');
  const provider = scriptedProvider({
    submit: async () => {
      throw lost;
    },
    find: async () => found,
  });
  const run = await asrctl(['submit', 'a.wav', '--json'], { provider, cwd: folder, home });
  await rm(home, { recursive: true });
  expect(JSON.parse(run.stdout)).toMatchObject({
    jobs: [{ source: 'a.wav', id: 'j1', submitted: 'recovered' }],
  });
});

test('--dry-run shows what would be sent and sends nothing', async () => {
  const sent: PreparedSubmit[] = [];
  const { code, stdout } = await submit(
    ['oss://b/x.mp4', '--dry-run', '--title', 'T', '--json'],
    taking(sent),
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    schemaVersion: 2,
    requests: [
      {
        source: 'oss://b/x.mp4',
        input: 'oss://b/x.mp4',
        operation: 'SubmitASRJob',
        parameters: { InputFile: 'oss://b/x.mp4', title: 'T' },
      },
    ],
  });
  expect(sent).toEqual([]);
  const local = await submit(['a.wav', '--dry-run', '--json'], taking(sent));
  expect(JSON.parse(local.stdout).requests[0]).toMatchObject({
    source: 'a.wav',
    input: join(folder, 'a.wav'),
  });
});

test('some refused of several: the others are submitted, exit 6', async () => {
  const result = await submit(['a.wav', 'b.wav'], taking([], ['a.wav']));
  expect(result).toMatchObject({ code: 6, stdout: 'job-of-b.wav\n' });
  expect(result.stderr).toBe(
    `asrctl: ${join(folder, 'a.wav')} is refused\nasrctl: 1 of 2 submits failed\n`,
  );
});

test('one refused of one is its own error', async () => {
  expect(await submit(['a.wav'], taking([], ['a.wav']))).toMatchObject({ code: 2, stdout: '' });
});

test.each([
  ['nothing.wav', 3, 'There is no file "nothing.wav"'],
  ['caf\uFFFD.wav', 2, 'The file name "caf\uFFFD.wav" is not valid UTF-8'],
  ['dir', 2, '"dir" is a folder'],
  ['empty.wav', 2, '"empty.wav" is empty'],
])(
  '%s is refused with exit %i, and nothing is sent, not even the good ones',
  async (name, code, message) => {
    const sent: PreparedSubmit[] = [];
    const result = await submit(['a.wav', name], taking(sent));
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toContain(`asrctl: ${message}\n`);
    expect(sent).toEqual([]);
  },
);

test('a flag of another service is refused by name', async () => {
  const result = await asrctl(['submit', 'oss://b/x.mp4', '--queue', 'q1'], {
    provider: taking(),
    providers,
    cwd: folder,
  });
  expect(result).toMatchObject({ code: 2, stdout: '' });
  expect(result.stderr).toContain('--queue is a flag of Tencent Cloud CI');
});

test('the same submit again is the same job; --again is a new one', async () => {
  const home = await temporaryFolder();
  try {
    const sent: PreparedSubmit[] = [];
    const provider = { ...taking(sent), get: async () => [null] };
    const once = (...flags: string[]) =>
      asrctl(['submit', 'a.wav', ...flags], { provider, cwd: folder, home });
    await once();
    expect(await once('--again')).toMatchObject({ code: 0 });
    expect(sent).toHaveLength(2);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

test('a remote address named twice is one job, though it was finished in between', async () => {
  const sent: PreparedSubmit[] = [];
  const provider = {
    ...taking(sent),
    get: async ([id = '']: readonly string[]) => [jobWith({ id, state: 'succeeded' })],
  };
  const { stdout } = await submit(['oss://b/x.mp4', 'oss://b/x.mp4', '--json', '-q'], provider);
  const { jobs } = JSON.parse(stdout) as { jobs: { submitted: string }[] };
  expect(jobs.map(({ submitted }) => submitted)).toEqual(['new', 'reused']);
  expect(sent).toHaveLength(1);
});

test.each([
  [[], 'Run the same command again for the rest: nothing is submitted twice.'],
  [['--again'], 'Run it without --again for the rest: with --again all are submitted again.'],
])('Ctrl-C %j ends the command with its own code and says how to go on', async (flags, hint) => {
  const controller = new AbortController();
  const provider = scriptedProvider({
    async submit({ media }) {
      if (media.endsWith('a.wav')) return { input: media, id: 'job-a', state: 'queued' };
      const reason = new CliError(Exit.interrupted, 'Interrupted.');
      controller.abort(reason);
      throw reason;
    },
  });
  const argv = ['submit', 'a.wav', 'b.wav', 'two words.wav', ...flags];
  expect(await asrctl(argv, { provider, cwd: folder, signal: controller.signal })).toEqual(
    expect.objectContaining({
      code: 130,
      stdout: 'job-a\n',
      stderr: `asrctl: Interrupted; submitted jobs continue\n${hint}\n`,
    }),
  );
});
