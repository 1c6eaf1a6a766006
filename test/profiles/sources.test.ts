import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/api/provider.js';
import { CliError } from '../../src/errors.js';
import type { LocalService, LocalServiceInfo } from '../../src/profiles/local-service.js';
import type { ProfilesWorld } from '../../src/profiles/world.js';
import { place, stored, type Place } from './world.js';

let here: Place;
beforeEach(async () => {
  here = await place();
});
afterEach(() => here.remove());

type Settings = Readonly<Record<string, string>>;
const open = async (source: string, settings: Settings = {}, over: Partial<ProfilesWorld> = {}) => {
  const ci = ['tencent-env', 'coscmd', 'coscli', 'tccli'].includes(source);
  const profiles = here.profiles(over);
  const provider = ci ? ('ci' as const) : ('ims' as const);
  await profiles.add({ ...stored, provider, source, settings, keys: null }, true);
  return profiles.connect('work');
};
const read = async (connection: Connection) => {
  const { accessKeyId, accessKeySecret, securityToken, origin } = await connection.credentials();
  return [accessKeyId, accessKeySecret.reveal(), securityToken?.reveal() ?? null, origin];
};
/** The error of credentials that cannot be had, which must not quote what was read. */
const refused = async (connection: Connection): Promise<string> => {
  const error: unknown = await connection.credentials().catch((e: unknown) => e);
  expect(inspect(error, { depth: 9 })).not.toContain('madeUp');
  expect(error).toMatchObject({ name: 'CliError' });
  return (error as Error).message;
};

describe('env', () => {
  const id = 'ALIBABA_CLOUD_ACCESS_KEY_ID';
  const secret = 'ALIBABA_CLOUD_ACCESS_KEY_SECRET';

  it('reads the triple', async () => {
    const env = { [id]: 'i', [secret]: 's', ALIBABA_CLOUD_SECURITY_TOKEN: 't' };
    expect(await read(await open('env', {}, { env }))).toEqual(['i', 's', 't', 'the environment']);
  });

  it('does not pass over half a pair for another identity', async () => {
    const connection = await here.profiles({ env: { [id]: 'madeUpId' } }).connect();
    expect(connection.profile).toBe('env');
    expect(await refused(connection)).toBe(
      `No credentials in the environment: ${secret} is not set`,
    );
  });
});

describe('aliyun-cli', () => {
  const config = {
    current: 'one',
    profiles: [
      { name: 'one', mode: 'AK', access_key_id: 'i1', access_key_secret: 's1', sts_token: 'stale' },
      {
        name: 'two',
        mode: 'ststoken',
        access_key_id: 'i2',
        access_key_secret: 's2',
        sts_token: 't2',
      },
      {
        name: 'role',
        mode: 'RamRoleArn',
        access_key_id: 'madeUpId',
        access_key_secret: 'madeUpSecret',
      },
      { name: 'half', mode: 'AK', access_key_id: 'madeUpId' },
    ],
  };

  it('reads the current profile, or the one named', async () => {
    await here.write('.aliyun/config.json', config);
    expect(await read(await open('aliyun-cli'))).toEqual([
      'i1',
      's1',
      null,
      '~/.aliyun/config.json [one]',
    ]);
    expect(await read(await open('aliyun-cli', { sourceProfile: 'two' }))).toEqual([
      'i2',
      's2',
      't2',
      '~/.aliyun/config.json [two]',
    ]);
    const env = { ALIBABA_CLOUD_PROFILE: 'two' };
    expect((await read(await open('aliyun-cli', {}, { env })))[0]).toBe('i2');
  });

  it.each([
    ['role', 'names no role'],
    ['half', 'access_key_secret is not set'],
    ['none', 'no profile none'],
  ])('explains why %s does not do', async (sourceProfile, text) => {
    await here.write('.aliyun/config.json', config);
    expect(await refused(await open('aliyun-cli', { sourceProfile }))).toContain(text);
  });

  it('reads a file with a byte order mark, and never prints one that is broken', async () => {
    await here.write('.aliyun/config.json', `\uFEFF${JSON.stringify(config)}`);
    expect((await read(await open('aliyun-cli')))[0]).toBe('i1');
    await here.write('.aliyun/config.json', '{"profiles":[{"access_key_secret":"madeUpSecret",,');
    expect(await refused(await open('aliyun-cli'))).toContain(
      'is not valid JSON: line 1, column 50',
    );
  });

  it('says when there is no file', async () => {
    expect(await refused(await open('aliyun-cli'))).toContain('There is no ~/.aliyun/config.json');
  });
});

describe('ini', () => {
  const text =
    '# mine\n[default]\ntype = access_key\naccess_key_id=i\naccess_key_secret = s==#1 ; x\n[role]\ntype=ram_role_arn\n';

  it('reads a section, values with = and # whole', async () => {
    await here.write('.alibabacloud/credentials', text);
    expect(await read(await open('ini'))).toEqual([
      'i',
      's==#1 ; x',
      null,
      '~/.alibabacloud/credentials [default]',
    ]);
  });

  it.each([
    ['role', 'access_key_id and access_key_secret are not set'],
    ['none', 'no section [none]'],
  ])('explains why %s does not do', async (sourceProfile, part) => {
    await here.write('.alibabacloud/credentials', text);
    expect(await refused(await open('ini', { sourceProfile }))).toContain(part);
  });
});

