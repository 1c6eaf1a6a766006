// Every way of the aliyun command, of the shared file and of the environment to keys of Alibaba Cloud.
import { readFileSync, statSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ProfilesWorld } from '../../src/profiles/world.js';
import { aliyunConfig } from './aliyun-config.js';
import { clouds, type Clouds } from './clouds.js';
import { place, stored, type Place } from './world.js';

let here: Place;
let cloud: Clouds;
beforeEach(async () => {
  [here, cloud] = await Promise.all([place(), clouds()]);
  cloud.keys.set('LTAImadeUp0001', { secret: 'madeUpSecret0001', token: null });
  await here.write('token', 'madeUpOidc\n');
  await here.write('.aliyun/config.json', aliyunConfig(join(here.home, 'token')));
});
afterEach(async () => {
  await Promise.all([here.remove(), cloud.close()]);
});

const connect = async (
  source: string,
  sourceProfile: string | null,
  over: Partial<ProfilesWorld> = {},
) => {
  const profiles = here.profiles({ ...cloud.world, ...over });
  const settings = sourceProfile === null ? {} : { sourceProfile };
  await profiles.add({ ...stored, source, settings, keys: null }, true);
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
  const { message, exitCode, hint } = error as { message: string; exitCode: number; hint: string };
  return { message, exitCode, hint };
};

const own = ['LTAImadeUp0001', 'madeUpSecret0001'];
const temporary = (n: number) => [`STS.madeUp${n}`, `madeUpTemporary${n}`, `madeUpToken${n}`];
const file = (name: string) => `~/.aliyun/config.json [${name}]`;
const sts = 'sts.aliyuncs.com';
const ecs = '100.100.100.200';
const roles = '/latest/meta-data/ram/security-credentials/';

