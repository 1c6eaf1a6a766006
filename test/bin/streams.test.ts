// What only a real process shows: pipes that close, signals, exit codes as a shell sees them.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../support/run.js';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.js';
import { ensureBuilt, launcher, projectRoot, runProgram } from '../support/spawn.js';

const id = '0f1e2d3c4b5a69788796a5b4c3d2e1f0';
let home = '';
let server: ScriptedServer;
let env: Record<string, string> = {};

/** A listing without an end, a page of wide rows at a time. */
const endlessPage = {
  RequestId: 'R',
  SmartJobList: Array.from({ length: 100 }, (_, i) => ({
    JobId: String(i).padStart(32, '0'),
    JobState: 'Finished',
    JobType: 'ASR',
    Title: 'wide '.repeat(200),
    CreateTime: '2026-01-31T12:00:00Z',
  })),
  NextToken: 'more',
  TotalCount: '1000000',
};

beforeAll(async () => {
  await ensureBuilt();
  home = await temporaryFolder();
  let page = 0;
  server = await scriptedServer();
  server.answer(({ url, headers }) => {
    const listing = `${url} ${String(headers['x-acs-action'])}`.includes('ListSmartJobs');
    page += 1;
    // Each page has jobs of its own: the walk leaves out those it has seen.
    const jobs = endlessPage.SmartJobList.map((job) => ({ ...job, JobId: `${page}-${job.JobId}` }));
    return listing
      ? { body: { ...endlessPage, SmartJobList: jobs } }
      : {
          body: { RequestId: 'R', JobId: id, State: 'Executing', SmartJobInfo: { JobType: 'ASR' } },
        };
  });
  env = {
    ASRCTL_HOME: home,
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'made-up-id',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made-up-secret',
    ALIBABA_CLOUD_REGION_ID: 'cn-shanghai',
    ALIBABA_CLOUD_ENDPOINT: server.endpoint,
    NODE: process.execPath,
    ASRCTL: launcher,
  };
});
afterAll(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

test('a folder that was deleted under our feet: only what lies in it is missing', async () => {
  const gone = await temporaryFolder();
  const script = 'cd "$0" && rmdir "$0" && "$NODE" "$ASRCTL" "$@"';
  const there = await runProgram('sh', ['-c', script, gone, 'get', id, '--format', 'id'], { env });
  expect(there).toMatchObject({ code: 0, stdout: `${id}\n` });
  const again = await temporaryFolder();
  const submit = ['submit', '--profile', 'local', 'a.wav'];
  const missing = await runProgram('sh', ['-c', script, again, ...submit], { env });
  expect(missing).toMatchObject({ code: 3, stdout: '' });
  expect(missing.stderr).toMatch(/^asrctl: There is no file "a.wav"$/m);
});

test.each([
  ['list --all --format jsonl', 'head -1', /^\{"schemaVersion":2,"id":"\d+-0+"/],
  ['list --all', 'head -2', /^ID {2}.*\n\d+-0+ /],
  ['list --help', 'head -1', /^List jobs, newest first\.\n$/],
  ['--help', 'head -1', /^Transcribe recordings/],
  ['completion zsh', 'true', /^$/],
])('asrctl %s | %s ends quietly', async (command, reader, shown) => {
  const line = `"$NODE" "$ASRCTL" ${command} | ${reader}; echo "\${PIPESTATUS[0]}" >&2`;
  const { stdout, stderr } = await runProgram('bash', ['-c', line], { env });
  expect(stderr).toBe('0\n');
  expect(stdout).toMatch(shown);
});

test.each([
  ['SIGINT', 130, 'Interrupted'],
  ['SIGTERM', 143, 'Terminated'],
] as const)(
  '%s during a wait leaves the job alone and ends with %i',
  async (signal, exitCode, word) => {
    const child = spawn(process.execPath, [launcher, 'wait', id], {
      env: { ...env, PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      if (stderr === `${id} is running\n`) child.kill(signal);
    });
    expect(await once(child, 'close')).toEqual([exitCode, null]);
    expect(stderr).toBe(
      `${id} is running\nasrctl: ${word}; the jobs continue\nResume with: asrctl wait ${id}\n`,
    );
  },
);

test('a timeout is exit 7, a service that is not there exit 8', async () => {
  const asrctl = (argv: readonly string[], more = {}) =>
    runProgram(process.execPath, [launcher, ...argv], { env: { ...env, ...more } });
  expect(await asrctl(['wait', id, '--timeout', '0s', '-q'])).toMatchObject({
    code: 7,
    stdout: '',
  });
  // Port 9 is discard: nobody listens there on 127.0.0.1.
  const nobody = { ALIBABA_CLOUD_ENDPOINT: 'http://127.0.0.1:9' };
  expect(await asrctl(['wait', id, '-q'], nobody)).toMatchObject({ code: 8, stdout: '' });
});

test('the secret is nowhere in what it prints, not even with --verbose', async () => {
  const { stdout, stderr } = await runProgram(
    process.execPath,
    [launcher, 'get', id, '--verbose', '--raw'],
    { env: { ...env, DEBUG: '*', NODE_DEBUG: 'http,https,net,tls,timer' } },
  );
  expect(stdout).toContain(id);
  expect(stderr).not.toMatch(/^[A-Z]+ \d+: /m);
  expect(stdout + stderr).not.toContain('made-up-secret');
  expect(stdout + stderr).not.toMatch(/Signature|authorization/i);
});

test.each(['--json', '--format=jsonl'])('under %s stderr is JSON lines only', async (flag) => {
  const run = (argv: readonly string[], more = {}) =>
    runProgram(process.execPath, [launcher, ...argv, flag, '--verbose'], {
      env: { ...env, NODE_DEBUG: 'http', ...more },
    });
  const ended = [
    await run(['wait', id, '--timeout', '0s']),
    await run(['get', id], { ALIBABA_CLOUD_ENDPOINT: 'http://127.0.0.1:9' }),
    await run(['lst']),
  ];
  expect(ended.map(({ code }) => code)).toEqual([7, 8, 2]);
  const lines = ended.flatMap(({ stderr }) => stderr.trimEnd().split('\n'));
  const keys = lines.map((line) => Object.keys(JSON.parse(line) as object).join());
  // The notice is Node's own, about NODE_DEBUG.
  expect(new Set(keys)).toEqual(new Set(['error', 'notice', 'trace']));
});

test('work that never ends is a fault with exit 1, not a silent success', async () => {
  const script = `
    const never = { next: () => new Promise(() => {}) };
    const stdin = { setEncoding() {}, [Symbol.asyncIterator]: () => never };
    Object.defineProperty(process, 'stdin', { value: stdin });
    const argv = ['profile', 'add', 'x', '--region', 'cn-shanghai', '--stdin'];
    require(${JSON.stringify(join(projectRoot, 'dist', 'main.cjs'))}).main(argv, '0', 'asrctl');`;
  expect(await runProgram(process.execPath, ['-e', script], { env })).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'asrctl: asrctl ended before its work was done\n' +
      'This is a fault in asrctl; please report it with the command line.\n',
  });
});

test('what nobody catches is one error in the words of all errors', async () => {
  const script = `
    setImmediate(() => { throw new TypeError('x is not a function'); });
    require(${JSON.stringify(join(projectRoot, 'dist', 'main.cjs'))}).main(['profile', 'list', '--json'], '0', 'asrctl');`;
  const { code, stderr } = await runProgram(process.execPath, ['-e', script], { env });
  expect(code).toBe(1);
  expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'internal', exitCode: 1 } });
});
