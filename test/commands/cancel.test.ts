// `cancel`: where the service can; an honest sentence where it cannot.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Provider } from '../../src/api/provider.js';
import type { JobState } from '../../src/jobs/job.js';
import { emptyProduction } from '../../src/jobs/production.js';
import { journalIn } from '../support/journal.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';
import { productionProvider } from './production/fixture.js';

let home: string;
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const id = '88c6ca184c0e47098a5b665e2a126797';
const run = (provider: Provider, ...argv: string[]) => asrctl(argv, { home, provider });

/** A service of that name with one job; `after` is its state after a cancel. */
const withJob = (state: JobState, after: JobState | null, name = 'ci'): Provider => {
  let now = state;
  return {
    ...scriptedProvider({
      get: async (ids) =>
        ids.map((one) => (one === id ? { ...jobWith({ id, state: now }), provider: name } : null)),
      ...(after === null ? {} : { cancel: async () => void (now = after) }),
    }),
    name,
  };
};

it.each(['queued', 'running', 'paused', 'cancelled'] as const)('a %s job', async (state) => {
  expect(await run(withJob(state, 'cancelled'), 'cancel', id)).toMatchObject({
    code: 0,
    stdout: `${id}\n`,
    stderr: '',
  });
});

it.each([
  ['failed', 'cancelled', 'failed', 5],
  ['succeeded', 'cancelled', 'succeeded', 2],
  ['running', 'succeeded', 'succeeded', 2],
] as const)(
  'a %s job that is %s after it: has already %s, exit %d',
  async (state, after, word, code) => {
    expect(await run(withJob(state, after), 'cancel', id)).toMatchObject({
      code,
      stdout: '',
      stderr: `asrctl: Nothing to cancel: job ${id} has already ${word}\nShow the job: asrctl get ${id}\n`,
    });
  },
);

it('a job of IMS continues, and that is said', async () => {
  expect(await run(withJob('running', null, 'ims'), 'cancel', id)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `asrctl: Alibaba Cloud IMS cannot cancel a transcription job: ${id} continues\nWait for it: asrctl wait ${id}\n`,
  });
});

it('a job that is not there', async () => {
  expect(await run(withJob('running', 'cancelled'), 'cancel', id.replace('8', '9'))).toMatchObject({
    code: 3,
  });
});

it('a production job, known to the journal or only to the service', async () => {
  const cancelled: string[] = [];
  const provider = {
    ...productionProvider({
      get: async (one) => ({ ...emptyProduction(one, 'ims'), state: 'running' }),
      cancel: async (one) => cancelled.push(one) > 0,
    }),
    get: async () => [null],
  };
  expect(await run(provider, 'cancel', id)).toMatchObject({ code: 0, stdout: `${id}\n` });
  const journal = await journalIn(join(home, 'state'));
  await journal.jobs.addProduction({
    id,
    scope: 'scripted',
    functionName: 'Cover',
    source: 'a.mp4',
  });
  const asked = { ...provider, get: () => Promise.reject(new Error('one call too many')) };
  expect(await run(asked, 'cancel', '88c6')).toMatchObject({ code: 0, stdout: `${id}\n` });
  expect(cancelled).toEqual([id, id]);
});

it.each([
  ['failed', 5],
  ['succeeded', 2],
] as const)('production cancel of a %s job ends with %d', async (state, code) => {
  const provider = productionProvider({
    get: async (one) => ({ ...emptyProduction(one, 'ims'), state }),
  });
  expect(await run(provider, 'production', 'cancel', id)).toMatchObject({
    code,
    stdout: '',
    stderr: `asrctl: Nothing to cancel: job ${id} has already ${state}\nShow the job: asrctl production get ${id}\n`,
  });
});
