import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { engineChoices } from '../../../src/commands/local/index.js';
import { engineNames } from '../../../src/local/engines/index.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { clock } from '../../../src/main.js';
import { startService, type RunningService } from '../../../src/local/service.js';
import {
  bundleProgram,
  endService,
  isAlive,
  programSettings,
  removeBundle,
  start,
} from '../../local/process.js';
import { freshDir, settingsIn } from '../../local/support.js';
import { asrctl, type RunResult } from '../../support/run.js';

let home: string;
beforeEach(async () => {
  home = await freshDir();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const local = (...argv: string[]): Promise<RunResult> => asrctl(['local', ...argv], { home });

it('offers the engines there are', () => {
  expect(engineChoices).toEqual(engineNames);
});

describe('without a service', () => {
  it('status and stop say so, and that is no failure', async () => {
    expect(await local('status')).toMatchObject({ code: 0, stdout: 'State: not running\n' });
    expect(await local('stop')).toMatchObject({
      code: 0,
      stdout: 'not running\n',
      stderr: 'The local service was not running.\n',
    });
    expect(JSON.parse((await local('status', '--json')).stdout)).toEqual({
      schemaVersion: 1,
      running: false,
      endpoint: null,
      pid: null,
      engine: null,
      engineReason: null,
      jobs: null,
      startedAt: null,
      version: null,
    });
    expect(await local('logs')).toMatchObject({ code: 0, stdout: '' });
  });

  it('start refuses flags that mean nothing, before it starts anything', async () => {
    const refused = async (...argv: string[]): Promise<string> => {
      const { code, stderr } = await local('start', ...argv);
      expect(code).toBe(2);
      return stderr;
    };
    expect(await refused('--port', '70000')).toContain('--port "70000" is not a number from 0 to');
    expect(await refused('--concurrency', '0')).toContain('--concurrency "0"');
    expect(await refused('--idle-timeout', 'soon')).toContain('--idle-timeout "soon"');
    expect(await refused('--engine', 'siri')).toContain('siri');
    expect(await refused('--engine', 'command')).toContain('Add one with --engine-command.');
    expect(await refused('--engine-command', '[]')).toContain('is not a command');
  });
});

describe('with a service', () => {
  let running: RunningService;
  beforeEach(async () => {
    const paths = localPaths(join(home, 'state'));
    const log = (): void => undefined;
    const started = await startService(settingsIn(home), paths, { ...clock, log });
    if (started === null) throw new Error('a service runs already');
    running = started;
    await writeFile(paths.log, 'listening\n\u001b[31mred\n');
  });
  afterEach(() => running.stop());

  it('status tells where and on which engine', async () => {
    const { code, stdout } = await local('status');
    expect(code).toBe(0);
    expect(stdout).toContain(`Address: ${running.file.endpoint}\n`);
    expect(stdout).toContain('Engine:  fake (set with --engine)\n');
    expect(stdout).toContain('Jobs:    0 running, 0 waiting\n');
  });

  it('start says where it is and that it runs already', async () => {
    const { port, endpoint } = running.file;
    const same = ['--engine', 'fake', '--root', home, '--port', String(port)];
    for (const flags of [[], same, ['--port', '0']])
      expect(await local('start', ...flags)).toMatchObject({
        code: 0,
        stdout: `${endpoint}\n`,
        stderr: 'The local service already runs.\n',
      });
  });

  it('env prints address and keys, as assignments or as one object', async () => {
    const { file } = running;
    const values = {
      ALIBABA_CLOUD_ENDPOINT: `127.0.0.1:${file.port}`,
      ALIBABA_CLOUD_ACCESS_KEY_ID: file.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: file.accessKeySecret,
      COS_ENDPOINT: `127.0.0.1:${file.port}`,
      COS_SECRET_ID: file.secretId,
      COS_SECRET_KEY: file.secretKey,
      COS_BUCKET: file.bucket,
      COS_REGION: file.region,
    };
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    expect((await local('env')).stdout).toBe(lines.join(''));
    expect(JSON.parse((await local('env', '--json')).stdout)).toEqual({
      schemaVersion: 1,
      ...values,
    });
  });

  it('nothing but env prints a secret', async () => {
    const said = await Promise.all([
      local('status'),
      local('status', '--json', '-v'),
      local('start', '-v'),
      local('logs'),
    ]);
    for (const { stdout, stderr } of said) {
      expect(stdout + stderr).not.toContain(running.file.accessKeySecret);
      expect(stdout + stderr).not.toContain(running.file.secretKey);
    }
  });

  it('logs are text, made safe on a terminal', async () => {
    expect((await local('logs')).stdout).toBe('listening\n\u001b[31mred\n');
    const shown = await asrctl(['local', 'logs'], { home, tty: true });
    expect(shown.stdout).toContain('listening\n');
    expect(shown.stdout).not.toContain('\u001b');
  });
});

describe('with a service of its own process', () => {
  let program: string;
  beforeAll(async () => {
    program = await bundleProgram();
  });
  afterAll(() => removeBundle(program));

  it('stop ends it', async () => {
    const settings = programSettings(home);
    try {
      const { pid } = await start(program, settings);
      expect(await local('stop')).toMatchObject({ code: 0, stdout: 'stopped\n', stderr: '' });
      expect(isAlive(pid)).toBe(false);
      expect((await local('logs')).stdout).toMatch(/stopping: stop requested\n.* stopped\n$/);
    } finally {
      await endService(settings.stateDir);
    }
  });
});

describe('setup', () => {
  /** A package manager that "installs" programs into its own folder, and writes down what it was asked. */
  const manager = async (exitCode = 0): Promise<{ bin: string; asked: string }> => {
    const bin = join(home, 'bin');
    await mkdir(bin);
    const script = [
      '#!/bin/sh',
      `echo "$@" >> '${bin}/asked'`,
      ...['ffmpeg', 'pocketsphinx'].map(
        (name) => `printf '#!/bin/sh\\n' > '${bin}/${name}' && /bin/chmod 755 '${bin}/${name}'`,
      ),
      `exit ${exitCode}`,
    ];
    // pacman and not apt-get: it brings the model with the program and needs no lists.
    await writeFile(join(bin, 'pacman'), script.join('\n'));
    await chmod(join(bin, 'pacman'), 0o755);
    return { bin, asked: join(bin, 'asked') };
  };

  const setup = (bin: string, argv: string[] = [], more: { answers?: string[] } = {}) =>
    asrctl(['local', 'setup', ...argv], {
      home,
      env: { PATH: bin },
      ...(more.answers && { tty: true, answers: more.answers }),
    });

  it('shows its commands and requires --yes without a terminal', async () => {
    const { bin } = await manager();
    const { code, stderr } = await setup(bin);
    expect(code).toBe(2);
    expect(stderr).toContain('pacman -S --noconfirm --needed ffmpeg pocketsphinx\n');
    expect(stderr).toContain('Run `asrctl local setup --yes`');
  });

  it('asks, and does nothing after a no', async () => {
    const { bin } = await manager();
    const { code, questions, stderr } = await setup(bin, [], { answers: ['n'] });
    expect({ code, questions }).toEqual({ code: 1, questions: ['Run this? [y/N] '] });
    expect(stderr).toContain('Nothing was installed');
  });

  it('installs what is missing, once', async () => {
    const { bin, asked } = await manager();
    const yes = await setup(bin, [], { answers: ['y'] });
    expect(yes).toMatchObject({ code: 0, stdout: 'Installed: ffmpeg, PocketSphinx.\n' });
    const again = await setup(bin, ['--yes']);
    expect(again.stdout).toBe('The speech engine is installed: PocketSphinx and ffmpeg.\n');
    expect(await readFile(asked, 'utf8')).toBe('-S --noconfirm --needed ffmpeg pocketsphinx\n');
  });

  it('passes on that the package manager failed', async () => {
    const { bin } = await manager(3);
    const { code, stderr } = await setup(bin, ['--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('failed with 3');
  });

  it('does nothing when no package manager is known', async () => {
    const { code, stderr } = await setup(join(home, 'empty'), ['--yes']);
    expect(code).toBe(1);
    expect(stderr).toContain('The packages of this system do not include: ffmpeg, PocketSphinx');
  });
});
