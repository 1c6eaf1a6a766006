// The service as commands start it: the built program, in processes of their own.
import { mkdir, readFile, readdir, readlink, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saveLastStart } from '../../../src/local/client/last-start.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { defaultOptions } from '../../../src/local/process/start-options.js';
import { endService } from '../../local/process.js';
import { freshDir, medium, recording } from '../../local/support.js';
import { ensureBuilt, launcher, runProgram, type Ended } from '../../support/spawn.js';

let home: string;
beforeAll(ensureBuilt);
beforeEach(async () => {
  home = await freshDir();
});
afterEach(async () => {
  await endService(join(home, 'state'));
  await rm(home, { recursive: true, force: true });
});

const asrctl = (...argv: string[]): Promise<Ended> =>
  runProgram(process.execPath, [launcher, ...argv], {
    cwd: home,
    env: { ASRCTL_HOME: home, ASRCTL_PROFILE: 'local' },
  });

describe('local start', () => {
  it('returns when the service answers, and again at once with the same address', async () => {
    const first = await asrctl('local', 'start', '--engine', 'fake');
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/);
    const second = await asrctl('local', 'start', '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({
      running: true,
      endpoint: first.stdout.trim(),
      engine: 'fake',
    });
    expect((await stat(join(home, 'state', 'local', 'service.json'))).mode & 0o777).toBe(0o600);
    expect(await asrctl('local', 'stop')).toMatchObject({ code: 0, stdout: 'stopped\n' });
    const third = await asrctl('local', 'start', '--engine', 'fake');
    expect(third.stdout).toBe(first.stdout);
  });

  it('hands its flags to the service, whatever is in them', async () => {
    const engine = [
      process.execPath,
      '-e',
      'console.log("[{\\"content\\":\\"a b\\"}]")',
      '{input}',
    ];
    const command = ['--engine-command', JSON.stringify(engine)];
    const started = await asrctl('local', 'start', ...command, '--root', '.', '--concurrency', '2');
    expect(started.code).toBe(0);
    const input = await medium(home, 'no sound.wav');
    const refused = await asrctl('submit', input.replace('file://', ''), '-q');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toContain('the file is not media, or it is damaged');
    const submitted = await asrctl('submit', recording, '-q');
    expect(submitted.code).toBe(0);
    expect(await asrctl('wait', submitted.stdout.trim(), '-q')).toMatchObject({ code: 0 });
  });

  it('says that its port is taken: exit 8', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const { code, stderr } = await asrctl('local', 'start', '--port', String(port));
    squatter.close();
    expect(code).toBe(8);
    expect(stderr).toContain(`port ${port} on 127.0.0.1 is taken by another program\n`);
    expect(stderr).toContain('Choose another --port, or leave it out to use any free port.\n');
  });
});

const running = async (): Promise<number> => {
  const { stdout } = await asrctl('local', 'status', '--json');
  return (JSON.parse(stdout) as { pid: number }).pid;
};

describe.runIf(process.platform === 'linux')('the service process', () => {
  it('holds no lock of the script that started it, and has left its folder', async () => {
    // As scripts hold a lock: `exec 60>lock; flock 60`.
    const script = `exec 60>lock; exec "$0" "$1" local start --engine fake`;
    const started = await runProgram('bash', ['-c', script, process.execPath, launcher], {
      cwd: home,
      env: { ASRCTL_HOME: home, ASRCTL_PROFILE: 'local', PATH: process.env['PATH'] ?? '' },
    });
    expect(started.code).toBe(0);
    const folder = `/proc/${await running()}`;
    const names = await readdir(join(folder, 'fd'));
    const open = await Promise.all(
      names.map((name) => readlink(join(folder, 'fd', name)).catch(() => '')),
    );
    expect(open.filter((target) => target.startsWith(join(home, 'lock')))).toEqual([]);
    expect(await readlink(join(folder, 'cwd'))).toBe(join(home, 'state', 'local'));
  });

  it('has no engine command in its arguments, where every user could read it', async () => {
    const command = ['--engine-command', 'my-engine --key made_up_secret'];
    expect((await asrctl('local', 'start', ...command)).code).toBe(0);
    const text = await readFile(`/proc/${await running()}/cmdline`, 'utf8');
    expect(text.split('\0').slice(2)).toEqual(['local', 'serve', '']);
  });
});

describe('a service whose service.json is lost', () => {
  it.each(['missing', 'wrong', 'not whole'])('is found again when it is %s', async (how) => {
    const path = join(home, 'state', 'local', 'service.json');
    const { stdout } = await asrctl('local', 'start', '--engine', 'fake', '--json');
    const { pid } = JSON.parse(stdout) as { pid: number };
    const text = await readFile(path, 'utf8');
    if (how === 'missing') await rm(path);
    else
      await writeFile(path, how === 'wrong' ? text.replaceAll(/"port": \d+/g, '"port": 9') : '{');
    expect(await asrctl('list', '--profile', 'local')).toMatchObject({ code: 0 });
    expect(await running()).toBe(pid);
  });
});

it('a submit for which the service cannot start says why and where the log is', async () => {
  const { lastStart, log } = localPaths(join(home, 'state'));
  await mkdir(dirname(lastStart), { recursive: true });
  saveLastStart(lastStart, { ...defaultOptions, model: join(home, 'no.bin') });
  await medium(home, 'talk.wav');
  const { code, stderr } = await asrctl('submit', 'talk.wav', '--profile', 'local');
  expect(code).toBe(8);
  expect(stderr).toContain(
    `The local service did not start: there is no model file ${join(home, 'no.bin')}`,
  );
  expect(stderr).toContain(log);
  expect(stderr).not.toContain('not known');
});

it('ten commands at once on the local profile start one service', async () => {
  const answers = await Promise.all(
    Array.from({ length: 10 }, () => asrctl('list', '--profile', 'local', '--json')),
  );
  for (const { code, stdout } of answers) {
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ jobs: [] });
  }
  const logs = await asrctl('local', 'logs');
  expect(logs.stdout.match(/listening on/g)).toHaveLength(1);
});
