import { expect, test } from 'vitest';
import type { Connection } from '../../src/api/provider.js';
import { CliError, Exit } from '../../src/errors.js';
import type { Profiles } from '../../src/profiles/profiles.js';
import { asrctl } from '../support/run.js';
import { pageOf, scriptedProvider } from '../support/scripted-provider.js';

const connection: Connection = {
  provider: 'ims',
  profile: 'work',
  region: 'cn-shanghai',
  endpoint: null,
  settings: {},
  local: false,
  credentials: async () => ({
    accessKeyId: 'LTAImadeUpId00000001',
    accessKeySecret: { reveal: () => 'madeUpSecret0000000001' },
    securityToken: null,
    origin: 'config.json',
  }),
};

const unused = async (): Promise<never> => {
  throw new Error('doctor does not ask this');
};

const profilesOf = (found: Connection): Profiles => ({
  list: unused,
  show: unused,
  add: unused,
  set: unused,
  use: unused,
  remove: unused,
  requireFree: unused,
  exposedFiles: () => [],
  project: unused,
  explain: async () => [
    { name: 'profile', value: 'work', origin: 'ASRCTL_PROFILE' },
    { name: 'endpoint', value: null, origin: 'not set' },
  ],
  connect: async () => found,
});

const reachable = (skewMs: number | null) =>
  scriptedProvider({
    probe: async () => ({ host: 'ice.cn-shanghai.aliyuncs.com', skewMs }),
    list: async () => pageOf([]),
  });

const run = (provider: ReturnType<typeof reachable>, found = connection, ...argv: string[]) =>
  asrctl(['doctor', ...argv], { provider, profiles: profilesOf(found) });

test('all is well, a line each', async () => {
  expect(await run(reachable(300))).toMatchObject({
    code: Exit.ok,
    stderr: '',
    stdout: `ok       configuration: profile work, ims, cn-shanghai (chosen by: ASRCTL_PROFILE)
ok       credentials: found in config.json
ok       endpoint: ice.cn-shanghai.aliyuncs.com answers
ok       clock: agrees with the service
ok       permissions: jobs can be listed
`,
  });
});

test('--explain adds where each setting comes from', async () => {
  const { stdout } = await run(reachable(null), connection, '--explain');
  expect(stdout).toContain('ok       setting profile: work (ASRCTL_PROFILE)\n');
  expect(stdout).toContain('ok       setting endpoint: not set (not set)\n');
  expect(stdout).toContain('clock: the service sent no date to compare with');
});

test('a clock that is off is warned of, one that is refused fails', async () => {
  const warned = await run(reachable(-180_000));
  expect(warned.code).toBe(Exit.ok);
  expect(warned.stdout).toContain('warning  clock: 3m ahead of the service. Fix: Set the clock');
  const failed = await run(reachable(3_600_000));
  expect(failed.code).toBe(Exit.auth);
  expect(failed.stdout).toContain(
    'failed   clock: the clock of this machine is 1h behind the service',
  );
});

test('what fails says how to mend it, and what depends on it is skipped', async () => {
  const without: Connection = {
    ...connection,
    credentials: async () => {
      throw new CliError(Exit.auth, 'No keys.', { hint: 'Give some.', code: 'no_credentials' });
    },
  };
  const unreachable = scriptedProvider({
    probe: async () => {
      throw new CliError(Exit.unavailable, 'Cannot reach it.', { hint: 'Check the network.' });
    },
  });
  const result = await run(unreachable, without, '--json');
  expect(result.code).toBe(Exit.auth);
  expect(JSON.parse(result.stdout)).toEqual({
    schemaVersion: 1,
    checks: [
      expect.objectContaining({ name: 'configuration', status: 'ok', fix: null }),
      { name: 'credentials', status: 'failed', message: 'No keys', fix: 'Give some.' },
      {
        name: 'endpoint',
        status: 'failed',
        message: 'Cannot reach it',
        fix: 'Check the network.',
      },
      { name: 'clock', status: 'skipped', message: 'needs an answer', fix: null },
      {
        name: 'permissions',
        status: 'skipped',
        message: 'needs credentials and an answer',
        fix: null,
      },
    ],
  });
  expect(JSON.parse(result.stderr).error).toMatchObject({
    code: 'no_credentials',
    message: '2 checks failed',
  });
});

test('the local service is asked for its engine', async () => {
  const result = await run(reachable(0), { ...connection, local: true });
  expect(result.stdout).toContain(
    'failed   engine: no speech engine is installed. Fix: Run: asrctl',
  );
  expect(result.code).toBe(Exit.error);
});