describe('command', () => {
  const program = (script: string): Settings => ({
    command: JSON.stringify([process.execPath, '-e', script]),
  });

  it.each([
    ['{AccessKeyId:"i",AccessKeySecret:"s",SecurityToken:"t"}'],
    ['{access_key_id:"i",access_key_secret:"s",sts_token:"t"}'],
    ['{secretId:"i",secretKey:"s",token:"t"}'],
  ])('reads %s', async (printed) => {
    const connection = await open('command', program(`console.log(JSON.stringify(${printed}))`));
    expect((await read(connection)).slice(0, 3)).toEqual(['i', 's', 't']);
  });

  it.each([
    ['process.exit(3)', 'failed (3)'],
    ['console.log("madeUpSecret")', 'no JSON object'],
    ['console.error("madeUpSecret"); process.exit(1)', 'failed (1)'],
    ['console.log("{\\"AccessKeyId\\":\\"madeUpId\\"}")', 'AccessKeySecret is not set'],
  ])('explains %s', async (script, text) => {
    expect(await refused(await open('command', program(script)))).toContain(text);
  });

  it('knows no shell', async () => {
    const connection = await open('command', { command: `${process.execPath} --version; echo {}` });
    expect(await refused(connection)).toContain('failed');
    expect(await refused(await open('command', {}))).toContain('has no credential command');
  });

  it('is kept with an absolute path: another folder does not bring another program', async () => {
    await here.write('bin/keys', '#!/bin/sh\necho \'{"AccessKeyId":"i","AccessKeySecret":"s"}\'\n');
    await chmod(join(here.home, 'bin/keys'), 0o755);
    const added = {
      ...stored,
      source: 'command',
      settings: { command: './bin/keys x' },
      keys: null,
    };
    const { settings } = await here.profiles().add(added, false);
    expect(settings['command']).toBe(JSON.stringify([join(here.home, 'bin/keys'), 'x']));
    const elsewhere = await here.profiles({ cwd: tmpdir() }).connect('work');
    expect((await read(elsewhere)).slice(0, 2)).toEqual(['i', 's']);
  });

  it('is refused with a relative path, and not looked for in the current folder', async () => {
    await here.write('keys', '#!/bin/sh\necho \'{"AccessKeyId":"i","AccessKeySecret":"s"}\'\n');
    await chmod(join(here.home, 'keys'), 0o755);
    const work = { provider: 'ims', source: 'command', settings: { command: './keys' } };
    await here.write('config/config.json', { profiles: { work } });
    const relative = await here.profiles().connect('work');
    expect(await refused(relative)).toContain('by a relative path: ./keys');
    const env = { PATH: `.::${here.home}/../${basename(here.home)}/none` };
    const bare = await open('command', { command: 'keys' }, { env });
    expect(await refused(bare)).toContain('keys failed (ENOENT)');
  });

  it('is run once however often it is asked', async () => {
    const connection = await open(
      'command',
      program('console.log(JSON.stringify({AccessKeyId:String(process.pid),AccessKeySecret:"s"}))'),
    );
    const [a, b] = await Promise.all([read(connection), read(connection)]);
    expect(a).toEqual(b);
  });
});

describe("Tencent's tools", () => {
  it.each([
    [
      {
        TENCENTCLOUD_SECRET_ID: 'i',
        TENCENTCLOUD_SECRET_KEY: 's',
        TENCENTCLOUD_SESSION_TOKEN: 't',
      },
      't',
    ],
    [{ COS_SECRET_ID: 'i', COS_SECRET_KEY: 's' }, null],
    [{ COS_SECRETID: 'i', COS_SECRETKEY: 's' }, null],
  ])('reads the environment %j', async (env, token) => {
    expect(await read(await open('tencent-env', {}, { env }))).toEqual([
      'i',
      's',
      token,
      'the environment',
    ]);
  });

  it('reads coscmd, old names too', async () => {
    await here.write('.cos.conf', '[common]\naccess_id = i\nsecret_key = s\nbucket = b-1\n');
    expect(await read(await open('coscmd'))).toEqual(['i', 's', null, '~/.cos.conf']);
  });

  it('reads tccli, and no file outside its folder', async () => {
    await here.write('.tccli/dev.credential', { secretId: 'i', secretKey: 's' });
    expect((await read(await open('tccli', { sourceProfile: 'dev' })))[0]).toBe('i');
    expect(await refused(await open('tccli', { sourceProfile: '../dev' }))).toContain('no keys');
  });

  it('reads coscli, obfuscated or plain', async () => {
    // base64(AES-128-ECB(zero padded text)) under coscli's constant, made with openssl.
    const hidden = { secretid: '/Qmnj2F1Qj3JHFtCQtZeZw==', secretkey: '3kNZR4wfjUgOqbHffiQSMw==' };
    await here.write(
      '.cos.yaml',
      `cos:\n  base:\n    secretid: ${hidden.secretid}\n    secretkey: plain-key\n    sessiontoken: ${hidden.secretkey}\n`,
    );
    expect(await read(await open('coscli'))).toEqual([
      'AKIDmadeup',
      'plain-key',
      null,
      '~/.cos.yaml',
    ]);
    await here.write(
      '.cos.yaml',
      'cos:\n  base:\n    secretid: i\n    secretkey: s\n    disableencryption: "true"\n',
    );
    expect((await read(await open('coscli')))[1]).toBe('s');
  });

  it.each(['cos: [madeUpSecret', 'a: 1', 'cos:\n  buckets: []\n'])('explains %j', async (text) => {
    await here.write('.cos.yaml', text);
    expect(await refused(await open('coscli'))).toContain('~/.cos.yaml');
  });
});

