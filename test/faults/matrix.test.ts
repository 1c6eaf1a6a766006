// The fault matrix: every fault, befalling one call or all, x submit, get, list, wait, upload, on both
// clouds' protocols, through the real adapters: one job per submit, none lost, the documented exit code.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../src/errors.js';
import { faultNames, isOfJobs, type FaultName } from '../../src/local/faults/injected-fault.js';
import { faultWorld, type Cloud, type FaultWorld } from './world.js';

const clouds: readonly Cloud[] = ['ims', 'ci'];
const ofCalls = faultNames.filter((name) => !isOfJobs(name));

type Exits = Record<Exclude<FaultName, `job-${string}`>, number>;

/** What befalls one call is mended by asking again, all but a wrong clock. */
const once: Exits = {
  'answer-lost': 0,
  reset: 0,
  'http-503': 0,
  throttling: 0,
  slow: 0,
  cut: 0,
  html: 0,
  'skewed-clock': 4,
};
/** What befalls every read. */
const reads: Exits = {
  ...once,
  'answer-lost': 8,
  reset: 8,
  'http-503': 8,
  throttling: 8,
  cut: 8,
  html: 8,
};
/** What befalls every submit: a lost or unreadable answer is made up for by the list. */
const submits: Exits = { ...reads, 'answer-lost': 0, cut: 0 };
/** An object whose answer was lost is looked for; the answer to an upload has no body that could be cut. */
const uploads: Exits = { ...reads, 'answer-lost': 0, cut: 0 };

const always = ['--count', '1000'];

const exitOf = (exits: Exits, fault: FaultName): number | undefined =>
  (exits as Partial<Record<FaultName, number>>)[fault];

