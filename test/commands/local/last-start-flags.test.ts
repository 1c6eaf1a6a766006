// The service started again by a command that needs it, after it was killed: it is the one that was started by hand.
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findWithStatus } from '../../../src/local/client/status.js';
import { defaultOptions } from '../../../src/local/process/start-options.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { endService, isAlive } from '../../local/process.js';
import { freshDir, until } from '../../local/support.js';
import { ensureBuilt, launcher, runProgram, type Ended } from '../../support/spawn.js';

let dir: string;
let stateDir: string;
beforeAll(ensureBuilt);
beforeEach(async () => {
  dir = await freshDir();
  stateDir = join(dir, 'home', 'state');
  for (const folder of ['here', 'here/inner', 'there']) {
    await mkdir(join(dir, folder), { recursive: true });
    await writeFile(join(dir, folder, 'talk.wav'), folder);
  }
});
afterEach(async () => {
  await endService(stateDir);
  await rm(dir, { recursive: true, force: true });
});

const asrctlIn = (folder: string, ...argv: string[]): Promise<Ended> =>
  runProgram(process.execPath, [launcher, ...argv], {
    cwd: join(dir, folder),
    env: { ASRCTL_HOME: join(dir, 'home'), ASRCTL_PROFILE: 'local', HOME: join(dir, 'home') },
  });

const started = async (...flags: string[]): Promise<void> => {
  expect(await asrctlIn('here', 'local', 'start', ...flags)).toMatchObject({ code: 0, stderr: '' });
};

const kill = async (): Promise<void> => {
  const found = await findWithStatus(localPaths(stateDir).service);
  await endService(stateDir);
  await until(
    () => found !== null && isAlive(found.file.pid),
    (lives) => !lives,
  );
};

const engine = async (): Promise<string | null | undefined> =>
  (await findWithStatus(localPaths(stateDir).service))?.status.engine;

/** The folders that it lets every client read. */
const roots = async (): Promise<readonly string[] | null | undefined> =>
  (await findWithStatus(localPaths(stateDir).service))?.status.options.roots;

const keptText = (wrong: object): string =>
  JSON.stringify({ schemaVersion: 2, options: { ...defaultOptions, engine: 'fake', ...wrong } });

const kept = (): Promise<string | null> =>
  readFile(localPaths(stateDir).lastStart, 'utf8').catch(() => null);

it('a wait whose service is killed goes on with the same engine and folders', async () => {
  await started('--engine', 'fake', '--root', '.');
  expect((await stat(localPaths(stateDir).lastStart)).mode & 0o777).toBe(0o600);
  await asrctlIn('here', 'local', 'faults', 'set', 'job-stuck', '--delay', '1h');
  const { stdout } = await asrctlIn('here', 'submit', 'talk.wav');
  const waiting = asrctlIn('there', 'wait', stdout.trim(), '-q');
  await kill();
  expect(await waiting).toMatchObject({ code: 0 });
  expect(await engine()).toBe('fake');
});

it('given folders stay as they were, wherever it is started from', async () => {
  await started('--engine', 'fake', '--root', 'inner');
  await kill();
  expect(await asrctlIn('there', 'list')).toMatchObject({ code: 0 });
  expect(await roots()).toEqual([join(dir, 'here', 'inner')]);
});

it('folders by default are those of the command that starts it', async () => {
  await started('--engine', 'fake');
  await kill();
  expect(await asrctlIn('there', 'list')).toMatchObject({ code: 0 });
  expect(await roots()).toEqual([join(dir, 'home'), join(dir, 'there')]);
});

it('an engine command runs where its words mean what they meant', async () => {
  await writeFile(
    join(dir, 'here', 'engine.cjs'),
    `console.log('[{"content":"mine","from":0,"to":1}]')`,
  );
  const recording = join(import.meta.dirname, '..', '..', '..', 'examples', 'recording.wav');
  const command = ['--engine-command', `${process.execPath} engine.cjs`];
  await started(...command, '--root', join(recording, '..'));
  await kill();
  const { stdout } = await asrctlIn('there', 'submit', recording);
  expect(await asrctlIn('there', 'wait', stdout.trim(), '-q')).toMatchObject({ code: 0 });
  expect((await asrctlIn('there', 'get', stdout.trim(), '--json')).stdout).toContain('"mine"');
});

it('stop forgets the flags, even when the service is dead', async () => {
  await started('--engine', 'fake');
  await kill();
  expect(await asrctlIn('here', 'local', 'stop')).toMatchObject({ stdout: 'not running\n' });
  expect(await asrctlIn('here', 'list')).toMatchObject({ code: 0 });
  expect(await engine()).not.toBe('fake');
});