describe('a profile of the aliyun command', () => {
  test.each([
    ['ak', [...own, null], null, []],
    ['ak-lower', [...own, null], null, []],
    ['sts', [...own, 'madeUpToken0001'], null, []],
    ['role', temporary(2), 60, ['sts.cn-beijing.aliyuncs.com AssumeRole']],
    ['chain', temporary(3), 60, ['sts.cn-beijing.aliyuncs.com AssumeRole', `${sts} AssumeRole`]],
    ['oidc', temporary(2), 60, [`${sts} AssumeRoleWithOIDC`]],
    ['uri', temporary(2), 60, ['uri GET /keys']],
    ['uri-https', temporary(2), 60, ['uri GET /one']],
    ['sso', [...own, 'madeUpToken0001'], 60, []],
  ])('%s works', async (name, keys, minutes, calls) => {
    const found = await keysOf('aliyun-cli', name);
    expect(found).toMatchObject({ keys, minutes });
    expect(found.origin).toContain(file(name));
    expect(cloud.calls).toEqual(calls);
  });

  test('a role is assumed with all its values, and with the usual hour where none is set', async () => {
    await keysOf('aliyun-cli', 'role');
    expect(cloud.values[0]).toEqual({
      RoleArn: 'acs:ram::1:role/transcriber',
      RoleSessionName: 'desk',
      DurationSeconds: '1800',
      ExternalId: 'guest',
    });
  });

  test('an OIDC token travels in the body and is read again with every refresh', async () => {
    const connection = await connect('aliyun-cli', 'oidc');
    await connection.credentials();
    await here.write('token', 'madeUpOidc2');
    await cloud.world.clock.sleep(3_600_000);
    await connection.credentials();
    expect(cloud.values.map(({ OIDCToken }) => OIDCToken)).toEqual(['madeUpOidc', 'madeUpOidc2']);
  });

  test.each([
    ['ecs', [`PUT /latest/api/token`, `GET ${roles}transcriber`]],
    ['ecs-any', [`PUT /latest/api/token`, `GET ${roles}`, `GET ${roles}transcriber`]],
  ])('%s takes the role of the instance', async (name, calls) => {
    const found = await keysOf('aliyun-cli', name);
    expect(found).toEqual({
      keys: temporary(2),
      origin: 'the role transcriber of this instance',
      minutes: 60,
    });
    expect(cloud.calls).toEqual(calls.map((call) => `${ecs} ${call}`));
  });

  test('the plain mode of the metadata service works unless it is forbidden', async () => {
    cloud.metadata.isPlain = true;
    expect((await keysOf('aliyun-cli', 'ecs')).keys).toEqual(temporary(2));
    const env = { ALIBABA_CLOUD_IMDSV1_DISABLED: 'true' };
    expect((await refused('aliyun-cli', 'ecs', { env })).message).toContain('_IMDSV1_DISABLED');
  });

  test('the role of the instance assumes another one', async () => {
    expect((await keysOf('aliyun-cli', 'ecs-role')).keys).toEqual(temporary(3));
    expect(cloud.calls.at(-1)).toBe(`${sts} AssumeRole`);
  });

  test.each([
    ['sts-bare', 4, 'has no sts_token'],
    ['half', 4, 'access_key_secret is not set'],
    ['none', 4, 'no profile none'],
    ['role-bare', 4, 'names no role'],
    ['role-http', 4, 'names an address that keys are not requested from'],
    ['role-region', 4, 'invalid STS region'],
    ['chain-a', 4, 'returns to itself: chain-a -> chain-b -> chain-a'],
    ['long-1', 4, 'is too long: long-1 -> long-2 -> long-3 -> long-4 -> long-5 -> long-6'],
    ['uri-http', 4, 'names an address that keys are not requested from'],
    ['oidc-bare', 4, 'has no oidc_provider_arn'],
    ['sso-new', 4, 'has no keys yet'],
    ['oauth', 4, `The keys in ${file('oauth')} expired at 2026-01-31T11:00:00Z`],
    ['rsa', 4, 'has the unsupported mode RsaKeyPair'],
    ['bearer', 4, 'has the unsupported mode BearerToken'],
    ['anonymous', 4, 'has the unsupported mode Anonymous'],
    ['odd', 4, 'has the unknown mode Quantum'],
  ])('%s is refused with exit %i: %s', async (name, exitCode, text) => {
    const error = await refused('aliyun-cli', name);
    expect(error).toMatchObject({ exitCode });
    expect(error.message).toContain(text);
    expect(cloud.calls).toEqual([]);
  });

  test('keys of a login that expired say how to log in', async () => {
    const { hint } = await refused('aliyun-cli', 'oauth');
    expect(hint).toBe('Log in again: aliyun configure --profile oauth');
  });

  test('the file is never written', async () => {
    const path = join(here.home, '.aliyun', 'config.json');
    const before = [readFileSync(path, 'utf8'), statSync(path).mtimeMs];
    for (const name of ['role', 'chain', 'oidc', 'ecs', 'uri', 'sso'])
      await keysOf('aliyun-cli', name);
    expect([readFileSync(path, 'utf8'), statSync(path).mtimeMs]).toEqual(before);
  });

  test.each(['ALIBABA_CLOUD_CLI_PROFILE_DISABLED', 'ALIBABA_CLOUD_IGNORE_PROFILE'])(
    '%s turns the file off',
    async (name) => {
      const { message } = await refused('aliyun-cli', 'ak', { env: { [name]: 'TRUE' } });
      expect(message).toBe(`~/.aliyun/config.json is not used: ${name} is set`);
    },
  );

  test('the environment names the profile, in the order of the command', async () => {
    const env = { ALIBABA_CLOUD_PROFILE: 'sts', ALICLOUD_PROFILE: 'half' };
    expect((await keysOf('aliyun-cli', null, { env })).origin).toBe(file('sts'));
    expect((await keysOf('aliyun-cli', null)).origin).toBe(file('ak'));
  });

  test.each(['{"profiles":[{"access_key_secret":"madeUpSecret",,', '[]', '"madeUp"', '{madeUp'])(
    'a malformed file is not quoted: %s',
    async (text) => {
      await here.write('.aliyun/config.json', text);
      expect(await refused('aliyun-cli', 'ak')).toMatchObject({
        message: expect.stringMatching(
          /is not valid JSON|where an object is needed|no profile/,
        ) as string,
      });
    },
  );
});