describe.each(clouds)('over the protocol of %s', (cloud) => {
  let world: FaultWorld;
  beforeEach(async () => {
    world = await faultWorld(cloud);
  });
  afterEach(() => world.end());

  const submitted = async (...media: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await world.run('submit', ...media);
    expect([code, stderr.replaceAll(/.*nothing was sent.*\n/g, '')]).toEqual([0, '']);
    return stdout.trim().split('\n');
  };

  /** A job that was submitted while a fault was in force is the only one, and the next run finds it. */
  const oneJob = async (path: string, printed: string): Promise<void> => {
    const before = world.jobs();
    await world.faults('clear');
    const [id = ''] = await submitted(path);
    expect(printed.trim()).toBe(printed === '' ? '' : id);
    expect([before <= 1, world.jobs()]).toEqual([true, 1]);
    expect((await world.run('get', id)).code).toBe(0);
  };

  it.each(ofCalls)('submit: %s, once', async (fault) => {
    const path = await world.medium();
    await world.faults('set', fault, '--operation', 'submit');
    const { code, stdout } = await world.run('submit', path);
    expect(code).toBe(exitOf(once, fault));
    await oneJob(path, stdout);
  });

  it.each(ofCalls)('submit: %s, always', async (fault) => {
    const path = await world.medium();
    await world.faults('set', fault, '--operation', 'submit', ...always);
    const { code, stdout } = await world.run('submit', path);
    expect(code).toBe(exitOf(submits, fault));
    await oneJob(path, stdout);
  });

  it.each(ofCalls)('submit: %s, on every call of any kind', async (fault) => {
    const path = await world.medium();
    await world.faults('set', fault, ...always);
    const { code, stdout } = await world.run('submit', path);
    expect(code).toBe(exitOf(reads, fault));
    await oneJob(path, stdout);
  });

  const asks = ['get', 'list', 'wait'] as const;
  const operations = { get: 'get', list: 'list', wait: 'get' } as const;
  const cases = asks.flatMap((verb) => ofCalls.map((fault) => [verb, fault] as const));

  it.each(cases)('%s: %s, once and always', async (verb, fault) => {
    const [id = ''] = await submitted(await world.medium());
    const argv = verb === 'list' ? ['list', '--format', 'id'] : [verb, id, '--format', 'id'];
    for (const [count, exits] of [
      [[], once],
      [always, reads],
    ] as const) {
      await world.faults('set', fault, '--operation', operations[verb], ...count);
      const { code, stdout, stderr } = await world.run(...argv);
      expect([code, stdout]).toEqual([exitOf(exits, fault), code === 0 ? `${id}\n` : '']);
      expect(code === 0 || stderr.split('\n').length === 3).toBe(true);
      await world.faults('clear');
    }
    expect((await world.run(...argv)).stdout).toBe(`${id}\n`);
    expect(world.jobs()).toBe(1);
  });

  it.each(ofCalls)('wait for several: %s, befalling a look at the list', async (fault) => {
    const media = await Promise.all(['a', 'b', 'c'].map((name) => world.medium(name)));
    const ids = await submitted(...media);
    await world.faults('set', fault, '--operation', 'list', '--count', '2');
    const { code, stdout } = await world.run('wait', ...ids, '--format', 'id');
    const isAsked = cloud === 'ims';
    expect(code).toBe(isAsked ? exitOf(once, fault) : 0);
    expect(stdout.split('\n').toSorted()).toEqual(code === 0 ? ['', ...ids.toSorted()] : ['']);
    expect(world.jobs()).toBe(3);
  });

  it.each([
    ['job-fails', 5, 'FaultOnDemand'],
    ['job-fails-silently', 5, 'failed'],
    ['job-stuck', 0, 'is running'],
  ] as const)('wait: %s', async (fault, exit, words) => {
    const path = await world.medium();
    await world.faults('set', fault);
    const [id = ''] = await submitted(path);
    const { code, stderr } = await world.run('wait', id);
    expect([code, world.jobs()]).toEqual([exit, 1]);
    expect(stderr).toContain(words);
    expect((await world.run('get', id)).code).toBe(0);
    expect((await world.run('list', '--format', 'id')).stdout).toBe(`${id}\n`);
    // One that failed is of no use: the same submit is a new job.
    const [next = ''] = await submitted(path);
    expect(next === id).toBe(exit === 0);
  });

  it('wait: a job that is stuck for longer than one waits, exit 7; it is done later', async () => {
    await world.faults('set', 'job-stuck', '--delay', '5m');
    const [id = ''] = await submitted(await world.medium());
    expect((await world.run('wait', id, '--timeout', '1m')).code).toBe(7);
    expect((await world.run('wait', id)).code).toBe(0);
  });

  const upload = async (path: string, key: string): Promise<number> => {
    try {
      await world.upload(path, key);
      return 0;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      return error.exitCode;
    }
  };

  it.each(ofCalls)('upload: %s, once and always', async (fault) => {
    const path = await world.medium();
    for (const [key, count, exits] of [
      ['once', [], once],
      ['always', always, uploads],
    ] as const) {
      await world.faults('set', fault, '--operation', 'upload', ...count);
      expect(await upload(path, key)).toBe(exitOf(exits, fault));
      await world.faults('clear');
      expect(await upload(path, key)).toBe(0);
      expect(await world.stored(key)).toEqual(await readFile(path));
    }
  });

  it('upload: with a clock that is off, the clock is named, not a permission', async () => {
    await world.faults('set', 'skewed-clock', '--operation', 'upload');
    const hint = expect.stringContaining('Set the clock of this machine');
    await expect(world.upload(await world.medium(), 'key')).rejects.toMatchObject({ hint });
  });

  it.each([
    ['1h', '60 min behind the service'],
    ['-40m', '40 min ahead of the service'],
  ])('a clock that is off (%s) is named with its size and its remedy', async (delay, words) => {
    const path = await world.medium();
    await world.faults('set', 'skewed-clock', `--delay=${delay}`, ...always);
    for (const argv of [['submit', path], ['list']]) {
      const { code, stderr } = await world.run(...argv);
      expect([code, stderr]).toEqual([4, expect.stringContaining(words)]);
      expect(stderr).toContain('Set the clock of this machine');
    }
    expect(world.jobs()).toBe(0);
  });

  it('a throttled submit waits as long as it is told, and no longer than a minute in all', async () => {
    const path = await world.medium();
    await world.faults('set', 'throttling', '--operation', 'submit', '--count', '3', '--delay=7s');
    const { code, stderr } = await world.run('submit', path, '--verbose');
    expect(code).toBe(0);
    const waits = [...stderr.matchAll(/submitting again in (\d+) ms/g)].map(([, ms]) => Number(ms));
    expect(waits.map((ms) => ms >= 7_000 && ms < 17_000)).toEqual([true, true, true]);
    expect(stderr).not.toContain('outcome');
    await world.faults('set', 'throttling', '--operation', 'submit', '--count', '3', '--delay=2m');
    const other = await world.run('submit', await world.medium('other'));
    expect([other.code, other.stderr.includes('may')]).toEqual([8, false]);
    expect(world.jobs()).toBe(1);
  });
});
