// Files that other users control, or that are no files, and a project file of a stranger.
import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { place, stored, type Place } from './world.js';

let here: Place;
beforeEach(async () => {
  here = await place();
});
afterEach(() => here.remove());

const isRoot = process.getuid?.() === 0;
const nobody = 65_534;
const at = (path: string): string => join(here.home, path);

const sources = [
  ['aliyun-cli', '.aliyun/config.json', '{"profiles":[]}'],
  ['ini', '.alibabacloud/credentials', '[default]\naccess_key_id = i\n'],
  ['coscmd', '.cos.conf', '[common]\nsecret_id = i\n'],
  ['coscli', '.cos.yaml', 'cos: {base: {secretid: i}}'],
  ['tccli', '.tccli/default.credential', '{"secretId":"i"}'],
] as const;

const useSource = async (source: string): Promise<unknown> => {
  const provider = source === 'aliyun-cli' || source === 'ini' ? 'ims' : 'ci';
  const profiles = here.profiles();
  await profiles.add({ ...stored, provider, source, keys: null }, true);
  return (await profiles.connect('work')).credentials();
};

type Case = readonly [file: string, text: string, use: () => Promise<unknown>];

const cases: readonly Case[] = [
  ['config/config.json', '{"profiles":{}}', async () => here.profiles().list()],
  ...sources.map(([source, file, text]): Case => [file, text, () => useSource(source)]),
];

describe.each(cases)('%s', (file, text, use) => {
  const outcome = async (): Promise<unknown> => use().catch((error: unknown) => error);

  it.runIf(isRoot)('is refused if another user owns it', async () => {
    await here.write(file, text);
    await chown(at(file), nobody, nobody);
    expect(await outcome()).toMatchObject({
      exitCode: 4,
      code: 'untrusted_file',
      message: `${at(file)} belongs to another user`,
    });
  });

  it.each([0o666, 0o622, 0o602])('is refused with mode %o', async (mode) => {
    await here.write(file, text);
    await chmod(at(file), mode);
    expect(await outcome()).toMatchObject({
      exitCode: 4,
      code: 'untrusted_file',
      message: `Other users can change ${at(file)}`,
    });
  });

  it('is an error at once if it is a FIFO or a folder', async () => {
    await mkdir(dirname(at(file)), { recursive: true });
    execFileSync('mkfifo', [at(file)]);
    const message = `Cannot read ${at(file)}: it is not a regular file`;
    expect(await outcome()).toMatchObject({ exitCode: 2, message });
    await rename(at(file), at('moved'));
    await mkdir(at(file));
    expect(await outcome()).toMatchObject({ exitCode: 2, message });
  });
});

it('doctor hears of keys that other users can read', async () => {
  await here.write('.cos.conf', '[common]\nsecret_id = i\nsecret_key = s\n');
  const profiles = here.profiles();
  await profiles.add({ ...stored, provider: 'ci', source: 'coscmd', keys: null }, false);
  await (await profiles.connect('work')).credentials();
  expect(profiles.exposedFiles()).toEqual([at('.cos.conf')]);
  await chmod(at('.cos.conf'), 0o600);
  const again = here.profiles();
  await (await again.connect('work')).credentials();
  expect(again.exposedFiles()).toEqual([]);
});

