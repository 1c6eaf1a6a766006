import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../src/errors.js';
import { secretOf } from '../../src/profiles/secret.js';
import { place, stored, type Place } from './world.js';

let here: Place;
beforeEach(async () => {
  here = await place();
});
afterEach(() => here.remove());

const mode = async (path: string): Promise<number> =>
  (await stat(join(here.home, path))).mode & 0o777;
const noFlags = { profile: null, region: null, endpoint: null };

describe('secrets', () => {
  it('print as ***, wherever they end up', () => {
    const secret = secretOf('madeUpSecret');
    const anything: unknown = secret;
    const shown = [
      String(anything),
      JSON.stringify({ secret }),
      inspect({ secret }, { depth: 9, showHidden: true }),
    ];
    expect(shown).toEqual(['***', '{"secret":"***"}', '{ secret: *** }']);
    expect(secret.reveal()).toBe('madeUpSecret');
  });
});

describe('the store', () => {
  it('keeps a profile in a file that only its owner reads, and never shows its secret', async () => {
    const profiles = here.profiles();
    const summary = await profiles.add(stored, false);
    expect(summary).toEqual({
      name: 'work',
      provider: 'ims',
      region: 'cn-shanghai',
      endpoint: null,
      settings: {},
      source: 'stored',
      accessKeyId: 'LTAI****0001',
      builtIn: false,
      isDefault: true,
    });
    expect([await mode('config'), await mode('config/config.json')]).toEqual([0o700, 0o600]);
    const connection = await profiles.connect();
    const credentials = await connection.credentials();
    expect(credentials.accessKeySecret.reveal()).toBe('madeUpSecret0000000001');
    expect(inspect([credentials, await profiles.list()], { depth: 9 })).not.toContain(
      'madeUpSecret',
    );
  });

  it('says when others can read the keys', async () => {
    const profiles = here.profiles();
    await profiles.add(stored, false);
    await (await profiles.connect()).credentials();
    expect(here.notices).toEqual([]);
    await chmod(join(here.home, 'config/config.json'), 0o644);
    await (await profiles.connect()).credentials();
    expect(here.notices).toHaveLength(1);
    expect(here.notices[0]).toContain('chmod 600');
  });

  it('leaves the mode of a folder that it did not make', async () => {
    await mkdir(join(here.home, 'config'), { mode: 0o755 });
    await here.profiles().add(stored, false);
    expect([await mode('config'), await mode('config/config.json')]).toEqual([0o755, 0o600]);
  });

  it('replaces with force only', async () => {
    const profiles = here.profiles();
    await profiles.add(stored, false);
    await expect(profiles.add(stored, false)).rejects.toMatchObject({ exitCode: 9 });
    const other = await profiles.add({ ...stored, region: 'cn-beijing' }, true);
    expect(other.region).toBe('cn-beijing');
  });

  it('forgets a removed profile, its keys and its being the default', async () => {
    const profiles = here.profiles();
    await profiles.add(stored, false);
    await profiles.add({ ...stored, name: 'other' }, false);
    await profiles.remove('work');
    expect(await readFile(join(here.home, 'config/config.json'), 'utf8')).not.toContain('"work"');
    await expect(profiles.remove('work')).rejects.toMatchObject({ exitCode: 3 });
    expect((await profiles.list()).filter((p) => p.isDefault)).toEqual([]);
    await profiles.use('other');
    expect((await profiles.connect()).profile).toBe('other');
  });

  it.each([
    [{ name: 'local' }, 2],
    [{ name: 'env' }, 2],
    [{ name: 'a b' }, 2],
    [{ name: '__proto__' }, 2],
    [{ source: 'nowhere' }, 2],
    [{ source: 'tencent-env' }, 2],
    [{ keys: null }, 2],
    [{ keys: { id: 'a', secret: 'b c', token: null } }, 2],
    [{ region: 'a/b' }, 2],
    [{ endpoint: 'https://host/path' }, 2],
    [{ endpoint: 'ftp://host' }, 2],
    [{ endpoint: 'https://user:pass@host' }, 2],
  ])('refuses %j', async (over, exitCode) => {
    await expect(here.profiles().add({ ...stored, ...over }, false)).rejects.toMatchObject({
      exitCode,
    });
  });

  it.each([
    '{"profiles": {"a": {"secret": "madeUpSecret"',
    '[]',
    'null',
    '{"profiles":{"a":{"provider":"x"}}}',
  ])('names a broken file and never quotes it: %s', async (text) => {
    await here.write('config/config.json', text);
    const error: unknown = await here
      .profiles()
      .list()
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(CliError);
    expect(inspect(error)).toContain('config.json');
    expect(inspect(error)).not.toContain('madeUpSecret');
  });
});

