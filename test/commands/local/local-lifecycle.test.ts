// How a service lives and ends: in the foreground, by signals, with its folder, and by the commands about it.
import { spawn } from 'node:child_process';
import { chown, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findService } from '../../../src/local/client/find.js';
import { localPaths } from '../../../src/local/process/paths.js';
import { endService, isAlive } from '../../local/process.js';
import { freshDir, medium, until } from '../../local/support.js';
import {
  copyForOthers,
  ensureBuilt,
  launcher,
  runProgram,
  type Ended,
} from '../../support/spawn.js';

let home: string;
beforeAll(ensureBuilt);
beforeEach(async () => {
  home = await freshDir();
});
afterEach(async () => {
  await endService(join(home, 'state'));
  await rm(home, { recursive: true, force: true });
});

const env = (): Record<string, string> => ({ ASRCTL_HOME: home, ASRCTL_PROFILE: 'local' });
const asrctl = (...argv: string[]): Promise<Ended> =>
  runProgram(process.execPath, [launcher, ...argv], { cwd: home, env: env() });
const find = () => findService(localPaths(join(home, 'state')).service);
const pidOf = async (): Promise<number> => (await find())?.pid ?? 0;
const gone = (pid: number): Promise<boolean> =>
  until(
    () => isAlive(pid),
    (alive) => !alive,
  );

describe('local start --foreground', () => {
  it('is the service itself: log on stderr, one at a time, ended by SIGTERM with 0', async () => {
    const flags = ['local', 'start', '--foreground', '--engine', 'fake'];
    const child = spawn(process.execPath, [launcher, ...flags], {
      cwd: home,
      env: { PATH: process.env['PATH'], ...env() },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    await until(pidOf, (pid) => pid === child.pid);
    const second = await asrctl('local', 'start', '--foreground');
    expect(second).toMatchObject({ code: 9, stdout: '' });
    expect(second.stderr).toContain('The local service already runs');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(stderr).toMatch(/listening on [^]*stopping: stop requested\nstopped\n$/);
  });
});

describe('the background service', () => {
  beforeEach(async () => {
    await asrctl('local', 'start', '--engine', 'fake');
  });

  it('is ended by SIGTERM even while a fault delays an answer', async () => {
    const pid = await pidOf();
    await asrctl('local', 'faults', 'set', 'slow', '--delay', '1h');
    const waiting = spawn(process.execPath, [launcher, 'list'], {
      env: { PATH: process.env['PATH'], ...env() },
      stdio: 'ignore',
    });
    // The fault is used up when the request has arrived.
    await until(
      async () => (await asrctl('local', 'faults', 'list', '--json')).stdout,
      (text) => text.includes('"faults": []'),
    );
    process.kill(pid, 'SIGTERM');
    expect(await gone(pid)).toBe(false);
    waiting.kill('SIGKILL');
  });

  it('ends when its state folder is gone', async () => {
    const pid = await pidOf();
    await rm(join(home, 'state'), { recursive: true });
    expect(await gone(pid)).toBe(false);
  });

  it('has an exit code for scripts', async () => {
    expect(await asrctl('local', 'status', '--exit-code')).toMatchObject({ code: 0, stderr: '' });
    await asrctl('local', 'stop');
    const { code, stdout, stderr } = await asrctl('local', 'status', '--exit-code', '--json');
    expect(code).toBe(8);
    expect(JSON.parse(stdout)).toMatchObject({ running: false });
    expect(JSON.parse(stderr)).toMatchObject({
      error: { message: 'The local service is not running' },
    });
    expect((await asrctl('local', 'status')).code).toBe(0);
  });

  it('prints its environment with the version of the document', async () => {
    const { stdout } = await asrctl('local', 'env', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, COS_REGION: 'ap-chongqing' });
  });

  it('deletes ended jobs that are older than asked', async () => {
    await medium(home, 'talk.wav');
    const { stdout } = await asrctl('submit', 'talk.wav');
    expect((await asrctl('wait', stdout.trim(), '-q')).code).toBe(0);
    expect((await asrctl('local', 'prune')).stdout).toBe('0 jobs deleted\n');
    expect((await asrctl('get', stdout.trim())).code).toBe(0);
    const pruned = await asrctl('local', 'prune', '--older-than', '0s', '--json');
    expect(JSON.parse(pruned.stdout)).toEqual({ schemaVersion: 1, removed: 1 });
    expect((await asrctl('get', stdout.trim())).code).toBe(3);
    expect((await asrctl('local', 'prune', '--older-than', 'long')).code).toBe(2);
  });
});

// As a user with no other services: this command ends everything that is this user's.
describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')('local stop --all', () => {
  it('ends the services of all state folders of the user, and of nobody else', async () => {
    expect((await asrctl('local', 'start', '--engine', 'fake')).code).toBe(0);
    const others = await pidOf();
    const uid = 61_234;
    const user = ['--reuid', String(uid), '--regid', String(uid), '--clear-groups'];
    const folders = [join(home, 'a'), join(home, 'b')] as const;
    await chown(home, uid, uid);
    for (const folder of folders) {
      await mkdir(folder);
      await chown(folder, uid, uid);
    }
    const readable = await copyForOthers();
    onTestFinished(() => rm(readable.folder, { recursive: true, force: true }));
    const as = (folder: string, ...argv: string[]): Promise<Ended> =>
      runProgram('setpriv', [...user, process.execPath, readable.launcher, ...argv], {
        cwd: folder,
        env: { ASRCTL_HOME: folder, HOME: folder },
      });
    const pids: number[] = [];
    for (const folder of folders) {
      const { stdout } = await as(folder, 'local', 'start', '--engine', 'fake', '--json');
      pids.push((JSON.parse(stdout) as { pid: number }).pid);
    }
    const stopped = await as(folders[0], 'local', 'stop', '--all');
    expect(stopped).toMatchObject({ code: 0, stdout: 'stopped\n' });
    expect(stopped.stderr).toContain('Stopped 2 local services.');
    expect([...pids, others].map(isAlive)).toEqual([false, false, true]);
  });
});
