// The command line on every supported Node, as users run it: no output on stderr but the program's own.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasSqlite } from '../../src/database/sqlite.js';
import { lowestNode, nodeOf, npmMs } from '../support/npm.js';
import { temporaryFolder } from '../support/run.js';
import { ensureBuilt, launcher, projectRoot, runProgram, type Ended } from '../support/spawn.js';

/** The lowest supported version, and the newest of each supported line. */
const versions = [await lowestNode(), '22.23.3', '24.21.0', '26.10.0'];

const config = '.config/vitest.ts';

beforeAll(ensureBuilt);

describe.each(versions)('Node %s', (version) => {
  let node: string | null = null;
  let home = '';
  const asrctl = (...argv: string[]): Promise<Ended> =>
    runProgram(node ?? '', [launcher, ...argv], { env: { ASRCTL_HOME: home } });
  /** Its stdout; exit 0 and exactly this on stderr. */
  const said = async (argv: readonly string[], stderr = ''): Promise<string> => {
    const ended = await asrctl(...argv);
    expect(ended).toEqual({ code: 0, stdout: ended.stdout, stderr });
    return ended.stdout;
  };

  beforeAll(async () => {
    node = await nodeOf(version);
    home = await temporaryFolder();
  }, npmMs);
  afterAll(async () => {
    if (node !== null) await asrctl('local', 'stop', '--all');
    await rm(home, { recursive: true, force: true });
  });

  test('is that version', async (context) => {
    context.skip(node === null, 'npm has no such Node for this platform');
    expect(await runProgram(node ?? '', ['--version'])).toMatchObject({ stdout: `v${version}\n` });
  });

  test('version, help and completions', async (context) => {
    context.skip(node === null, 'npm has no such Node for this platform');
    const read = (name: string): Promise<string> => readFile(join(projectRoot, name), 'utf8');
    const manifest = JSON.parse(await read('package.json')) as { version: string };
    expect(await said(['--version'])).toBe(`${manifest.version}\n`);
    expect(await said(['--help'])).toBe(await read('dist/help.txt'));
    expect(await said(['list', '--help'])).toMatch(/^Usage:\n +asrctl list /m);
    expect(await said(['completion', 'bash'])).toBe(await read('completions/asrctl.bash'));
  });

  test('profiles are stored and listed', async (context) => {
    context.skip(node === null, 'npm has no such Node for this platform');
    const add = ['profile', 'add', 'mine', '--region', 'cn-shanghai', '--stdin'];
    const options = { env: { ASRCTL_HOME: home }, input: 'made-up-id\nmade-up-secret\n' };
    const added = await runProgram(node ?? '', [launcher, ...add], options);
    expect(added).toEqual({ code: 0, stdout: '', stderr: expect.stringContaining('mine') });
    expect(await said(['profile', 'list'])).toMatch(
      /^mine \(default\) +ims +cn-shanghai +stored /m,
    );
  });

  test('jobs of both services, with the local service', async (context) => {
    context.skip(node === null, 'npm has no such Node for this platform');
    expect(await said(['local', 'start', '--engine', 'fake'])).toMatch(/^http:/);
    for (const profile of ['local', 'local-ci']) {
      const as = ['--profile', profile];
      const id = (await said(['submit', 'examples/recording.wav', ...as])).trim();
      const ended = await said(['wait', id, ...as, '--interval', '100ms', '--quiet']);
      expect(ended).toBe(`${id} succeeded\n`);
      expect(await said(['get', id, ...as])).toMatch(/^Job: /);
      expect(await said(['list', ...as])).toMatch(/^ID /);
      expect(await said(['export', id, ...as])).toMatch(/^1\n00:00:\d\d,\d{3} --> /);
      expect(await said(['doctor', ...as])).toMatch(/^ok {7}configuration: /);
    }
  });

  test('recordings are transcribed, and the journal is kept', async (context) => {
    context.skip(node === null, 'npm has no such Node for this platform');
    for (const profile of ['local', 'local-ci']) {
      const to = ['--profile', profile, '--output-dir', join(home, profile), '--quiet'];
      const transcribe = ['transcribe', 'examples/recording.wav', ...to, '--upload', '--json'];
      for (const counts of [
        { new: 1, reused: 0 },
        { new: 0, reused: 1 },
      ]) {
        const report = JSON.parse(await said(transcribe)) as object;
        expect(report).toMatchObject({
          items: [{ input: expect.stringMatching(/^(?:oss|cos):/) }],
          counts: { ...counts, succeeded: 1 },
        });
      }
    }
    expect(await said(['journal', 'prune', '--older-than', '90d'])).toBe('0 entries removed\n');
    expect(await said(['local', 'stop'])).toBe('stopped\n');
  });
});

test(
  'the tests of the journal and of the job store pass with the other SQLite, too',
  async (context) => {
    const ours = hasSqlite(process.versions.node);
    const node = await nodeOf(ours ? '22.23.3' : '26.10.0');
    context.skip(node === null, 'npm has no such Node for this platform');
    const vitest = join(projectRoot, 'node_modules', 'vitest', 'vitest.mjs');
    const rooms = ['test/database', 'test/journal', 'test/local/jobs'];
    const ended = await runProgram(node ?? '', [vitest, 'run', '--config', config, ...rooms]);
    expect(ended.stdout).toMatch(/\n\d{2,} passed, 0 failed\n$/);
    expect(ended.code).toBe(0);
  },
  npmMs,
);

test('a warning of Node is a notice, also for scripts; NODE_NO_WARNINGS=1 hides it', async () => {
  const folder = await temporaryFolder();
  const warn = join(folder, 'warn.cjs');
  await writeFile(warn, "process.emitWarning('the clock is slow', 'OddWarning');");
  const run = async (env: Readonly<Record<string, string>> = {}) => {
    const argv = ['--require', warn, launcher, 'paths', '--json'];
    const options = { env: { ASRCTL_HOME: folder, ...env } };
    return (await runProgram(process.execPath, argv, options)).stderr;
  };
  expect(await run()).toBe('{"notice":"OddWarning: the clock is slow"}\n');
  expect(await run({ NODE_NO_WARNINGS: '1' })).toBe('');
  await rm(folder, { recursive: true, force: true });
});
