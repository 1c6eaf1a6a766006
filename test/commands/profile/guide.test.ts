// `profile add NAME` on a terminal, with nothing but the name: offers, questions, and a test call at once.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ctrlC, onTerminal } from '../../support/pty.js';
import { asrctl, jumpingClock, temporaryFolder } from '../../support/run.js';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.js';

const secret = 'madeUpSecret0000000001';

let home: string;
let server: ScriptedServer;
beforeEach(async () => {
  [home, server] = await Promise.all([temporaryFolder(), scriptedServer()]);
  server.answer({ body: { RequestId: 'R', SmartJobList: [] } });
});
afterEach(async () => {
  await Promise.all([rm(home, { recursive: true, force: true }), server.close()]);
});

const add = async (answers: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const result = await asrctl(['profile', 'add', 'work'], {
    home,
    tty: true,
    answers,
    clock: jumpingClock(),
    env: { ASRCTL_PROFILE: '', ASRCTL_ENDPOINT: server.endpoint, ...env },
  });
  expect(result.stdout + result.stderr + result.questions.join()).not.toContain('madeUpSecret');
  return result;
};
const stored = async (): Promise<object> => {
  const { profiles } = JSON.parse(await readFile(join(home, 'config.json'), 'utf8')) as {
    profiles: Readonly<Record<string, object>>;
  };
  return profiles['work'] ?? {};
};
const write = async (path: string, content: string | object): Promise<void> => {
  await mkdir(join(home, path, '..'), { recursive: true });
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await writeFile(join(home, path), text);
};
const pair = { access_key_id: 'LTAImadeUpId00000001', access_key_secret: secret };

describe('without keys on this machine', () => {
  test('it asks for service, region and bucket, and for the keys last', async () => {
    const result = await add(['1', '2', 'talks', 'LTAImadeUpId00000001', secret, '']);
    expect(result).toMatchObject({
      code: 0,
      stderr: 'Added profile work, the default. A test call worked.\n',
      questions: [
        'Service: ims Alibaba Cloud IMS | ci Tencent Cloud CI',
        'Region: cn-shanghai | cn-beijing | cn-hangzhou | cn-shenzhen | ap-southeast-1 | us-west-1 | another region',
        'Bucket for uploads (empty if none): ',
        'Access key id: ',
        'Access key secret (not shown): ',
        'Security token (not shown; empty if none): ',
      ],
    });
    expect(await stored()).toMatchObject({
      provider: 'ims',
      region: 'cn-beijing',
      settings: { bucket: 'talks' },
      source: 'stored',
    });
    expect(server.asked.map(({ headers }) => headers['x-acs-action'])).toEqual(['ListSmartJobs']);
  });

  test('it takes a region that is not in the list', async () => {
    await add(['1', '7', 'cn-zhangjiakou', '', 'LTAImadeUpId00000001', secret, '']);
    expect(await stored()).toMatchObject({ region: 'cn-zhangjiakou', settings: {} });
  });

  test('it stores nothing when it is not answered to the end', async () => {
    expect((await add(['1', '2', '', 'LTAImadeUpId00000001'])).code).toBe(2);
    expect((await add([])).code).toBe(130);
    expect(existsSync(join(home, 'config.json'))).toBe(false);
  });
});

