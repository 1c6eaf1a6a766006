// What lies at an address may change: which earlier job of it serves, and which does not.
import { rm } from 'node:fs/promises';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { CliError, Exit } from '../../../src/errors.js';
import type { JobState } from '../../../src/jobs/job.js';
import { transcriptOf } from '../../../src/transcripts/transcript.js';
import { asrctl, jumpingClock, temporaryFolder } from '../../support/run.js';
import { jobWith, scriptedProvider } from '../../support/scripted-provider.js';

const address = 'https://a.test/talk.mp3';
const segment = { startMs: 0, endMs: 2000, text: 'Hi.', speaker: null, channel: null, words: [] };

/** Makes a job per submit, done at once; the run may be broken off as it asks for an earlier job, or submits. */
class Service {
  made = 0;
  breaks: 'get' | 'submit' | null = null;

  submit = async (controller: AbortController): Promise<{ id: string; state: JobState }> => {
    this.made += 1;
    this.meet('submit', controller);
    return { id: `job${this.made}`, state: 'queued' };
  };

  meet(what: Service['breaks'], controller: AbortController): void {
    if (this.breaks !== what) return;
    controller.abort(new CliError(Exit.interrupted, 'Interrupted.'));
    throw controller.signal.reason;
  }
}

let home: string;
let service: Service;
const clock = jumpingClock(Date.parse('2026-01-31T10:00:00Z'));

beforeEach(async () => {
  home = await temporaryFolder();
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  service = new Service();
});

const run = async (...argv: string[]) => {
  await clock.sleep(60_000);
  const controller = new AbortController();
  const provider = scriptedProvider({
    submit: async ({ media }) => ({ input: media, ...(await service.submit(controller)) }),
    find: async () =>
      service.made > 0 ? { input: address, id: `job${service.made}`, state: 'succeeded' } : null,
    get: async ([id = '']) => {
      service.meet('get', controller);
      return [jobWith({ id, state: 'succeeded', transcript: transcriptOf([segment]) })];
    },
  });
  const { signal } = controller;
  return asrctl(argv, { provider, home, cwd: home, clock, signal });
};

const document = (stdout: string) =>
  JSON.parse(stdout) as { items: { id: string; submitted: string }[] };

it('is not the job of an earlier command, even where a run was broken off before its submit', async () => {
  expect(await run('submit', address)).toMatchObject({ code: 0, stdout: 'job1\n' });
  service.breaks = 'get';
  expect(await run('transcribe', address, '-q')).toMatchObject({ code: 130 });
  service.breaks = null;
  const { stdout } = await run('transcribe', address, '--json', '-q');
  expect(document(stdout).items[0]).toMatchObject({ id: 'job2', submitted: 'new' });
});

it('is the job that this very item submitted in a run that was broken off', async () => {
  service.breaks = 'submit';
  expect(await run('transcribe', address, '-q')).toMatchObject({ code: 130 });
  service.breaks = null;
  const { stdout } = await run('transcribe', address, '--json', '-q');
  expect(document(stdout).items[0]).toMatchObject({ id: 'job1', submitted: 'recovered' });
  expect(service.made).toBe(1);
});

it('is any finished one with --reuse', async () => {
  await run('submit', address);
  const { stdout } = await run('transcribe', address, '--reuse', '--json', '-q');
  expect(document(stdout).items[0]).toMatchObject({ id: 'job1', submitted: 'reused' });
});
