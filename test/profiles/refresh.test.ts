// Temporary keys are fetched again before they expire: once for all calls, in the middle of a wait, by many processes.
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Credentials } from '../../src/api/provider.js';
import { clock as wallClock } from '../../src/main.js';
import { refreshed } from '../../src/profiles/refresh.js';
import { asrctl, jumpingClock, temporaryFolder } from '../support/run.js';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.js';
import { launcher, runProgram } from '../support/spawn.js';
import { clouds, type Clouds } from './clouds.js';

const minute = 60_000;

describe('credentials', () => {
  const keys = (id: number, expiresAtMs?: number): Credentials => ({
    accessKeyId: String(id),
    accessKeySecret: { reveal: () => 's' },
    securityToken: null,
    origin: 'a test',
    expiresAtMs,
  });
  const world = (next: (count: number) => Credentials | Error) => {
    const state = { now: 0, fetches: 0 };
    const get = refreshed(
      async () => {
        const found = next(++state.fetches);
        if (found instanceof Error) throw found;
        return found;
      },
      () => state.now,
    );
    return { state, id: async () => Number((await get()).accessKeyId), get };
  };

  test('that do not expire are fetched once, also by many calls at once', async () => {
    const { state, id } = world((n) => keys(n));
    expect(await Promise.all([id(), id(), id()])).toEqual([1, 1, 1]);
    state.now = 1e12;
    expect([await id(), state.fetches]).toEqual([1, 1]);
  });

  test('are fetched again five minutes before they expire, once for all calls', async () => {
    const { state, id } = world((n) => keys(n, n * 60 * minute));
    await id();
    state.now = 55 * minute - 1;
    expect(await id()).toBe(1);
    state.now = 55 * minute;
    expect(await Promise.all([id(), id(), id()])).toEqual([2, 2, 2]);
    expect(state.fetches).toBe(2);
  });

  test('that are short-lived are not fetched with every call, and not used after their end', async () => {
    const { state, id } = world((n) => keys(n, n * 2 * minute));
    await id();
    state.now = minute - 1;
    expect(await id()).toBe(1);
    state.now = minute;
    expect(await id()).toBe(2);
  });

  test('stay while they are valid if a refresh fails; then its error is the answer', async () => {
    const { state, id } = world((n) => (n === 1 ? keys(1, 60 * minute) : new Error('down')));
    await id();
    state.now = 56 * minute;
    expect(await id()).toBe(1);
    expect(await id()).toBe(1);
    expect(state.fetches).toBe(2);
    state.now = 60 * minute;
    await expect(id()).rejects.toThrow('down');
  });

  test('that could not be fetched are tried again', async () => {
    const { id } = world((n) => (n === 1 ? new Error('down') : keys(n)));
    await expect(id()).rejects.toThrow('down');
    expect(await id()).toBe(2);
  });
});

let home: string;
let cloud: Clouds;
let service: ScriptedServer;
const config = () => join(home, '.aliyun', 'config.json');
const open = async (clock = jumpingClock()) => {
  [home, cloud, service] = await Promise.all([temporaryFolder(), clouds(clock), scriptedServer()]);
  cloud.keys.set('LTAImadeUp0001', { secret: 'madeUpSecret0001', token: null });
  const role = {
    name: 'role',
    mode: 'RamRoleArn',
    access_key_id: 'LTAImadeUp0001',
    access_key_secret: 'madeUpSecret0001',
    ram_role_arn: 'acs:ram::1:role/r',
    ram_session_name: 's',
    sts_endpoint: cloud.endpoint,
  };
  await mkdir(join(home, '.aliyun'));
  await writeFile(config(), JSON.stringify({ current: 'role', profiles: [role] }));
  const line = `profile add work --region cn-shanghai --source aliyun-cli --endpoint ${service.endpoint}`;
  expect((await asrctl(line.split(' '), { home })).code).toBe(0);
};
const close = async () => {
  await Promise.all([rm(home, { recursive: true, force: true }), cloud.close(), service.close()]);
};

const identityOf = (headers: Readonly<Record<string, unknown>>): string =>
  /Credential=([^,]+)/.exec(String(headers['authorization']))?.[1] ?? '';

describe('in a wait', () => {
  const clock = jumpingClock();
  beforeEach(() => open(clock));
  afterEach(close);

  test('of hours, calls are signed with fresh keys', async () => {
    const id = 'a'.repeat(32);
    const job = (State: string) => ({ body: { RequestId: 'R', JobId: id, State, Type: 'ASR' } });
    const running = Array.from({ length: 5 }, () => job('Executing'));
    service.answer(...running, job('Finished'));
    const argv = ['wait', id, '--interval', '30m', '--timeout', '1d'];
    const { code } = await asrctl(argv, { home, clock, ask: cloud.world.ask });
    expect(code).toBe(0);
    const signers = service.asked.map(({ headers }) => identityOf(headers));
    const [first = ''] = signers;
    expect(signers).toHaveLength(6);
    expect(new Set(signers).size).toBeGreaterThan(2);
    expect(signers.at(-1)).not.toBe(first);
    expect(cloud.calls).toHaveLength(new Set(signers).size);
  });
});

describe('ten processes at once', () => {
  beforeEach(() => open(wallClock));
  afterEach(close);

  test('each get keys of their own, and nothing is written or left over', async () => {
    cloud.life.seconds = 30;
    service.answer({ body: { RequestId: 'R', SmartJobList: [] } });
    const before = [readFileSync(config(), 'utf8'), ...readdirSync(home).sort()];
    const env = { HOME: home, ASRCTL_HOME: home };
    const ended = await Promise.all(
      Array.from({ length: 10 }, () =>
        runProgram(process.execPath, [launcher, 'list', '--json'], { env }),
      ),
    );
    expect(ended.map(({ code, stderr }) => [code, stderr])).toEqual(
      Array.from({ length: 10 }, () => [0, '']),
    );
    expect(cloud.calls).toHaveLength(10);
    expect(new Set(service.asked.map(({ headers }) => identityOf(headers))).size).toBe(10);
    const after = readdirSync(home).filter((name) => name !== 'cache' && name !== 'state');
    expect([readFileSync(config(), 'utf8'), ...after.sort()]).toEqual(before);
  });
});
