import { expect, it } from 'vitest';
import type { JobProgress } from '../../src/jobs/job.js';
import { jobSource } from '../../src/waiting/watch-jobs.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

const looked = async (progress?: (ids: readonly string[]) => Promise<Map<string, JobProgress>>) => {
  const states = { a: 'running', b: 'queued', c: 'succeeded' } as const;
  const provider = scriptedProvider({
    idsPerGet: 3,
    ...(progress && { progress }),
    get: async (ids) => ids.map((id) => jobWith({ id, state: states[id as 'a'] })),
  });
  const jobs = [];
  const source = jobSource(provider, new AbortController().signal);
  for await (const outcome of source.fetch(['a', 'b', 'c']))
    jobs.push('value' in outcome ? outcome.value : outcome);
  return jobs;
};

it('adds to unfinished jobs how far they are, in one question', async () => {
  const asked: (readonly string[])[] = [];
  const share = { progress: 0.5, queuePosition: null };
  const place = { progress: null, queuePosition: 3 };
  const jobs = await looked(async (ids) => {
    asked.push(ids);
    return new Map<string, JobProgress>([
      ['a', share],
      ['b', place],
      ['c', share],
    ]);
  });
  expect(asked).toEqual([['a', 'b', 'c']]);
  expect(jobs).toEqual([
    jobWith({ id: 'a', state: 'running', ...share }),
    jobWith({ id: 'b', state: 'queued', ...place }),
    jobWith({ id: 'c', state: 'succeeded' }),
  ]);
});

it('leaves the jobs of a service that does not say it as they are', async () => {
  expect(await looked()).toEqual([
    jobWith({ id: 'a', state: 'running' }),
    jobWith({ id: 'b', state: 'queued' }),
    jobWith({ id: 'c', state: 'succeeded' }),
  ]);
});