describe('with keys of other tools', () => {
  const sts = { ...pair, sts_token: 'madeUpToken', region_id: 'cn-hangzhou' };
  const offers = async () => {
    await write('.aliyun/config.json', {
      current: 'dev',
      profiles: [
        { name: 'dev', mode: 'AK', ...pair, region_id: 'cn-shanghai' },
        { name: 'sso', mode: 'CloudSSO', ...sts, sts_expiration: Date.UTC(2026, 0, 31, 11) / 1000 },
      ],
    });
    await write('.alibabacloud/credentials', '[default]\ntype = access_key\n[ci]\n');
    await write('.tccli/default.credential', { secretId: 'i', secretKey: secret });
    await write('.tccli/default.configure', { _sys_param: { region: 'ap-beijing' } });
    await write('.cos.yaml', 'cos: [madeUpSecret');
    await write(
      '.cos.conf',
      `[common]\nsecret_id = i\nsecret_key = ${secret}\nbucket = talks-1250000000\nregion = ap-guangzhou\n`,
    );
  };

  test('it offers them with service, region, bucket and expiry', async () => {
    await offers();
    const { questions } = await add([], { TENCENTCLOUD_SECRET_ID: 'i' });
    expect(questions[0]?.split(/: | \| /)).toEqual([
      'Keys to use',
      'tencent-env ci',
      'aliyun-cli dev ims cn-shanghai',
      'aliyun-cli sso ims cn-hangzhou expired 2026-01-31 11:00:00 +00:00',
      'ini default ims',
      'ini ci ims',
      'tccli default ci ap-beijing',
      'coscli ci',
      'coscmd ci ap-guangzhou talks-1250000000',
      'other keys, typed here',
    ]);
  });

  test('it keeps the source of the keys, not the keys, and takes region and bucket from it', async () => {
    await offers();
    const { code, questions } = await add(['1', '']);
    expect([code, questions.length]).toEqual([0, 2]);
    expect(await stored()).toEqual({
      provider: 'ims',
      region: null,
      endpoint: null,
      settings: { sourceProfile: 'dev' },
      source: 'aliyun-cli',
      keys: null,
    });
    expect(server.asked[0]?.headers['authorization']).toContain('LTAImadeUpId00000001');
  });

  test('it still takes other keys', async () => {
    await offers();
    await add(['8', '1', '1', '', 'LTAImadeUpId00000001', secret, '']);
    expect(await stored()).toMatchObject({ source: 'stored', region: 'cn-shanghai' });
  });
});

test('a profile that does not work is kept, with what is wrong and the permission to add', async () => {
  server.answer({ status: 403, body: { Code: 'NoPermission', Message: 'no', RequestId: 'R-9' } });
  const { code, stderr } = await add(['1', '1', '', 'LTAImadeUpId00000001', secret, '']);
  expect(code).toBe(4);
  expect(stderr).toContain('Added profile work, the default, but it does not work yet: ');
  expect(stderr).toContain('ice:ListSmartJobs');
  expect(await stored()).toMatchObject({ region: 'cn-shanghai' });
});

test('any flag, and no terminal, leaves the questions out', async () => {
  const region = ['profile', 'add', 'work', '--region', 'cn-shanghai'];
  const asked = await asrctl(region, { home, tty: true, answers: [] });
  expect(asked.questions).toEqual(['Access key id: ']);
  expect((await asrctl(['profile', 'add', 'work'], { home })).stderr).toContain('--stdin');
});

test('on a real terminal lists are numbered with ASRCTL_ACCESSIBLE, and Ctrl-C stores nothing', async () => {
  const env = { ASRCTL_HOME: home, HOME: home, TERM: 'xterm', ASRCTL_ENDPOINT: server.endpoint };
  const first = [
    ['Service, 1 to 2: ', '1\r'],
    ['Region, 1 to 7: ', '1\r'],
  ] as const;
  const accessible = { ...env, ASRCTL_ACCESSIBLE: '1' };
  const stopped = [...first, ['Bucket for uploads', ctrlC]] as const;
  expect((await onTerminal(['profile', 'add', 'work'], stopped, accessible)).code).toBe(130);
  const drawn = [['Alibaba Cloud IMS', ctrlC]] as const;
  expect((await onTerminal(['profile', 'add', 'work'], drawn, env)).code).toBe(130);
  expect(existsSync(join(home, 'config.json'))).toBe(false);
  const rest = [
    ['Bucket for uploads', '\r'],
    ['Access key id: ', 'LTAImadeUpId00000001\r'],
    ['not shown): ', `${secret}\r`],
    ['empty if none): ', '\r'],
  ] as const;
  const done = await onTerminal(['profile', 'add', 'work'], [...first, ...rest], accessible);
  expect(done).toMatchObject({ code: 0, left: 0 });
  expect(done.shown).toContain('A test call worked.');
  expect(done.shown).not.toContain(secret);
});
