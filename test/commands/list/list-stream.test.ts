import { expect, test } from 'vitest';
import { Exit } from '../../../src/errors.js';
import { asrctl } from '../../support/run.js';
import { jobWith, pageOf, scriptedProvider } from '../../support/scripted-provider.js';

/** Endless pages of two jobs. */
const endless = () => {
  const asked: (string | undefined)[] = [];
  const provider = scriptedProvider({
    async list({ nextToken }) {
      asked.push(nextToken);
      const jobs = [0, 1].map((i) => jobWith({ id: `${asked.length}-${i}`, state: 'running' }));
      return pageOf(jobs, { nextToken: `after ${asked.length}` });
    },
  });
  return { provider, asked };
};

test.each(['jsonl', 'csv', 'tsv', 'id'])(
  '%s: a reader that leaves ends the listing quietly, in the first pages',
  async (format) => {
    const { provider, asked } = endless();
    const argv = ['list', '--all', '--format', format];
    const result = await asrctl(argv, { provider, stdoutWrites: 1 });
    expect(result).toMatchObject({ code: Exit.ok, stderr: '' });
    expect(asked.length).toBeLessThanOrEqual(2);
  },
);

test('the rows of a page are written before the next page is asked for', async () => {
  const { provider, asked } = endless();
  const argv = ['list', '--all', '--format', 'id'];
  const { stdout } = await asrctl(argv, { provider, stdoutWrites: 1 });
  expect(stdout).toBe('1-0\n1-1\n');
  // The second page is asked for when the first is written; its write finds the reader gone.
  expect(asked).toEqual([undefined, 'after 1']);
});