describe('local', () => {
  const info: LocalServiceInfo = {
    endpoint: 'http://127.0.0.1:4000',
    fields: {
      accessKeyId: 'i',
      accessKeySecret: 's',
      secretId: 'ti',
      secretKey: 'tk',
      bucket: 'box-1',
      region: 'ap-x',
    },
  };
  /** The local service as main would hand it over; asked for nothing else, it runs and is the one. */
  const withService = (over: Partial<LocalService> = {}): Partial<ProfilesWorld> => ({
    localService: async () => ({
      saved: () => info,
      running: async () => info,
      proves: async () => true,
      admit: async () => {},
      progress: async () => new Map(),
      ...over,
    }),
  });

  it('uses the service that runs, with the keys of either provider', async () => {
    const profiles = here.profiles(withService());
    const ims = await profiles.connect('local');
    expect([ims.endpoint, ims.region]).toEqual([info.endpoint, 'local']);
    expect(await read(ims)).toEqual(['i', 's', null, 'the local service']);
    const ci = await profiles.connect('local-ci');
    expect([ci.region, ci.settings]).toEqual(['ap-x', { bucket: 'box-1' }]);
    expect((await read(ci)).slice(0, 2)).toEqual(['ti', 'tk']);
  });

  it('starts it when credentials are requested, and then knows its address', async () => {
    const started = { ...info, endpoint: 'http://127.0.0.1:4001' };
    let starts = 0;
    const running = async (): Promise<LocalServiceInfo> => {
      starts += 1;
      return started;
    };
    const connection = await here.profiles(withService({ running })).connect('local');
    expect([connection.endpoint, starts]).toEqual([info.endpoint, 0]);
    await connection.credentials();
    await connection.credentials();
    expect([connection.endpoint, starts]).toEqual([started.endpoint, 1]);
  });

  const cannotStart = new CliError(8, 'Port 8080 is taken', { hint: 'Choose another.' });

  it('reports why it could not be started', async () => {
    const running = () => Promise.reject(cannotStart);
    const connection = await here.profiles(withService({ running })).connect('local');
    const { message, hint, code } = cannotStart;
    // Nothing was sent, and a pause does not help.
    const expected = { exitCode: 8, message, hint, code, retryAfterMs: Infinity };
    await expect(connection.credentials()).rejects.toMatchObject(expected);
  });

  it('reports once to a waiting command why it cannot be started again', async () => {
    const running = () => Promise.reject(cannotStart);
    const { restart } = await here.profiles(withService({ running })).connect('local');
    await expect(restart?.()).rejects.toMatchObject({ exitCode: 8 });
    await expect(restart?.()).rejects.toMatchObject({ exitCode: 8 });
    expect(here.notices).toEqual(['Port 8080 is taken. Choose another.']);
  });

  const environment = (endpoint: string, id = 'i') => ({
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: id,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's',
      ALIBABA_CLOUD_ENDPOINT: endpoint,
    },
  });

  it('gives its keys in the environment only to a program that proves to be it', async () => {
    const ports: number[] = [];
    const proves = async (port: number): Promise<boolean> => {
      ports.push(port);
      return port === 4000;
    };
    const connect = (endpoint: string, id?: string) =>
      here.profiles({ ...withService({ proves }), ...environment(endpoint, id) }).connect('env');
    expect((await read(await connect('127.0.0.1:4000')))[0]).toBe('i');
    const stranger = await connect('127.0.0.1:4001');
    await expect(stranger.credentials()).rejects.toMatchObject({
      exitCode: 8,
      message: 'The local service does not answer on port 4001, and the profile uses its keys',
    });
    // Other keys on this machine are another service's.
    expect((await read(await connect('127.0.0.1:4001', 'other')))[0]).toBe('other');
    expect(ports).toEqual([4000, 4001]);
  });

  it('gives its keys to no other port that --endpoint names', async () => {
    const proves = async (port: number): Promise<boolean> => port === 4000;
    const flags = { profile: null, region: null, endpoint: 'http://127.0.0.1:4001' };
    const profiles = here.profiles({ ...withService({ proves }), flags });
    const connection = await profiles.connect('local');
    await expect(connection.credentials()).rejects.toMatchObject({ exitCode: 8 });
  });
});