describe('a project file', () => {
  const regionOf = async (cwd = here.home): Promise<string | null> => {
    const profiles = here.profiles({ cwd });
    await profiles.add(stored, true);
    return (await profiles.connect()).region;
  };

  it.each([
    'endpoint',
    'bucket',
    'source',
    'command',
    'keys',
    'accessKeySecret',
    'journal',
    'vpc',
    'jobsApi',
    'settings',
    'regoin',
    '__proto__',
  ])('may not hold %s', async (key) => {
    await here.write('.asrctl.json', `{"region":"cn-beijing","${key}":"x"}`);
    await expect(regionOf()).rejects.toMatchObject({
      exitCode: 2,
      message: `${at('.asrctl.json')} has an unknown key: "${key}"`,
    });
  });

  it.each([
    [
      '{"language":5}',
      'the value of "language" is not a text',
      /can hold profile, region, language/,
    ],
    ['{"style":""}', 'the value of "style" is not a text', /each with a text as value/],
    ['{"schemaVersion":2}', 'schemaVersion 2; this asrctl reads version 1', /npm install/],
    ['{"schemaVersion":"1"}', '"schemaVersion" is not 1', /Correct it/],
    ['{\n  "region": "x",\n}', 'is not valid JSON: line 3, column 1', /Correct this place/],
    ['["x"]', 'holds a list where an object is needed', /Write \{/],
  ])('%s is exit 2', async (text, message, hint) => {
    await here.write('.asrctl.json', text);
    await expect(regionOf()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('may name the version of its format', async () => {
    await here.write('.asrctl.json', { schemaVersion: 1, region: 'cn-beijing' });
    expect(await regionOf()).toBe('cn-beijing');
  });

  it('config.json of a newer version is refused; what is written names its version', async () => {
    await here.profiles().add(stored, false);
    const file = at('config/config.json');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ schemaVersion: 1 });
    await writeFile(file, '{"schemaVersion":2,"profiles":{}}');
    await expect(here.profiles().list()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('schemaVersion 2; this asrctl reads version 1'),
    });
    await writeFile(file, '{"profiles": {}');
    await expect(here.profiles().list()).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining('config.json is not valid JSON: line 1, column 16'),
    });
  });

  it.each(['output', 'dictionary'])('keeps %s inside its folder', async (key) => {
    for (const path of ['..', '../x', '/etc', 'a/../../x']) {
      await here.write('.asrctl.json', { [key]: path });
      await expect(regionOf()).rejects.toMatchObject({ exitCode: 2 });
    }
    await here.write('.asrctl.json', { [key]: 'subs/..a', region: 'cn-beijing' });
    expect(await regionOf()).toBe('cn-beijing');
  });

  it('can name a profile, which a flag and the environment override', async () => {
    await here.write('.asrctl.json', { profile: 'work' });
    const profiles = here.profiles();
    await profiles.add({ ...stored, name: 'first' }, false);
    await profiles.add(stored, false);
    expect((await profiles.connect()).profile).toBe('work');
    const named = here.profiles({ env: { ASRCTL_PROFILE: 'first' } });
    expect((await named.connect()).profile).toBe('first');
    expect((await profiles.explain())[0]).toEqual({
      name: 'profile',
      value: 'work',
      origin: at('.asrctl.json'),
    });
  });

  it.runIf(isRoot)('is ignored, and said, if another user owns it', async () => {
    await here.write('.asrctl.json', { region: 'cn-beijing' });
    await chown(at('.asrctl.json'), nobody, nobody);
    expect(await regionOf()).toBe('cn-shanghai');
    expect(here.notices).toEqual([`Ignored ${at('.asrctl.json')}: it belongs to another user.`]);
  });

  it.each([
    ['.asrctl.json', 0o666, 'other users can change it'],
    ['.', 0o777, 'other users can change its folder'],
    ['.', 0o1777, 'other users can change its folder'],
  ])('is ignored, and said, if %s has mode %o', async (path, mode, reason) => {
    await mkdir(at('p'));
    await here.write('p/.asrctl.json', { region: 'cn-beijing' });
    await chmod(join(at('p'), path), mode);
    expect(await regionOf(at('p'))).toBe('cn-shanghai');
    expect(here.notices).toEqual([`Ignored ${at('p/.asrctl.json')}: ${reason}.`]);
  });

  it('is looked for up to the root of the repository', async () => {
    await mkdir(at('repo/.git'), { recursive: true });
    await mkdir(at('repo/a/b'), { recursive: true });
    await here.write('.asrctl.json', { region: 'cn-beijing' });
    expect(await regionOf(at('repo/a/b'))).toBe('cn-shanghai');
    await here.write('repo/.asrctl.json', { region: 'cn-hangzhou' });
    expect(await regionOf(at('repo/a/b'))).toBe('cn-hangzhou');
  });

  it('is looked for up to the home folder, and outside of it in the current folder only', async () => {
    await mkdir(at('home/a'), { recursive: true });
    await mkdir(at('out/a'), { recursive: true });
    await here.write('.asrctl.json', { region: 'cn-beijing' });
    await here.write('home/.asrctl.json', { region: 'cn-hangzhou' });
    const from = async (cwd: string): Promise<string | null> => {
      const profiles = here.profiles({ cwd, home: at('home') });
      await profiles.add(stored, true);
      return (await profiles.connect()).region;
    };
    expect(await from(at('home/a'))).toBe('cn-hangzhou');
    expect(await from(at('out/a'))).toBe('cn-shanghai');
    await here.write('out/a/.asrctl.json', { region: 'cn-shenzhen' });
    expect(await from(at('out/a'))).toBe('cn-shenzhen');
  });

  it('that is a link to a FIFO or to nothing stops nobody', async () => {
    await symlink(at('nowhere'), at('.asrctl.json'));
    expect(await regionOf()).toBe('cn-shanghai');
    execFileSync('mkfifo', [at('nowhere')]);
    await expect(regionOf()).rejects.toMatchObject({ exitCode: 2 });
  });
});

