// Every way of tccli, coscli, coscmd, the shared file and the environment to keys of Tencent Cloud.
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProfilesWorld } from '../../src/profiles/world.js';
import { clouds, type Clouds } from './clouds.js';
import { place, stored, type Place } from './world.js';

let here: Place;
let cloud: Clouds;
beforeEach(async () => {
  [here, cloud] = await Promise.all([place(), clouds()]);
  cloud.keys.set('AKIDmadeUp0001', { secret: 'madeUpSecret0001', token: null });
  await here.write('token', 'madeUpOidc\n');
});
afterEach(async () => {
  await Promise.all([here.remove(), cloud.close()]);
});

const connect = async (
  source: string,
  sourceProfile: string | null = null,
  over: Partial<ProfilesWorld> = {},
) => {
  const profiles = here.profiles({ ...cloud.world, ...over });
  const settings = sourceProfile === null ? {} : { sourceProfile };
  await profiles.add({ ...stored, provider: 'ci', source, settings, keys: null }, true);
  return profiles.connect('work');
};
const keysOf = async (...given: Parameters<typeof connect>) => {
  const { accessKeyId, accessKeySecret, securityToken, origin, expiresAtMs } = await (
    await connect(...given)
  ).credentials();
  return {
    keys: [accessKeyId, accessKeySecret.reveal(), securityToken?.reveal() ?? null],
    origin,
    minutes: expiresAtMs === undefined ? null : (expiresAtMs - cloud.world.clock.now()) / 60_000,
  };
};
/** The error, of which no part shows a secret. */
const refused = async (...given: Parameters<typeof connect>) => {
  const connection = await connect(...given);
  const error: unknown = await connection.credentials().catch((e: unknown) => e);
  expect(inspect(error, { depth: 9 })).not.toContain('madeUp');
  expect(error).toMatchObject({ name: 'CliError' });
  return error as { message: string; exitCode: number; hint: string };
};

const own = ['AKIDmadeUp0001', 'madeUpSecret0001'];
const temporary = (n: number) => [`STS.madeUp${n}`, `madeUpTemporary${n}`, `madeUpToken${n}`];
const sts = 'sts.tencentcloudapi.com';
const cvm = 'metadata.tencentyun.com';
const roles = '/meta-data/cam/security-credentials/';

describe('a profile of tccli', () => {
  const pair = { secretId: own[0], secretKey: own[1] };
  const login = (type: string, expiresAt: number) => ({
    type,
    ...pair,
    token: 'madeUpToken',
    expiresAt,
    [type]: { openId: '1', accessToken: 'madeUpAccess', refreshToken: 'madeUpRefresh', site: 'cn' },
  });
  const at = (hour: number) => Date.UTC(2026, 0, 31, hour) / 1000;

  test.each([
    ['keys', pair, [...own, null], null, []],
    ['keys and a token', { ...pair, token: 'madeUpToken' }, [...own, 'madeUpToken'], null, []],
    ['a login', login('oauth', at(13)), [...own, 'madeUpToken'], 60, []],
    ['a login with SSO', login('sso', at(14)), [...own, 'madeUpToken'], 120, []],
    [
      'a role',
      { ...pair, 'role-arn': 'qcs::cam::uin/1:roleName/r', 'role-session-name': 'desk' },
      temporary(2),
      60,
      [`${sts} AssumeRole`],
    ],
    [
      'the role of the instance',
      { type: 'cvm-role' },
      temporary(2),
      60,
      [`${cvm} GET ${roles}`, `${cvm} GET ${roles}transcriber`],
    ],
  ])('with %s works', async (_name, credential, keys, minutes, calls) => {
    await here.write('.tccli/default.credential', JSON.stringify(credential, null, 4));
    await here.write('.tccli/default.configure', { _sys_param: { region: 'ap-beijing' } });
    expect(await keysOf('tccli')).toMatchObject({ keys, minutes });
    expect(cloud.calls).toEqual(calls);
  });

  test('its role is assumed with its session, in its region', async () => {
    const role = { 'role-arn': 'qcs::cam::uin/1:roleName/r', 'role-session-name': 'desk' };
    await here.write('.tccli/default.credential', { ...pair, ...role });
    await keysOf('tccli');
    expect(cloud.values).toEqual([
      { RoleArn: role['role-arn'], RoleSessionName: 'desk', DurationSeconds: 7200 },
    ]);
  });

  test.each([
    ['oauth', 'tccli auth login'],
    ['sso', 'tccli sso login'],
  ])('with a login of type %s that expired says how to log in', async (type, command) => {
    await here.write('.tccli/dev.credential', login(type, at(11)));
    expect(await refused('tccli', 'dev')).toMatchObject({
      exitCode: 4,
      message: 'The keys in ~/.tccli/dev.credential expired at 2026-01-31T11:00:00Z',
      hint: `Log in again: ${command} --profile dev`,
    });
  });

  test('is chosen by TCCLI_PROFILE', async () => {
    await here.write('.tccli/dev.credential', pair);
    expect((await keysOf('tccli', null, { env: { TCCLI_PROFILE: 'dev' } })).origin).toBe(
      '~/.tccli/dev.credential',
    );
  });

  test.each([
    '{"secretKey":"madeUp",,',
    '[]',
    '{"secretId":"AKIDmadeUp"}',
    '{"secretKey":"madeUp"}',
  ])('that is malformed or half is not quoted: %s', async (text) => {
    await here.write('.tccli/default.credential', text);
    expect((await refused('tccli')).message).toMatch(
      /is not valid JSON|where an object is needed|secret(?:Id|Key) is not set/,
    );
  });
});

