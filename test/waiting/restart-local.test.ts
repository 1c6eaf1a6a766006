// A local service that ends during a wait: every command that waits starts it again.
import { rm } from 'node:fs/promises';
import { expect, onTestFinished, test } from 'vitest';
import type { Provider } from '../../src/api/provider.js';
import { CliError, Exit } from '../../src/errors.js';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { asrctl, temporaryFolder } from '../support/run.js';
import { jobWith, scriptedProvider } from '../support/scripted-provider.js';
import { productionJob, productionProvider } from '../commands/production/fixture.js';

const down = () => new CliError(Exit.unavailable, 'The service does not answer.');

/** Down from the second call until it is started again. */
const endingService = () => {
  const life = { calls: 0, starts: 0 };
  return {
    life,
    /** True at the first call, when the job is still running. */
    call: (): boolean => {
      life.calls += 1;
      if (life.calls > 1 && life.starts === 0) throw down();
      return life.calls === 1;
    },
    restart: async () => void (life.starts += 1),
  };
};

const segment = {
  startMs: 0,
  endMs: 2000,
  text: 'Hello.',
  speaker: null,
  channel: null,
  words: [],
};

test('transcribe', async () => {
  const home = await temporaryFolder();
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  const { life, call, restart } = endingService();
  const provider: Provider = scriptedProvider({
    restart,
    submit: async ({ media }) => ({ input: media, id: 'a', state: 'queued' }),
    async get([id = '']) {
      if (call()) return [jobWith({ id, state: 'running' })];
      return [jobWith({ id, state: 'succeeded', transcript: transcriptOf([segment]) })];
    },
  });
  const run = await asrctl(['transcribe', 'https://a.test/talk.mp3', '-q'], {
    provider,
    home,
    cwd: home,
  });
  expect(run).toMatchObject({ code: 0, stdout: `${home}/talk.srt\n`, stderr: '' });
  expect(life.starts).toBe(1);
});

test('production wait', async () => {
  const done = productionJob('cover');
  const { life, call, restart } = endingService();
  const provider = {
    ...productionProvider({ get: async () => (call() ? { ...done, state: 'running' } : done) }),
    restart,
  };
  const run = await asrctl(['production', 'wait', done.id, '-q'], { provider });
  expect(run).toMatchObject({ code: 0, stdout: `${done.id} succeeded\n`, stderr: '' });
  expect(life.starts).toBe(1);
});