describe('without a profile', () => {
  it('a script gets exit 4 and is told both ways on', async () => {
    const profiles = here.profiles({ interactive: false });
    for (const asked of [profiles.connect(), profiles.explain()]) {
      await expect(asked).rejects.toMatchObject({
        exitCode: 4,
        code: 'not_configured',
        message: expect.stringContaining('No profile is configured'),
        hint: expect.stringContaining('--profile local or ASRCTL_PROFILE=local'),
      });
    }
  });

  it('a person gets the local service, and reads so once on a machine, with the way to end it', async () => {
    const profiles = here.profiles();
    expect((await profiles.connect()).profile).toBe('local');
    await profiles.connect();
    await here.profiles().connect();
    expect(here.notices).toHaveLength(1);
    expect(here.notices[0]).toContain('using the local service (stop it: `asrctl local stop`');
    await rm(at('state'), { recursive: true });
    await here.profiles().connect();
    expect(here.notices).toHaveLength(2);
  });

  it('a person who reads no notices gets this one later', async () => {
    const flags = { profile: null, region: null, endpoint: null };
    await here.profiles({ flags: { ...flags, quiet: true } }).connect();
    expect(here.notices).toEqual([]);
    await here.profiles({ flags }).connect();
    expect(here.notices).toHaveLength(1);
  });

  it('a person whose state folder cannot be written reads the notice all the same', async () => {
    await writeFile(at('state'), '');
    await here.profiles().connect();
    await here.profiles().connect();
    expect(here.notices).toHaveLength(2);
  });
});

describe('changes of the configuration', () => {
  it('wait for the lock of a living process, and say who holds it', async () => {
    await mkdir(at('config'), { mode: 0o700 });
    await writeFile(at('config/config.json.lock'), String(process.pid));
    await expect(here.profiles().add(stored, false)).rejects.toMatchObject({
      exitCode: 1,
      message: `The configuration is locked by process ${process.pid}`,
    });
  });

  it('take the lock of a process that died', async () => {
    await mkdir(at('config'), { mode: 0o700 });
    await writeFile(at('config/config.json.lock'), '4194303');
    expect((await here.profiles().add(stored, false)).name).toBe('work');
  });

  it('end when the user interrupts', async () => {
    await mkdir(at('config'), { mode: 0o700 });
    await writeFile(at('config/config.json.lock'), String(process.pid));
    const stop = new AbortController();
    stop.abort(new Error('interrupted'));
    const adding = here.profiles({ signal: stop.signal }).add(stored, false);
    await expect(adding).rejects.toThrow('interrupted');
  });

  it('leave the file as it was when they fail', async () => {
    const profiles = here.profiles();
    await profiles.add(stored, false);
    await expect(profiles.use('nowhere')).rejects.toMatchObject({ exitCode: 3 });
    expect((await profiles.list()).filter((one) => one.isDefault)).toHaveLength(1);
  });
});