describe('an external program', () => {
  const program = async (name: string, output: string, field = ''): Promise<string> => {
    const path = join(here.home, name);
    await here.write(name, `#!/bin/sh\necho '${output}'\n`);
    await chmod(path, 0o755);
    const external = { mode: 'External', process_command: `${path} ${field}`.trim() };
    const inner = { mode: 'External', process_command: './relative' };
    const config = aliyunConfig(join(here.home, 'token'), { external, inner });
    await here.write('.aliyun/config.json', config);
    return path;
  };
  const fragment = (more: object) =>
    JSON.stringify({ access_key_id: own[0], access_key_secret: own[1], ...more });

  test('prints keys, and when they expire', async () => {
    const expiration = '2026-01-31T12:30:00Z';
    await program('keys', fragment({ mode: 'StsToken', sts_token: 'madeUpToken', expiration }));
    expect(await keysOf('aliyun-cli', 'external')).toEqual({
      keys: [...own, 'madeUpToken'],
      origin: file('external'),
      minutes: 30,
    });
  });

  test('prints a profile that is read again: here a role', async () => {
    await program('keys', fragment({ mode: 'ramrolearn', ram_role_arn: 'acs:ram::1:role/r' }));
    expect((await keysOf('aliyun-cli', 'external')).keys).toEqual(temporary(2));
    expect(cloud.calls).toEqual([`${sts} AssumeRole`]);
  });

  test.each([
    ['madeUpSecret', 'printed no JSON object'],
    [fragment({ mode: 'External', process_command: '/bin/true' }), 'may not do'],
    [JSON.stringify({ access_key_id: 'madeUp' }), 'access_key_secret is not set'],
  ])('that prints %s is refused', async (output, text) => {
    await program('keys', output);
    expect((await refused('aliyun-cli', 'external')).message).toContain(text);
  });

  test('gets its words without a shell, and no relative path is run', async () => {
    await program('keys', fragment({ mode: 'AK' }), '; echo {}');
    expect((await keysOf('aliyun-cli', 'external')).keys).toEqual([...own, null]);
    expect((await refused('aliyun-cli', 'inner')).message).toContain('invalid process_command');
  });

  test('is not run where the environment forbids it', async () => {
    await program('keys', fragment({ mode: 'AK' }));
    const env = { ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS: 'true' };
    const { message } = await refused('aliyun-cli', 'external', { env });
    expect(message).toContain('ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids');
  });
});

describe('a section of the shared file', () => {
  const sections = () => `[default]
type = access_key
access_key_id = ${own[0]}
access_key_secret = ${own[1]}

[sts]
type = sts
access_key_id = ${own[0]}
access_key_secret = ${own[1]}
security_token = madeUpToken

[role]
type = ram_role_arn
access_key_id = ${own[0]}
access_key_secret = ${own[1]}
role_arn = acs:ram::1:role/r
role_session_name = s

[ecs]
type = ecs_ram_role
role_name = transcriber

[oidc]
type = oidc_role_arn
role_arn = acs:ram::1:role/r
oidc_provider_arn = acs:ram::1:oidc-provider/ci
oidc_token_file_path = ${here.home}/token

[rsa]
type = rsa_key_pair
private_key_file = madeUp

[bare]
type = sts
access_key_id = ${own[0]}
access_key_secret = ${own[1]}
`;

  test.each([
    ['default', [...own, null]],
    ['sts', [...own, 'madeUpToken']],
    ['role', temporary(2)],
    ['ecs', temporary(2)],
    ['oidc', temporary(2)],
  ])('%s works, also in a file that the environment names', async (name, keys) => {
    await here.write('shared', sections());
    const env = { ALIBABA_CLOUD_CREDENTIALS_FILE: join(here.home, 'shared') };
    expect((await keysOf('ini', name, { env })).keys).toEqual(keys);
  });

  test.each([
    ['rsa', 'the unsupported type rsa_key_pair'],
    ['bare', 'has no security_token'],
    ['none', 'no section [none]'],
  ])('%s is refused: %s', async (name, text) => {
    await here.write('.alibabacloud/credentials', sections());
    expect((await refused('ini', name)).message).toContain(text);
  });
});

