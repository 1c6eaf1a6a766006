// `retry`: a failed job is submitted once more with the parameters that the journal has.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PreparedSubmit } from '../../src/api/provider.js';
import type { JobState } from '../../src/jobs/job.js';
import { journalIn } from '../support/journal.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

let home: string;
beforeEach(async () => {
  home = await temporaryFolder();
});
afterEach(() => rm(home, { recursive: true, force: true }));

const idOf = (n: number): string => String(n).padStart(32, 'a');

/** A service whose jobs have the states that a test sets; it numbers its jobs from 1. */
const service = () => {
  const states = new Map<string, JobState>();
  const sent: PreparedSubmit[] = [];
  const provider = scriptedProvider({
    get: async (ids) =>
      ids.map((id) => {
        const state = states.get(id);
        return state === undefined ? null : jobWith({ id, state });
      }),
    async submit(prepared) {
      sent.push(prepared);
      const id = idOf(sent.length);
      states.set(id, 'queued');
      return { input: prepared.input, id, state: 'queued' };
    },
  });
  const run = (...argv: string[]) => asrctl(argv, { home, provider });
  return { states, sent, run };
};

const media = 'oss://b/talk.wav';

it('sends the parameters of the failed job again, once', async () => {
  const { states, sent, run } = service();
  await run('submit', media, '--title', 'Talk', '--hotwords', 'h1');
  states.set(idOf(1), 'failed');
  expect(await run('retry', '@last')).toMatchObject({
    code: 0,
    stdout: `${idOf(2)}\n`,
    stderr: '',
  });
  expect(sent[1]?.parameters).toEqual(sent[0]?.parameters);
  expect(sent[1]).toMatchObject({ parameters: { title: 'Talk', hotwords: 'h1' } });
  // The new job is the answer of a second retry: nothing is paid for twice.
  expect(await run('retry', idOf(1))).toMatchObject({
    code: 0,
    stdout: `${idOf(2)}\n`,
    stderr: `${media}: job ${idOf(2)} for it is queued; nothing was sent.\n`,
  });
  expect(sent).toHaveLength(2);
  expect((await run('get', '@last', '--format', 'id')).stdout).toBe(`${idOf(2)}\n`);
});

it('is not stopped by the limit of failed jobs', async () => {
  const { states, sent, run } = service();
  await run('submit', media);
  for (let n = 1; n < 5; n += 1) {
    states.set(idOf(n), 'failed');
    expect(await run('retry', idOf(n))).toMatchObject({ code: 0, stdout: `${idOf(n + 1)}\n` });
  }
  expect(sent).toHaveLength(5);
});

it.each([
  ['queued', 7, `is queued: only a failed job is retried\nWait for it: asrctl wait ${idOf(1)}`],
  ['running', 7, `is running: only a failed job is retried\nWait for it: asrctl wait ${idOf(1)}`],
  [
    'succeeded',
    2,
    `has succeeded: only a failed job is retried\nSubmit its media again: asrctl submit --again ${media}`,
  ],
] as const)('a job that is %s is not sent again: exit %d', async (state, code, text) => {
  const { states, sent, run } = service();
  await run('submit', media);
  states.set(idOf(1), state);
  expect(await run('retry', idOf(1))).toMatchObject({
    code,
    stdout: '',
    stderr: `asrctl: Job ${idOf(1)} ${text}\n`,
  });
  expect(sent).toHaveLength(1);
});

it('of several jobs, those that cannot be retried are reported', async () => {
  const { states, run } = service();
  await run('submit', media, 'oss://b/other.wav');
  states.set(idOf(1), 'failed');
  const { code, stdout } = await run('retry', idOf(1), idOf(2));
  expect([code, stdout]).toEqual([6, `${idOf(3)}\n`]);
});

it('a job of another machine has no parameters here', async () => {
  const { states, run } = service();
  states.set(idOf(9), 'failed');
  expect(await run('retry', idOf(9))).toMatchObject({
    code: 3,
    stderr: `asrctl: The parameters of job ${idOf(9)} are not known: it was not submitted from this machine\nShow the job, and submit its media: asrctl get ${idOf(9)}\n`,
  });
});

it('a signed address is not kept, so its job cannot be retried', async () => {
  const { states, sent, run } = service();
  const signed = 'https://b.example/talk.wav?Expires=1&Signature=c2VjcmV0';
  await run('submit', signed);
  states.set(idOf(1), 'failed');
  expect(await run('retry', idOf(1))).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('Submit it again: asrctl submit --again') as string,
  });
  expect(sent).toHaveLength(1);
  const journal = await journalIn(join(home, 'state'));
  expect(await journal.jobs.request(idOf(1))).toBeNull();
});
