import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asrctl } from '../../support/run.js';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.js';

const secret = 'madeUpSecret0000000001';
const keys = `LTAImadeUpId00000001\n${secret}\n`;

let home: string;
let server: ScriptedServer;
beforeAll(async () => {
  server = await scriptedServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'asrctl-profile-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const run = async (line: string, stdin?: string) => {
  const result = await asrctl(['profile', ...line.split(' ')], {
    home,
    ...(stdin === undefined ? {} : { stdin }),
  });
  expect(result.stdout + result.stderr).not.toContain(secret);
  return result;
};
const addWork = () => run('add work --region cn-shanghai --stdin', keys);

describe('profile add', () => {
  it('reads keys from stdin, and says what is next', async () => {
    expect(await addWork()).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Added profile work, the default. Try it: asrctl profile test work\n',
    });
  });

  it('asks on a terminal', async () => {
    const result = await asrctl(['profile', 'add', 'work', '--region', 'cn-shanghai'], {
      home,
      tty: true,
      answers: ['LTAImadeUpId00000001', secret, ''],
    });
    expect(result.code).toBe(0);
    expect(result.questions).toHaveLength(3);
    expect((await run('show work --format json')).stdout).toContain('LTAI****0001');
  });

  it.each([
    ['add work', undefined, 2, '--stdin'],
    ['add work --stdin', 'only-one\n', 2, 'two or three'],
    ['add work --stdin', 'a\nb\nc\nd\n', 2, 'two or three'],
    ['add work --stdin --source env', keys, 2, '--stdin and --source cannot be combined'],
    ['add work --source nowhere', undefined, 2, 'aliyun-cli'],
    ['add work --source env --jobs-api jobs', undefined, 2, '--jobs-api'],
    ['add local --source env', undefined, 2, 'built in'],
  ])('%s (stdin %j) ends in exit %i', async (line, stdin, code, text) => {
    const result = await run(line, stdin);
    expect(result.code).toBe(code);
    expect(result.stdout).toBe('');
    expect(result.stderr).toContain(text);
  });

  it('never overwrites without --force, and does not ask for keys in vain', async () => {
    await addWork();
    const again = await asrctl(['profile', 'add', 'work'], { home, tty: true });
    expect(again).toMatchObject({ code: 9, questions: [] });
    expect((await run('add work --stdin --force', keys)).code).toBe(0);
  });

  it('keeps the stored keys with --force, on a terminal after asking', async () => {
    await addWork();
    expect((await run('add work --region cn-beijing --force')).code).toBe(0);
    const shown = (await run('show work --json')).stdout;
    expect(JSON.parse(shown)).toMatchObject({ region: 'cn-beijing', accessKeyId: 'LTAI****0001' });
    const asked = await asrctl(['profile', 'add', 'work', '--force'], {
      home,
      tty: true,
      answers: [''],
    });
    expect(asked).toMatchObject({
      code: 0,
      questions: ['Access key id (empty: keep LTAI****0001): '],
    });
    expect((await run('show work --json')).stdout).toContain('LTAI****0001');
  });

  it('keeps no keys of another service', async () => {
    await addWork();
    const other = await run('add work --provider ci --force');
    expect(other).toMatchObject({ code: 2 });
    expect(other.stderr).toContain('No keys were given');
  });

  it('takes a source with its settings', async () => {
    await run(
      'add tx --provider ci --region ap-guangzhou --bucket talks-1250000000 --source tencent-env',
    );
    const shown = JSON.parse((await run('show tx --json')).stdout) as unknown;
    expect(shown).toMatchObject({
      provider: 'ci',
      source: 'tencent-env',
      settings: { bucket: 'talks-1250000000' },
      accessKeyId: null,
    });
  });
});

