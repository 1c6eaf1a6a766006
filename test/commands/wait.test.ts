import { expect, test } from 'vitest';
import { CliError, Exit } from '../../src/errors.js';
import type { Job, JobState } from '../../src/jobs/job.js';
import { asrctl } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';

/** Each look at a job gives its next state; the last one stays. */
const goingThrough = (paths: Readonly<Record<string, readonly (JobState | CliError)[]>>) => {
  const looks = new Map<string, number>();
  return scriptedProvider({
    async get(ids) {
      return ids.map((id): Job | null => {
        const path = paths[id];
        if (path === undefined) return null;
        const look = looks.get(id) ?? 0;
        looks.set(id, look + 1);
        const state = path[Math.min(look, path.length - 1)] ?? 'unknown';
        if (state instanceof CliError) throw state;
        return jobWith({ id, state });
      });
    },
  });
};

test('prints a line for each job as it finishes, changes on stderr', async () => {
  const provider = goingThrough({
    a: ['queued', 'running', 'running', 'succeeded'],
    b: ['succeeded'],
  });
  const result = await asrctl(['wait', 'a', 'b'], { provider });
  expect(result).toMatchObject({
    code: Exit.ok,
    stdout: 'b succeeded\na succeeded\n',
    stderr: 'a is queued\na is running\n',
  });
});
