// The promise of transcribe: whenever and however often it is killed, the work is done once.
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { bundleClient, type Program } from './client.js';
import { until } from '../../support/until.js';
import { openDesk, type Desk } from './support.js';

const items = 50;
/** Killed this often, each time a little further on. */
const kills = 24;

// 26 starts of a real process, on whatever machine this is.
let program: Program;
let desk: Desk;
beforeAll(async () => {
  program = await bundleClient();
});
afterAll(() => program.remove());
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.end());

/** How many of its steps the journal has recorded: submits, their acceptance, items, their jobs, files, ends. */
const stepsOf = (home: string): number => {
  const db = new Database(join(home, 'state', 'journal.db'), { readonly: true });
  try {
    const row = db
      .prepare(
        `SELECT (SELECT COUNT(*) FROM submits) + (SELECT COUNT(job_id) FROM submits)
           + (SELECT COUNT(*) FROM items) + (SELECT COUNT(job_id) FROM items)
           + (SELECT COALESCE(SUM(done), 0) FROM items) + (SELECT COUNT(*) FROM outputs) AS steps`,
      )
      .get() as { steps: number };
    return row.steps;
  } catch {
    // Before the first run there is no journal, or no table in it.
    return 0;
  } finally {
    db.close();
  }
};

/** A sequence of numbers in [0, 1) that is the same every time (Park and Miller's generator). */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
};

const endsWith = (argv: readonly string[]) => program.start(desk.home, argv).ended;

/** Starts the client and kills it when the journal has come to `step`; how it ended. */
const killAt = async (argv: readonly string[], step: number): Promise<number | string> => {
  const client = program.start(desk.home, argv);
  const arrived = (): boolean => client.child.exitCode !== null || stepsOf(desk.home) >= step;
  await until(arrived, (there) => there, 1);
  client.child.kill('SIGKILL');
  return (await client.ended).end;
};

const uploads = (): number => desk.logged('stored local-1250000000/asrctl/');

it('does each of 50 items once, killed at 24 random steps of the journal', async () => {
  const files = await desk.recordings(items);
  const argv = ['transcribe', ...files, '--upload', '--output-dir', 'subs', '-q'];
  const random = randomFrom(20_260_131);
  const last = items * 6;
  const steps = Array.from({ length: kills }, () => 1 + Math.floor(random() * (last - 2)));
  let killed = 0;
  for (const step of steps.toSorted((a, b) => a - b)) {
    if ((await killAt(argv, step)) === 'SIGKILL') killed += 1;
  }
  expect(killed).toBeGreaterThanOrEqual(20);
  expect(await endsWith(argv)).toEqual({ end: 0, stderr: '' });
  // A process that is killed as it writes leaves a hidden temporary file; its random name is in no record.
  const named = (await desk.files('subs')).filter((name) => !/^\.asrctl-\w+\.part$/.test(name));
  expect(named).toHaveLength(items);
  expect(desk.jobs()).toBe(items);
  expect(uploads()).toBe(items);
  expect(stepsOf(desk.home)).toBe(last);
}, 300_000);

it('does each item once when two clients have the same list at the same time', async () => {
  const files = await desk.recordings(items);
  const argv = ['transcribe', ...files, '--upload', '--output-dir', 'subs', '-q'];
  const both = await Promise.all([endsWith(argv), endsWith(argv)]);
  expect(both).toEqual([
    { end: 0, stderr: '' },
    { end: 0, stderr: '' },
  ]);
  expect(await desk.files('subs')).toHaveLength(items);
  expect(desk.jobs()).toBe(items);
  expect(uploads()).toBe(items);
});
