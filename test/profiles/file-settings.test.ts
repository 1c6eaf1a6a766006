// Region and bucket that come along with the keys of other tools, and the aliases of buckets.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { asrctl } from '../support/run.js';
import { place, stored, type Place } from './world.js';

let here: Place;
beforeEach(async () => {
  here = await place();
});
afterEach(() => here.remove());

const connect = async (
  source: string,
  settings: Readonly<Record<string, string>> = {},
  region: string | null = null,
) => {
  const provider = source === 'aliyun-cli' ? 'ims' : 'ci';
  const profiles = here.profiles();
  await profiles.add({ ...stored, provider, region, source, settings, keys: null }, true);
  const { region: found, settings: rest } = await profiles.connect('work');
  return { region: found, bucket: rest['bucket'] ?? null, alias: rest['bucketAlias'] ?? null };
};

const bucket = (name: string, alias: string, region: string, endpoint: string) =>
  `  - name: ${name}\n    alias: ${alias}\n    region: ${region}\n    endpoint: ${endpoint}\n    ofs: false\n`;
const yaml = (...buckets: string[]) =>
  `cos:\n  base:\n    secretid: i\n    secretkey: s\n    disableencryption: "true"\n  buckets:\n${buckets.join('')}`;
const talks = bucket('talks-1250000000', 'talks', 'ap-guangzhou', '""');
const other = bucket('other-1250000000', 'other', '""', 'cos.ap-shanghai.myqcloud.com');

describe('the file of a tool', () => {
  test('gives the region of an aliyun profile', async () => {
    const one = { name: 'one', mode: 'AK', region_id: 'cn-beijing' };
    const two = { name: 'two', mode: 'AK', region_id: 'cn-shenzhen' };
    await here.write('.aliyun/config.json', { current: 'one', profiles: [one, two] });
    expect((await connect('aliyun-cli')).region).toBe('cn-beijing');
    expect((await connect('aliyun-cli', { sourceProfile: 'two' })).region).toBe('cn-shenzhen');
  });

  test('gives the region of a tccli profile', async () => {
    await here.write('.tccli/dev.configure', {
      _sys_param: { region: 'ap-beijing', output: 'json' },
    });
    expect((await connect('tccli', { sourceProfile: 'dev' })).region).toBe('ap-beijing');
  });

  test.each([
    ['bucket = talks-1250000000\nregion = ap-guangzhou', 'talks-1250000000', 'ap-guangzhou'],
    ['bucket = talks\nappid = 1250000000\nregion = gz', 'talks-1250000000', 'ap-guangzhou'],
    ['bucket = t-1250000000\nregion = cos.ap-tokyo', 't-1250000000', 'ap-tokyo'],
    ['bucket = t-1250000000\nendpoint = cos.na-toronto.myqcloud.com', 't-1250000000', 'na-toronto'],
    ['bucket = t-1250000000\nregion = ../x', 't-1250000000', null],
  ])('of coscmd gives both: %j', async (lines, name, region) => {
    await here.write('.cos.conf', `[common]\nsecret_id = i\nsecret_key = s\n${lines}\n`);
    expect(await connect('coscmd')).toEqual({ region, bucket: name, alias: null });
  });

  test('of coscli gives its only bucket, or the one that the profile names by name or alias', async () => {
    await here.write('.cos.yaml', yaml(talks));
    const found = { region: 'ap-guangzhou', bucket: 'talks-1250000000', alias: 'talks' };
    expect(await connect('coscli')).toEqual(found);
    await here.write('.cos.yaml', yaml(talks, other));
    expect(await connect('coscli')).toEqual({ region: null, bucket: null, alias: null });
    expect(await connect('coscli', { bucket: 'talks' })).toEqual(found);
    expect(await connect('coscli', { bucket: 'other-1250000000' })).toEqual({
      region: 'ap-shanghai',
      bucket: 'other-1250000000',
      alias: 'other',
    });
  });

  test('is below the profile: a region of its own stays, and a bucket that the file does not know', async () => {
    await here.write('.cos.yaml', yaml(talks));
    expect((await connect('coscli', {}, 'ap-tokyo')).region).toBe('ap-tokyo');
    expect(await connect('coscli', { bucket: 'x-1250000000' })).toMatchObject({
      bucket: 'x-1250000000',
      alias: null,
    });
  });

  test('says where a setting comes from', async () => {
    await here.write('.cos.yaml', yaml(talks));
    await connect('coscli');
    expect(await here.profiles().explain('work')).toContainEqual({
      name: 'bucket',
      value: 'talks-1250000000',
      origin: '~/.cos.yaml',
    });
  });

  test('that is malformed is reported by its keys, not by its settings', async () => {
    await here.write('.cos.yaml', 'cos: [');
    expect(await connect('coscli')).toEqual({ region: null, bucket: null, alias: null });
  });
});

test('an alias works as cos://alias/key, in the media and for the result', async () => {
  await here.write('.cos.yaml', yaml(talks));
  const run = (argv: readonly string[]) => asrctl(argv, { home: here.home });
  expect((await run(['profile', 'add', 'tx', '--provider', 'ci', '--source', 'coscli'])).code).toBe(
    0,
  );
  const argv = ['submit', '--dry-run', 'cos://talks/a/b.mp3', '--profile', 'tx', '--json'];
  const { code, stdout } = await run(argv);
  expect(code).toBe(0);
  expect(stdout).toContain('"Object": "a/b.mp3"');
  expect(stdout).toContain('talks-1250000000');
  const { stderr, code: refused } = await run([
    ...argv.slice(0, 2),
    'cos://other/a.mp3',
    '--profile',
    'tx',
  ]);
  expect(refused).toBe(2);
  expect(stderr).toContain('cos://other/a.mp3');
});
