import { describe, expect, it } from 'vitest';
import type { Queue } from '../../src/jobs/queue.js';
import { asrctl } from '../support/run.js';
import { scriptedProvider } from '../support/scripted-provider.js';

const queue = (id: string, state: Queue['state']): Queue => ({
  id,
  name: 'queue-speech-1',
  state,
  providerState: state === 'active' ? 'Active' : 'Paused',
  bucket: 'talks-1250000000',
  maxWaiting: 10_000,
  maxRunning: 10,
  createdAt: '2026-01-31T12:00:00Z',
  updatedAt: null,
});

const run = (argv: readonly string[], queues: readonly Queue[]) =>
  asrctl(['queue', 'list', ...argv], {
    provider: scriptedProvider({ name: 'ci', queues: async () => queues }),
  });

describe('queue list', () => {
  it('shows the queues and warns of paused ones', async () => {
    const { code, stdout, stderr } = await run([], [queue('p1', 'active'), queue('p2', 'paused')]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/p1 +queue-speech-1 +active +10 +10000/);
    expect(stdout).toMatch(/p2 +queue-speech-1 +paused/);
    expect(stderr).toContain('Queue p2 is paused: jobs in it wait until someone resumes it.');
  });

  it('prints ids alone, and whole documents', async () => {
    expect((await run(['--format', 'id'], [queue('p1', 'active')])).stdout).toBe('p1\n');
    const { stdout } = await run(['--json'], [queue('p1', 'active')]);
    expect(JSON.parse(stdout)).toEqual({ schemaVersion: 1, queues: [queue('p1', 'active')] });
  });

  it('says what is missing when there is none', async () => {
    const { code, stderr } = await run([], []);
    expect(code).toBe(0);
    expect(stderr).toContain('speech recognition is not enabled');
  });

  it('is not for services without queues', async () => {
    const { code, stdout, stderr } = await asrctl(['queue', 'list'], {
      provider: scriptedProvider({}),
    });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('has no queues');
  });
});