describe('profile set', () => {
  const shown = async () =>
    JSON.parse((await run('show work --json')).stdout) as {
      region: string;
      endpoint: string | null;
      settings: Readonly<Record<string, string>>;
      accessKeyId: string | null;
    };

  it('changes what it names and nothing else', async () => {
    await addWork();
    const changed = await run(
      'set work region=cn-beijing bucket=talks request-timeout=2m endpoint=https://ice.example.com',
    );
    expect(changed).toMatchObject({
      code: 0,
      stdout: '',
      stderr: 'Changed profile work. Try it: asrctl profile test work\n',
    });
    expect(await shown()).toMatchObject({
      region: 'cn-beijing',
      endpoint: 'https://ice.example.com',
      settings: { bucket: 'talks', requestTimeout: '2m' },
      accessKeyId: 'LTAI****0001',
    });
    await run('set work bucket= endpoint=');
    expect(await shown()).toMatchObject({ endpoint: null, settings: { requestTimeout: '2m' } });
    await run('set work source=aliyun-cli source-profile=dev');
    expect(await shown()).toMatchObject({
      settings: { sourceProfile: 'dev' },
      accessKeyId: null,
    });
  });

  it.each([
    ['set work region', 2, 'An argument after the name has no "="'],
    [`set work ${secret}`, 2, 'An argument after the name has no "="'],
    ['set work secret=madeUp', 2, 'A profile of ims has: region, endpoint, source, bucket, vpc'],
    ['set work jobs-api=jobs', 2, 'Unknown key: "jobs-api"'],
    ['set work region=cn_1', 2, 'Invalid region'],
    ['set work vpc=yes', 2, 'Invalid value for vpc: "yes"'],
    ['set work source=nowhere', 2, 'Unknown credential source for ims: nowhere'],
    ['set local region=cn-beijing', 2, 'The profile local is built in'],
    ['set nobody region=cn-beijing', 3, 'No profile named nobody'],
  ])('%s ends in exit %i and changes nothing', async (line, code, text) => {
    await addWork();
    const before = await shown();
    const result = await run(line);
    expect(result.code).toBe(code);
    expect(result.stderr).toContain(text);
    expect(await shown()).toEqual(before);
  });
});

describe('profile list, use, remove', () => {
  it('lists the built-in ones too', async () => {
    await addWork();
    const { profiles } = JSON.parse((await run('list --json')).stdout) as {
      profiles: { name: string; isDefault: boolean }[];
    };
    expect(profiles.map((p) => [p.name, p.isDefault])).toEqual([
      ['work', true],
      ['local', false],
      ['local-ci', false],
    ]);
    const table = (await run('list')).stdout;
    expect(table).toContain('work (default)');
    expect(table).toContain('LTAI****0001');
  });

  it('chooses and forgets', async () => {
    await addWork();
    expect(await run('use local')).toMatchObject({
      code: 0,
      stderr: 'The default profile is now local.\n',
    });
    expect((await run('use nobody')).code).toBe(3);
    expect(await run('remove work')).toMatchObject({ code: 0, stderr: 'Removed profile work.\n' });
    expect((await run('remove work')).code).toBe(3);
    expect((await run('show work')).code).toBe(3);
  });

  it('shows what is in force and why', async () => {
    await addWork();
    const { stdout } = await run('show');
    expect(stdout).toContain('work (default)');
    expect(stdout).toMatch(/region\s+cn-shanghai\s+profile work/);
  });
});

describe('profile test', () => {
  it('makes one cheap call', async () => {
    await addWork();
    server.answer({ body: { RequestId: 'R', SmartJobList: [] } });
    const result = await run(`test work --endpoint ${server.endpoint}`);
    expect(result.code).toBe(0);
    expect(result.stdout).toContain('Profile work works: ims, cn-shanghai');
    expect(server.asked.map((a) => a.headers['x-acs-action'])).toEqual(['ListSmartJobs']);
    expect(server.asked[0]?.url).toContain('MaxResults=1');
  });

  it('says what is wrong', async () => {
    await addWork();
    server.answer({ status: 403, body: { Code: 'NoPermission', Message: 'no', RequestId: 'R-9' } });
    const result = await run(`test work --json --endpoint ${server.endpoint}`);
    expect(result.code).toBe(4);
    expect(JSON.parse(result.stderr)).toMatchObject({
      error: { code: 'NoPermission', requestId: 'R-9', exitCode: 4 },
    });
  });
});
