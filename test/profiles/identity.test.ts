// Whose keys a profile uses: `profile show` for both clouds, with a cloud that answers and with one that does not.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asrctl, jumpingClock, temporaryFolder } from '../support/run.js';
import { clouds, type Clouds } from './clouds.js';

let home: string;
let cloud: Clouds;
beforeEach(async () => {
  [home, cloud] = await Promise.all([temporaryFolder(), clouds(jumpingClock())]);
});
afterEach(async () => {
  await Promise.all([rm(home, { recursive: true, force: true }), cloud.close()]);
});

const run = (line: string, stdin = '') =>
  asrctl(['profile', ...line.split(' ')], { home, stdin, ...cloud.world });
const shown = async (name: string) => {
  const { code, stdout, stderr } = await run(`show ${name} --json`);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).not.toContain('madeUpSecret');
  return (JSON.parse(stdout) as { identity: object | null }).identity;
};
const keys = 'LTAImadeUpId00000001\nmadeUpSecret0001\n';
const known = { secret: 'madeUpSecret0001', token: null };

test('stored keys of IMS: the account by a signed call', async () => {
  cloud.keys.set('LTAImadeUpId00000001', known);
  await run('add work --region cn-shanghai --stdin', keys);
  expect(await shown('work')).toEqual({
    accessKeyId: 'LTAI****0001',
    origin: join(home, 'config.json'),
    expiresAt: null,
    account: '1234567890123456',
    arn: 'acs:ram::1:user/u',
    problem: null,
  });
  expect(cloud.calls).toEqual(['sts.aliyuncs.com GetCallerIdentity']);
  const { stdout } = await run('show work');
  expect(stdout).toMatch(/Account: +1234567890123456/);
});

test('a login of tccli: the account, and when the keys expire', async () => {
  cloud.keys.set('AKIDmadeUpId00000001', { ...known, token: 'madeUpToken' });
  await mkdir(join(home, '.tccli'));
  const login = {
    type: 'oauth',
    secretId: 'AKIDmadeUpId00000001',
    secretKey: 'madeUpSecret0001',
    token: 'madeUpToken',
    expiresAt: Date.UTC(2026, 0, 31, 13) / 1000,
  };
  await writeFile(join(home, '.tccli', 'default.credential'), JSON.stringify(login));
  await run('add tx --provider ci --region ap-guangzhou --source tccli');
  expect(await shown('tx')).toMatchObject({
    accessKeyId: 'AKID****0001',
    origin: '~/.tccli/default.credential',
    expiresAt: '2026-01-31T13:00:00Z',
    account: '100000000001',
  });
});

test('keys that the cloud refuses: the profile is shown, and why the account is not known', async () => {
  await run('add work --region cn-shanghai --stdin', keys);
  expect(await shown('work')).toMatchObject({
    accessKeyId: 'LTAI****0001',
    account: null,
    problem: 'GetCallerIdentity at sts.aliyuncs.com failed: SignatureDoesNotMatch',
  });
});

test('no keys and no network are reasons, not errors', async () => {
  await run('add work --region cn-shanghai --source aliyun-cli');
  expect(await shown('work')).toMatchObject({
    accessKeyId: null,
    origin: null,
    problem: 'There is no ~/.aliyun/config.json',
  });
  await run('add other --region cn-shanghai --stdin', keys);
  const { stdout } = await asrctl(['profile', 'show', 'other'], { home });
  expect(stdout).toMatch(
    /Not known: +No answer from GetCallerIdentity at sts.aliyuncs.com: no network/,
  );
});

test('doctor names the account, and until when temporary keys are valid', async () => {
  cloud.keys.set('AKIDmadeUpId00000001', { ...known, token: 'madeUpToken' });
  await mkdir(join(home, '.tccli'));
  const login = {
    type: 'sso',
    secretId: 'AKIDmadeUpId00000001',
    secretKey: 'madeUpSecret0001',
    token: 'madeUpToken',
    expiresAt: Date.UTC(2026, 0, 31, 13) / 1000,
  };
  await writeFile(join(home, '.tccli', 'default.credential'), JSON.stringify(login), {
    mode: 0o600,
  });
  const add = 'add tx --provider ci --region ap-guangzhou --bucket talks-1250000000 --source tccli';
  await run(add);
  const argv = ['doctor', '--profile', 'tx', '--endpoint', 'https://ci.invalid', '--utc', '--json'];
  const { stdout } = await asrctl(argv, { home, ...cloud.world });
  const { checks } = JSON.parse(stdout) as { checks: { name: string; message: string }[] };
  expect(checks.find(({ name }) => name === 'credentials')?.message).toBe(
    'found in ~/.tccli/default.credential, temporary until 2026-01-31 13:00:00 UTC, account 100000000001',
  );
});

test('for the local service, and for a server on this machine, no cloud is asked', async () => {
  expect(await shown('local')).toBeNull();
  await run('add near --region cn-shanghai --endpoint http://127.0.0.1:9 --stdin', keys);
  expect(await shown('near')).toMatchObject({ accessKeyId: 'LTAI****0001', account: null });
  expect(cloud.calls).toEqual([]);
});