const pid = async (): Promise<number | undefined> =>
  (await findWithStatus(localPaths(stateDir).service))?.file.pid;

it('a start by hand begins with the defaults; one that finds it running with its flags changes nothing', async () => {
  await started('--engine', 'fake');
  const before = [await kept(), await pid()];
  for (const flags of [[], ['--engine', 'fake']]) {
    const { stderr } = await asrctlIn('here', 'local', 'start', ...flags);
    expect(stderr).toBe('The local service already runs.\n');
    expect([await kept(), await pid()]).toEqual(before);
  }
  await kill();
  await started();
  expect([await engine(), await kept()]).not.toContain('fake');
  expect(await kept()).toBeNull();
});

it('a start by hand with other flags restarts a service without jobs', async () => {
  expect(await asrctlIn('here', 'list')).toMatchObject({ code: 0 });
  const before = await pid();
  const { code, stdout, stderr } = await asrctlIn('here', 'local', 'start', '--engine', 'fake');
  expect([code, stderr]).toEqual([0, 'Restarted the local service with these flags.\n']);
  const found = await findWithStatus(localPaths(stateDir).service);
  expect(found).toMatchObject({ status: { engine: 'fake' } });
  expect(stdout).toBe(`${found?.file.endpoint}\n`);
  expect(found?.file.pid).not.toBe(before);
  expect(JSON.parse((await kept()) ?? '')).toMatchObject({ options: { engine: 'fake' } });
});

it('a start by hand with other flags is an error while a job is unfinished, and names the way out', async () => {
  await started('--engine', 'fake');
  const before = [await kept(), await pid()];
  await asrctlIn('here', 'local', 'faults', 'set', 'job-stuck', '--delay', '1h');
  await asrctlIn('here', 'submit', 'talk.wav');
  const refused = await asrctlIn('here', 'local', 'start', '--engine', 'whisper', '--port', '0');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain(
    'The local service runs with another --engine and has 1 unfinished job\n',
  );
  expect(refused.stderr).toContain('`asrctl local stop`');
  expect([await kept(), await pid()]).toEqual(before);
});

it('flags with which it cannot start are not kept', async () => {
  await started('--engine', 'fake');
  const before = await kept();
  const refused = await asrctlIn('here', 'local', 'start', '--model', 'no.bin');
  expect(refused.code).toBe(8);
  expect(refused.stderr).toContain('there is no model file');
  expect(await kept()).toBe(before);
});

it.each([
  '{"schemaVersion":2,"options":{"engine"',
  'null',
  '{"schemaVersion":1,"flags":{"engine":"fake"},"cwd":null}',
  keptText({ roots: '/' }),
  keptText({ port: '1' }),
  keptText({ command: [] }),
])('last start flags that make no sense are ignored: %s', async (text) => {
  await mkdir(localPaths(stateDir).dir, { recursive: true });
  await writeFile(localPaths(stateDir).lastStart, text);
  expect(await asrctlIn('here', 'list')).toMatchObject({ code: 0 });
  expect(await engine()).not.toBe('fake');
});

it('what has become impossible is told, with the way out', async () => {
  const model = join(dir, 'here', 'model.bin');
  await writeFile(model, '');
  await started('--engine', 'fake', '--model', 'model.bin', '--port', '0');
  await kill();
  await rm(model);
  const { code, stderr } = await asrctlIn('there', 'list');
  expect(code).toBe(8);
  expect(stderr).toContain(`The local service did not start: there is no model file ${model}\n`);
  expect(stderr).toContain('run `asrctl local stop` to forget them');
  await asrctlIn('there', 'local', 'stop');
  expect(await asrctlIn('there', 'list')).toMatchObject({ code: 0 });
});

it('a kept port that another program has taken since is told the same way', async () => {
  const squatter = createServer((_, answer) => answer.end());
  // False while the threads of the killed process still hold the port.
  const listens = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
      squatter.once('error', () => resolve(false));
      squatter.listen(port, '127.0.0.1', () => resolve(true));
    });
  // A port that is free: the service's own choice.
  await started('--engine', 'fake');
  const port = (await findWithStatus(localPaths(stateDir).service))?.file.port ?? 0;
  await asrctlIn('here', 'local', 'stop');
  await started('--engine', 'fake', '--port', String(port));
  await kill();
  await until(() => listens(port), Boolean);
  const { code, stderr } = await asrctlIn('there', 'local', 'env');
  squatter.close();
  expect(code).toBe(8);
  expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken by another program\n`);
  expect(stderr).toContain('run `asrctl local stop` to forget them');
});
