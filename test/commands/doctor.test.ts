import { expect, test } from 'vitest';
import type { Connection } from '../../src/api/provider.js';
import { engineOf } from '../../src/commands/doctor/checks.js';
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
  identity: async () => null,
  found: unused,
  use: unused,
  remove: unused,
  requireFree: unused,
  exposedFiles: () => [],
  project: async () => null,
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
      {
        name: 'clock',
        status: 'skipped',
        message: 'because the endpoint does not answer',
        fix: null,
      },
      {
        name: 'permissions',
        status: 'skipped',
        message: 'because there are no credentials and the endpoint does not answer',
        fix: null,
      },
    ],
  });
  expect(JSON.parse(result.stderr).error).toMatchObject({
    code: 'no_credentials',
    message: '2 checks failed',
  });
});

test('a local service that does not start is one failure; the rest is skipped with the reason', async () => {
  const notStarted: Connection = {
    ...connection,
    local: true,
    credentials: async () => {
      throw new CliError(Exit.unavailable, 'The local service did not start: port 80 is taken', {
        hint: 'Choose another --port.',
      });
    },
  };
  const { code, stdout, stderr } = await run(reachable(0), notStarted);
  expect(code).toBe(Exit.unavailable);
  expect(stdout)
    .toBe(`ok       configuration: profile work, ims, cn-shanghai (chosen by: ASRCTL_PROFILE)
failed   local service: The local service did not start: port 80 is taken. Fix: Choose another --port.
skipped  credentials: because the local service does not run
skipped  endpoint: because the local service does not run
skipped  clock: because the local service does not run
skipped  permissions: because the local service does not run
skipped  engine: because the local service does not run
`);
  expect(stderr).toBe('asrctl: One check failed\nChoose another --port.\n');
});

test('only a service that runs can say that it has no engine', () => {
  expect(engineOf({ engine: 'whisper.cpp' })).toEqual({ message: 'whisper.cpp', value: true });
  expect(() => engineOf({ engine: null })).toThrow('no speech engine is installed');
});

test('a configuration that cannot be used skips the rest', async () => {
  const broken: Profiles = {
    ...profilesOf(connection),
    connect: async () => {
      throw new CliError(Exit.notFound, 'There is no profile "work"');
    },
  };
  const { code, stdout } = await asrctl(['doctor'], { profiles: broken });
  expect(code).toBe(Exit.notFound);
  expect(stdout.split('\n')).toEqual([
    'failed   configuration: There is no profile "work"',
    'skipped  credentials: because the configuration cannot be used',
    'skipped  endpoint: because the configuration cannot be used',
    'skipped  clock: because the configuration cannot be used',
    'skipped  permissions: because the configuration cannot be used',
    '',
  ]);
});

const warnings = async (
  found: Connection,
  more: Partial<Profiles> = {},
  env: Record<string, string> = {},
) => {
  const profiles = { ...profilesOf(found), ...more };
  const { code, stdout } = await asrctl(['doctor'], { provider: reachable(0), profiles, env });
  expect(code).toBe(Exit.ok);
  return stdout.split('\n').filter((line) => line.startsWith('warning'));
};

test('certificates that are not verified are flagged', async () => {
  expect(await warnings(connection, {}, { NODE_TLS_REJECT_UNAUTHORIZED: '0' })).toEqual([
    'warning  certificates: are not verified: NODE_TLS_REJECT_UNAUTHORIZED is 0. Fix: unset NODE_TLS_REJECT_UNAUTHORIZED',
  ]);
  expect(await warnings(connection, {}, { NODE_TLS_REJECT_UNAUTHORIZED: '1' })).toEqual([]);
});

test.each([
  ['profile work', 'asrctl profile set work endpoint=https://proxy.example:8080'],
  ['ASRCTL_ENDPOINT', 'unset ASRCTL_ENDPOINT'],
  ['--endpoint', 'Leave out --endpoint.'],
])('an endpoint without encryption from %s is flagged', async (origin, fix) => {
  const endpoint = 'http://proxy.example:8080';
  const explain = async () => [{ name: 'endpoint', value: endpoint, origin }];
  expect(await warnings({ ...connection, endpoint }, { explain })).toEqual([
    `warning  encryption: calls to ${endpoint} are not encrypted. Fix: ${fix}`,
  ]);
});

test('an endpoint that is refused is one failure, and no warning', async () => {
  const refused: Connection = {
    ...connection,
    endpoint: 'http://proxy.example:8080',
    credentials: async () => {
      throw new CliError(Exit.usage, 'Refused to send signed requests unencrypted');
    },
  };
  const { stdout } = await run(reachable(0), refused);
  expect(stdout).not.toContain('warning');
  expect(stdout).toContain('failed   credentials: Refused');
});

test.each(['http://127.0.0.1:8080', 'http://localhost', 'https://proxy.example'])(
  'the endpoint %s is not flagged',
  async (endpoint) => {
    expect(await warnings({ ...connection, endpoint })).toEqual([]);
  },
);

test('a project file that sets something is named', async () => {
  const settings = { profile: 'work', region: null, language: 'zh', style: null, format: null };
  const project = async () => ({
    ...settings,
    output: null,
    dictionary: null,
    file: '/a b/.asrctl.json',
  });
  expect(await warnings(connection, { project })).toEqual([
    "warning  project file: /a b/.asrctl.json sets profile, language. Fix: cat '/a b/.asrctl.json'",
  ]);
});

test('keys that others can read are flagged with the command that closes them', async () => {
  const exposedFiles = () => ['/home/mia/my keys.json'];
  expect(await warnings(connection, { exposedFiles })).toEqual([
    "warning  credentials: found in config.json; other users can read the keys. Fix: chmod 600 '/home/mia/my keys.json'",
  ]);
});
