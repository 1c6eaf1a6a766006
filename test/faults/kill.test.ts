// Clients that die, and clients that race: whatever happens to them, one job for each recording.
import { existsSync } from 'node:fs';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { medium, runService, until, type TestService } from '../local/support.js';
import { bundleProgram, type Bundled } from '../support/program.js';
import { runProgram, type Ended } from '../support/spawn.js';

const items = 30;
/** For each cloud: twenty in all. A kill between journal and answer costs the next run seconds of asking for the job. */
const kills = 10;

let program: Bundled;
beforeAll(async () => {
  program = await bundleProgram('kill');
});
afterAll(() => program.remove());

describe.each(['ims', 'ci'] as const)('submitting %s jobs', (cloud) => {
  let service: TestService;
  let argv: readonly string[];
  beforeEach(async () => {
    service = await runService();
    const names = Array.from({ length: items }, (_, i) => `${i}.wav`);
    const media = await Promise.all(names.map((name) => medium(service.dir, name)));
    const profile = cloud === 'ims' ? 'local' : 'local-ci';
    const files = media.map((address) => address.replace('file://', ''));
    argv = [program.launcher, 'submit', ...files, '--profile', profile, '--format', 'id'];
  });
  afterEach(() => service.end());

  const environment = () => ({ ASRCTL_HOME: service.dir, ASRCTL_PROFILE: 'local' });
  const whole = (): Promise<Ended> =>
    runProgram(process.execPath, argv, { cwd: service.dir, env: environment() });
  const jobs = (): number => service.running.queue.jobs.count(cloud, {});

  /** How many submits the journal knows; it is written by the client that is about to die. */
  const journalled = (): number => {
    const file = join(service.dir, 'state', 'journal.db');
    if (!existsSync(file)) return 0;
    const db = new Database(file, { readonly: true });
    try {
      return (db.prepare('SELECT count(*) AS n FROM submits').get() as { n: number }).n;
    } catch {
      // Its tables are being made.
      return 0;
    } finally {
      db.close();
    }
  };

  const dieAfter = async (count: number): Promise<void> => {
    const env = { PATH: process.env['PATH'] ?? '', ...environment() };
    const child: ChildProcess = spawn(process.execPath, argv, { env, stdio: 'ignore' });
    const gone = once(child, 'exit');
    await until(
      () => child.exitCode !== null || journalled() >= count,
      (isTime) => isTime,
    );
    child.kill('SIGKILL');
    await gone;
  };

  const idsOf = ({ code, stdout, stderr }: Ended): string[] => {
    expect([code, code === 0 ? '' : stderr]).toEqual([0, '']);
    return stdout.trim().split('\n');
  };

  it(`${kills} kills at random steps, then once to the end: one job each`, async () => {
    const steps = Array.from({ length: items }, (_, i) => ({ step: i + 1, at: Math.random() }))
      .toSorted((a, b) => a.at - b.at)
      .slice(0, kills)
      .map(({ step }) => step)
      .toSorted((a, b) => a - b);
    for (const step of steps) await dieAfter(step);
    const ids = idsOf(await whole());
    expect([new Set(ids).size, jobs()]).toEqual([items, items]);
    expect(idsOf(await whole())).toEqual(ids);
    expect(jobs()).toBe(items);
  });

  it('two clients with the same list at once: the same jobs, none twice', async () => {
    const [one = [], other] = (await Promise.all([whole(), whole()])).map(idsOf);
    expect(one).toEqual(other);
    expect([new Set(one).size, jobs()]).toEqual([items, items]);
  });
});