describe('the environment', () => {
  const oidc = () => ({
    ALIBABA_CLOUD_OIDC_PROVIDER_ARN: 'acs:ram::1:oidc-provider/ci',
    ALIBABA_CLOUD_OIDC_TOKEN_FILE: join(here.home, 'token'),
    ALIBABA_CLOUD_ROLE_ARN: 'acs:ram::1:role/r',
  });
  const implicit = (env: Readonly<Record<string, string>>) =>
    here.profiles({ ...cloud.world, env }).connect();

  test.each([
    ['OIDC', oidc, `${sts} AssumeRoleWithOIDC`],
    ['ECS', () => ({ ALIBABA_CLOUD_ECS_METADATA: 'transcriber' }), `${ecs} PUT /latest/api/token`],
    [
      'URI',
      () => ({ ALIBABA_CLOUD_CREDENTIALS_URI: 'http://localhost:7002/keys' }),
      'uri GET /keys',
    ],
  ])('%s variables make the profile env', async (_name, env, call) => {
    const connection = await implicit(env());
    expect([connection.profile, connection.provider]).toEqual(['env', 'ims']);
    expect((await connection.credentials()).accessKeyId).toBe('STS.madeUp2');
    expect(cloud.calls[0]).toBe(call);
  });

  test('keys come first, and nothing is asked', async () => {
    const [id = '', secret = ''] = own;
    const pair = { ALIBABA_CLOUD_ACCESS_KEY_ID: id, ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret };
    const { accessKeyId } = await (await implicit({ ...oidc(), ...pair })).credentials();
    expect([accessKeyId, cloud.calls]).toEqual([own[0], []]);
  });

  test.each(['ALIBABA_CLOUD_OIDC_TOKEN_FILE', 'ALIBABA_CLOUD_ROLE_ARN'] as const)(
    'without %s nothing else is used: the error names it',
    async (name) => {
      const env: Record<string, string> = { ...oidc(), ALIBABA_CLOUD_ECS_METADATA: 'transcriber' };
      delete env[name];
      const connection = await implicit(env);
      await expect(connection.credentials()).rejects.toMatchObject({
        exitCode: 4,
        message: `No credentials in the environment: ${name} is not set`,
      });
      expect(cloud.calls).toEqual([]);
    },
  );

  test('a switch turns the metadata service off, and nobody asks it unless it is named', async () => {
    const env = { ALIBABA_CLOUD_ECS_METADATA: 'r', ALIBABA_CLOUD_ECS_METADATA_DISABLED: 'true' };
    expect((await implicit(env)).profile).toBe('local');
    expect((await implicit({})).profile).toBe('local');
    expect(cloud.calls).toEqual([]);
    expect((await refused('ecs-role', 'transcriber', { env })).message).toContain(
      'ALIBABA_CLOUD_ECS_METADATA_DISABLED is set',
    );
  });
});

describe('a service that gives keys', () => {
  test.each([
    [[403, { Code: 'NoPermission', Message: 'madeUp', RequestId: 'R' }], 4, 'NoPermission'],
    [[404, { Code: 'EntityNotExist.Role', Message: 'madeUp' }], 4, 'EntityNotExist.Role'],
    [[400, 'madeUpPage'], 4, 'the answer is not one of STS'],
    [[400, { Code: 'bad madeUp code' }], 4, 'the answer is not one of STS'],
    [[200, { Credentials: { AccessKeyId: 'madeUp' } }], 4, 'has no keys'],
    [[503, 'madeUpPage'], 8, 'status 503'],
    [[400, { Code: 'Throttling.User', Message: 'madeUp' }], 8, 'Throttling.User'],
  ] as const)('STS answers %j: exit %i', async (reply, exitCode, text) => {
    cloud.answer(reply);
    const error = await refused('aliyun-cli', 'role');
    expect(error).toMatchObject({ exitCode });
    expect(error.message).toContain(text);
  });

  test.each([
    ['ecs', [500, 'madeUp'], 8],
    ['ecs-any', [404, 'madeUp<html>'], 4],
    ['uri', [200, { Code: 'Fail', AccessKeyId: 'madeUp' }], 4],
    ['uri', [302, 'madeUp'], 4],
  ] as const)('%s answers %j: exit %i', async (name, reply, exitCode) => {
    cloud.answer(reply);
    expect(await refused('aliyun-cli', name)).toMatchObject({ exitCode });
  });

  test('a wrong secret is refused by the signature', async () => {
    cloud.keys.set('LTAImadeUp0001', { secret: 'another', token: null });
    expect((await refused('aliyun-cli', 'role')).message).toContain('SignatureDoesNotMatch');
  });

  test('that does not exist here is named, with exit 8 and a pause that may help', async () => {
    const ask = async () => ({ lost: 'no route to the host' });
    const connection = await connect('aliyun-cli', 'ecs', { ask });
    await expect(connection.credentials()).rejects.toMatchObject({
      exitCode: 8,
      message: 'No answer from the metadata service at 100.100.100.200: no route to the host',
      retryAfterMs: 5000,
    });
  });
});