describe('which profile is in force', () => {
  const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIid', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };

  it.each([
    [
      '--profile',
      { flags: { ...noFlags, profile: 'work' }, env: { ASRCTL_PROFILE: 'two' } },
      'work',
    ],
    ['ASRCTL_PROFILE', { env: { ASRCTL_PROFILE: 'two', ...keys } }, 'two'],
    ['the configured default', { env: keys }, 'work'],
  ])('%s', async (_name, over, expected) => {
    const profiles = here.profiles(over);
    await profiles.add(stored, false);
    await profiles.add({ ...stored, name: 'two' }, false);
    expect((await profiles.connect()).profile).toBe(expected);
    expect(here.notices).toEqual([]);
  });

  it('failing these, credentials in the environment', async () => {
    const env = {
      ...keys,
      ALIBABA_CLOUD_REGION_ID: 'cn-beijing',
      ALIBABA_CLOUD_ENDPOINT: '127.0.0.1:4000',
      COS_SECRET_ID: 'x',
    };
    const connection = await here.profiles({ env }).connect();
    expect(connection).toMatchObject({
      profile: 'env',
      provider: 'ims',
      region: 'cn-beijing',
      endpoint: 'http://127.0.0.1:4000',
    });
  });

  it("Tencent's too", async () => {
    const env = {
      COS_SECRET_ID: 'i',
      COS_SECRET_KEY: 'k',
      COS_BUCKET: 'b-125',
      COS_REGION: 'ap-x',
    };
    const connection = await here.profiles({ env }).connect();
    expect(connection).toMatchObject({
      profile: 'env',
      provider: 'ci',
      region: 'ap-x',
      settings: { bucket: 'b-125' },
    });
    expect((await connection.credentials()).accessKeyId).toBe('i');
  });

  it('failing that, the local service, with a notice', async () => {
    const connection = await here.profiles().connect();
    expect(connection).toMatchObject({
      profile: 'local',
      provider: 'ims',
      local: true,
      region: 'local',
    });
    expect(here.notices).toHaveLength(1);
    expect((await here.profiles().connect('local-ci')).settings).toEqual({
      bucket: 'local-1250000000',
    });
  });

  it('says which profile there is not', async () => {
    const error = here.profiles().connect('nobody');
    await expect(error).rejects.toMatchObject({ exitCode: 3, message: 'No profile named nobody' });
    await expect(here.profiles().show('constructor')).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe('which setting is in force', () => {
  const flags = { ...noFlags, region: 'r-flag', endpoint: 'https://flag.example' };
  const env = {
    ASRCTL_REGION: 'r-env',
    ASRCTL_ENDPOINT: 'env.example:8443',
    ASRCTL_JOBS_API: 'j-env',
  };
  const project = { region: 'r-project' };
  const own = {
    ...stored,
    provider: 'ci' as const,
    region: 'r-own',
    endpoint: 'https://own.example',
    settings: { jobsApi: 'j-own', bucket: 'b-own' },
  };

  it.each([
    ['flag', { flags, env }, true, ['r-flag', 'https://flag.example', 'j-env', 'b-own']],
    ['environment', { env }, true, ['r-env', 'https://env.example:8443', 'j-env', 'b-own']],
    ['project file', {}, true, ['r-project', 'https://own.example', 'j-own', 'b-own']],
    ['profile', {}, false, ['r-own', 'https://own.example', 'j-own', 'b-own']],
  ])('%s', async (_name, over, withProject, expected) => {
    const below = join(here.home, 'a/b');
    await mkdir(below, { recursive: true });
    if (withProject) await here.write('.asrctl.json', project);
    const profiles = here.profiles({ cwd: below, ...over });
    await profiles.add(own, false);
    const { region, endpoint, settings } = await profiles.connect();
    expect([region, endpoint, settings['jobsApi'], settings['bucket']]).toEqual(expected);
  });

  it('is explained with where it came from', async () => {
    await here.write('.asrctl.json', { region: 'cn-beijing' });
    const profiles = here.profiles({ env: { ASRCTL_VPC: 'true' } });
    await profiles.add(stored, false);
    expect(await profiles.explain()).toEqual([
      { name: 'profile', value: 'work', origin: 'configured default' },
      { name: 'provider', value: 'ims', origin: 'profile work' },
      { name: 'region', value: 'cn-beijing', origin: join(here.home, '.asrctl.json') },
      { name: 'endpoint', value: null, origin: 'the service’s own for the region' },
      { name: 'vpc', value: 'true', origin: 'ASRCTL_VPC' },
      { name: 'credentials', value: 'stored', origin: 'profile work' },
    ]);
  });

  it('is not passed on to the local service by a project', async () => {
    await here.write('.asrctl.json', { region: 'cn-beijing' });
    expect((await here.profiles().connect('local')).region).toBe('local');
  });
});