describe('coscli', () => {
  const yaml = (mode: string) =>
    `cos:\n  base:\n    secretid: ${own[0]}\n    secretkey: ${own[1]}\n    disableencryption: "true"\n    mode: ${mode}\n    cvmrolename: transcriber\n    protocol: https\n  buckets: []\n`;

  test('in the mode CvmRole takes the role of the instance', async () => {
    await here.write('.cos.yaml', yaml('CvmRole'));
    expect((await keysOf('coscli')).keys).toEqual(temporary(2));
    expect(cloud.calls).toEqual([`${cvm} GET ${roles}transcriber`]);
  });

  test('in the mode SecretKey takes its keys', async () => {
    await here.write('.cos.yaml', yaml('SecretKey'));
    expect((await keysOf('coscli')).keys).toEqual([...own, null]);
  });

  test.each(['cos: [madeUpSecret', 'a: madeUp', 'cos:\n  base: madeUp\n', '\0madeUp'])(
    'with a malformed file is not quoted: %j',
    async (text) => {
      await here.write('.cos.yaml', text);
      expect((await refused('coscli')).message).toContain('~/.cos.yaml');
    },
  );
});

describe('the shared file', () => {
  const section = `[default]\nsecret_id = ${own[0]}\nsecret_key = ${own[1]}\n`;

  test.each([
    [section, [...own, null]],
    [`${section}token = madeUpToken\n`, [...own, 'madeUpToken']],
    [`${section}role_arn = qcs::cam::uin/1:roleName/r\n`, temporary(2)],
  ])('%j works', async (text, keys) => {
    await here.write('.tencentcloud/credentials', text);
    const found = await keysOf('tencent-ini');
    expect(found.keys).toEqual(keys);
    expect(found.origin).toBe('~/.tencentcloud/credentials [default]');
  });

  test('of the machine is read where the user has none', async () => {
    const files: string[] = [];
    const { credentials } = await import('../../src/profiles/sources/tencent/sdk-file.js');
    const world = {
      ...cloud.world,
      home: here.home,
      readSecrets: (file: string) => {
        files.push(file);
        return file.startsWith('/etc/') ? section : null;
      },
    };
    const found = await credentials({
      name: 'work',
      profile: { settings: {} },
      world,
    } as unknown as Parameters<typeof credentials>[0]);
    expect(found.origin).toBe('/etc/tencentcloud/credentials [default]');
    expect(files).toEqual([
      join(here.home, '.tencentcloud/credentials'),
      '/etc/tencentcloud/credentials',
    ]);
  });

  test.each([
    ['', 'no section [default]'],
    ['[default]\nsecret_key = madeUp\n', 'secret_id is not set'],
    ['madeUp', 'no section [default]'],
  ])('%j is refused', async (text, part) => {
    await here.write('.tencentcloud/credentials', text);
    expect((await refused('tencent-ini')).message).toContain(part);
  });
});

