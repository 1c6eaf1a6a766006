// Ten mistakes a person makes with the local service: each with its exit code and what it is told.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runService, type TestService } from '../local/support.js';
import { asrctl } from '../support/run.js';
import { ensureBuilt, launcher, runProgram } from '../support/spawn.js';

let service: TestService;
let outside: string;

beforeAll(async () => {
  await ensureBuilt();
  service = await runService({ engine: 'pocketsphinx' });
  outside = await mkdtemp(join(tmpdir(), 'asrctl-outside-'));
  await mkdir(join(service.dir, 'folder'));
  await writeFile(join(service.dir, 'empty.wav'), '');
  await writeFile(join(service.dir, 'text.wav'), 'these are words, not sound\n'.repeat(50));
  await writeFile(join(outside, 'secret.wav'), 'whatever');
});
afterAll(async () => {
  await service.end();
  await rm(outside, { recursive: true, force: true });
});

const run = (...argv: string[]) => asrctl(argv, { home: service.dir, cwd: service.dir });

test.each([
  ['a missing file', () => ['submit', 'nope.wav'], 3, 'asrctl: There is no file "nope.wav"\n'],
  ['a folder', () => ['submit', 'folder'], 2, 'asrctl: "folder" is a folder\n'],
  ['an empty file', () => ['submit', 'empty.wav'], 2, 'asrctl: "empty.wav" is empty\n'],
  [
    'a file outside the roots that is not media',
    () => ['submit', join(outside, 'secret.wav')],
    2,
    'the file is not media, or it is damaged\n',
  ],
  [
    'a bad time',
    () => ['submit', 'text.wav', '--start-time', '1:30'],
    2,
    'asrctl: Not a time for --start-time: 1:30\n',
  ],
  [
    'a title of 129 bytes',
    () => ['submit', 'text.wav', '--title', `${'海'.repeat(42)}abc`],
    2,
    'asrctl: --title has 129 bytes in UTF-8',
  ],
  [
    'an unknown job',
    () => ['get', 'f'.repeat(32)],
    3,
    `asrctl: There is no job "${'f'.repeat(32)}"\n`,
  ],
] as const)('%s', async (_name, argv, code, told) => {
  const result = await run(...argv(), '--profile', 'local');
  expect(result).toMatchObject({ code, stdout: '' });
  expect(result.stderr).toContain(told);
});

test('an unknown profile', async () => {
  const result = await run('list', '--profile', 'nobody');
  expect(result).toMatchObject({ code: 3, stdout: '' });
  expect(result.stderr).toContain('asrctl: No profile named nobody\n');
});

test('a text named .wav: refused before a job is made', async () => {
  const submitted = await run('submit', 'text.wav', '--profile', 'local');
  expect(submitted).toMatchObject({ code: 2, stdout: '' });
  expect(submitted.stderr).toContain('text.wav: the file is not media, or it is damaged\n');
  expect(service.running.queue.jobs.count('ims', {})).toBe(0);
});

test('a port that is taken', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as AddressInfo;
  const home = await mkdtemp(join(tmpdir(), 'asrctl-port-'));
  const { code, stderr } = await runProgram(
    process.execPath,
    [launcher, 'local', 'start', '--engine', 'fake', '--port', String(port)],
    { env: { ASRCTL_HOME: home } },
  );
  other.close();
  await rm(home, { recursive: true, force: true });
  expect(code).toBe(8);
  expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken by another program\n`);
});
