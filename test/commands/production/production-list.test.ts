// `production list`: the journal has the ids, the service the states.
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ProductionApi } from '../../../src/api/provider.js';
import { emptyProduction, type ProductionJob } from '../../../src/jobs/production.js';
import { asrctl, jumpingClock, temporaryFolder } from '../../support/run.js';
import { productionProvider } from './fixture.js';

let home: string;
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const idOf = (n: number): string => String(n).padStart(32, 'b');

const run = (argv: readonly string[], methods: Partial<ProductionApi>) =>
  asrctl(['production', ...argv], {
    home,
    clock: jumpingClock(),
    provider: productionProvider(methods),
  });

const submitAll = async (count: number): Promise<void> => {
  for (let n = 1; n <= count; n += 1) {
    const input = `oss://b/${n}.mp4`;
    const argv = ['submit', '--function', 'Cover', '--input', input, '--output', 'oss://b/o.jpg'];
    const done = await run(argv, {
      prepare: async (request) => ({
        media: request.input,
        input: request.input,
        operation: 'SubmitIProductionJob',
        parameters: {},
      }),
      submit: async () => ({ input, id: idOf(n), state: 'queued' }),
    });
    expect(done).toMatchObject({ code: 0, stdout: `${idOf(n)}\n` });
  }
};

const job = (id: string): ProductionJob => ({
  ...emptyProduction(id, 'ims'),
  function: 'Cover',
  state: 'running',
});

it('jobs that were submitted here, newest first, a call for each', async () => {
  await submitAll(3);
  const asked: string[] = [];
  const get = async (id: string) => {
    asked.push(id);
    return job(id);
  };
  const listed = await run(['list', '--limit', '2', '--columns', 'id,state'], { get });
  expect(listed).toMatchObject({ code: 0, stderr: '' });
  expect(listed.stdout).toBe(
    `ID                                STATE  \n${idOf(3)}  running\n${idOf(2)}  running\n`.replace(
      'STATE  ',
      'STATE',
    ),
  );
  expect(asked).toEqual([idOf(3), idOf(2)]);
});

it('a job that the service has forgotten is listed as the journal knows it', async () => {
  await submitAll(1);
  const { stdout } = await run(['list', '--json'], { get: async () => null });
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 2,
    jobs: [
      {
        id: idOf(1),
        state: 'unknown',
        function: 'Cover',
        input: { media: 'oss://b/1.mp4' },
        createdAt: '2026-01-31T12:00:00Z',
      },
    ],
  });
});

it('@last and the beginning of an id name a production job', async () => {
  await submitAll(2);
  const get = async (id: string) => job(id);
  for (const name of ['@last', 'bbbb'])
    await run(['get', name, '--format', 'id'], { get }).then(({ code, stdout }) =>
      expect([code, stdout]).toEqual(name === '@last' ? [0, `${idOf(2)}\n`] : [2, '']),
    );
});

it('nothing was submitted; a wrong limit', async () => {
  expect(await run(['list'], {})).toMatchObject({
    code: 0,
    stderr: 'No production jobs were submitted from this machine.\n',
  });
  expect(await run(['list', '--limit', 'x'], {})).toMatchObject({ code: 2 });
});