describe('the environment', () => {
  const keys = { TENCENTCLOUD_SECRET_ID: own[0] ?? '', TENCENTCLOUD_SECRET_KEY: own[1] ?? '' };
  const pod = () => ({
    TKE_REGION: 'ap-guangzhou',
    TKE_PROVIDER_ID: 'cls-1',
    TKE_WEB_IDENTITY_TOKEN_FILE: join(here.home, 'token'),
    TKE_ROLE_ARN: 'qcs::cam::uin/1:roleName/r',
  });
  const implicit = (env: Readonly<Record<string, string>>) =>
    here.profiles({ ...cloud.world, env }).connect();

  test('names a role to assume with its keys', async () => {
    const role = { TENCENTCLOUD_ROLE_ARN: 'qcs::cam::r', TENCENTCLOUD_ROLE_SESSION_NAME: 'ci' };
    const connection = await implicit({ ...keys, ...role });
    expect(connection.profile).toBe('env');
    expect((await connection.credentials()).accessKeyId).toBe('STS.madeUp2');
    expect(cloud.values[0]).toMatchObject({ RoleArn: 'qcs::cam::r', RoleSessionName: 'ci' });
  });

  test('of a pod of TKE makes the profile env, in the region of the pod', async () => {
    const connection = await implicit(pod());
    expect([connection.profile, connection.provider, connection.region]).toEqual([
      'env',
      'ci',
      'ap-guangzhou',
    ]);
    expect((await connection.credentials()).accessKeyId).toBe('STS.madeUp2');
    expect(cloud.calls).toEqual([`${sts} AssumeRoleWithWebIdentity`]);
    expect(cloud.values[0]).toMatchObject({ ProviderId: 'cls-1', WebIdentityToken: 'madeUpOidc' });
  });

  test.each(['TKE_REGION', 'TKE_PROVIDER_ID', 'TKE_ROLE_ARN'] as const)(
    'of a pod without %s names it',
    async (name) => {
      const env: Record<string, string> = pod();
      delete env[name];
      const connection = await implicit(env);
      await expect(connection.credentials()).rejects.toMatchObject({
        exitCode: 4,
        message: `No credentials in the environment: ${name} is not set`,
      });
    },
  );

  test('a pod without its token says which file is missing', async () => {
    const env = { ...pod(), TKE_WEB_IDENTITY_TOKEN_FILE: join(here.home, 'none') };
    const connection = await implicit(env);
    await expect(connection.credentials()).rejects.toMatchObject({
      message: expect.stringContaining('missing or empty') as string,
    });
  });
});

describe('a service that gives keys', () => {
  const role = { secretId: own[0], secretKey: own[1], 'role-arn': 'qcs::cam::r' };
  const failure = (Code: string) => ({ Response: { Error: { Code, Message: 'madeUp' } } });

  test.each([
    [[200, failure('UnauthorizedOperation')], 4, 'UnauthorizedOperation'],
    [[200, failure('bad madeUp')], 4, 'the answer is not one of STS'],
    [[200, 'madeUpPage'], 4, 'the answer is not one of STS'],
    [[200, failure('RequestLimitExceeded')], 8, 'RequestLimitExceeded'],
    [[502, 'madeUpPage'], 8, 'status 502'],
    [[200, { Response: { RequestId: 'R', Credentials: {} } }], 4, 'has no keys'],
  ] as const)('STS answers %j: exit %i', async (reply, exitCode, text) => {
    await here.write('.tccli/default.credential', role);
    cloud.answer(reply);
    const error = await refused('tccli');
    expect(error).toMatchObject({ exitCode });
    expect(error.message).toContain(text);
  });

  test('a wrong key is refused by the signature', async () => {
    await here.write('.tccli/default.credential', { ...role, secretKey: 'madeUpOther' });
    expect((await refused('tccli')).message).toContain('AuthFailure.SignatureFailure');
  });

  test('the role of an instance is taken by its name, or the only one', async () => {
    expect((await keysOf('cvm-role', 'transcriber')).origin).toBe(
      'the role transcriber of this instance',
    );
    expect((await refused('cvm-role', 'other')).message).toContain('no keys of the role other');
    cloud.answer([404, 'madeUp <page>']);
    expect((await refused('cvm-role')).message).toBe('Profile work: the instance has no role');
  });
});
