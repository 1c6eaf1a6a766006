// Our own client on the local service: what a user of the profile local-ci gets.
import { mkdir, copyFile, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Provider } from '../../../../src/api/provider.js';
import { isTerminal, type Job } from '../../../../src/jobs/job.js';
import { medium, recording, runService, until, type TestService } from '../../support.js';
import { ourProvider } from './support.js';

const finished = async (provider: Provider, id: string): Promise<Job> => {
  const job = await until(
    async () => (await provider.get([id]))[0] ?? null,
    (found) => found !== null && isTerminal(found.state),
  );
  if (job === null) throw new Error('no job');
  return job;
};

describe.each(['asr_jobs', 'jobs'])('over /%s', (jobsApi) => {
  let service: TestService;
  let provider: Provider;
  let path: string;
  beforeAll(async () => {
    service = await runService();
    path = fileURLToPath(await medium(service.dir));
    provider = ourProvider(service.running.file, undefined, jobsApi);
  });
  afterAll(() => service.end());

  const submit = async (options = {}, token?: string) =>
    provider.submit(await provider.prepare({ media: path, options }), { token });

  it('submits a local file and reads its transcript with word times', async () => {
    const { id, state } = await submit({ userData: 'mine' });
    expect(state).toBe('queued');
    const job = await finished(provider, id);
    expect(job).toMatchObject({
      state: 'succeeded',
      type: 'SpeechRecognition',
      userData: 'mine',
      usage: { audioMs: 7000 },
    });
    expect(job.transcript).toMatchObject({ language: null, timing: 'word' });
    expect(job.transcript?.segments).toHaveLength(3);
    expect(job.transcript?.segments[1]).toMatchObject({
      startMs: 2500,
      endMs: 4500,
      speaker: null,
    });
    expect(job.transcript?.segments[1]?.words[1]).toMatchObject({ startMs: 3000, endMs: 3500 });
  });

  it('reads the same words in flash mode and as flat text', async () => {
    const normal = await finished(provider, (await submit()).id);
    const flash = await finished(provider, (await submit({ flash: true })).id);
    const flat = await finished(provider, (await submit({ textFormat: '0' })).id);
    const texts = ({ transcript }: Job) =>
      transcript?.segments.map(({ text, startMs }) => [text, startMs]);
    expect(texts(flash)).toEqual(texts(normal));
    expect(texts(flat)).toEqual(texts(normal));
    expect([flash.transcript?.timing, flat.transcript?.timing]).toEqual(['word', 'segment']);
  });

  it('lists with every filter, finds by token, and tells unknown ids', async () => {
    const token = 'abcdef0123456789abcdef01';
    const begunMs = Date.now() - 1000;
    const { id } = await submit({}, token);
    await finished(provider, id);
    expect(await provider.find(token, begunMs)).toMatchObject({ id, state: 'succeeded' });
    const [queue] = (await provider.queues?.()) ?? [];
    const page = await provider.list({
      states: ['succeeded'],
      sinceMs: begunMs,
      untilMs: Date.now() + 1000,
      order: 'asc',
      pageSize: 1,
      options: { queue: queue?.id ?? '' },
    });
    expect(page.jobs).toHaveLength(1);
    expect(queue).toMatchObject({ state: 'active', name: 'queue-speech-1' });
    expect(await provider.get([`s${'0'.repeat(32)}`, id])).toMatchObject([null, { id }]);
  });

  it('reads an object of the service’s own bucket', async () => {
    const { bucket } = service.running.file;
    const stored = join(service.paths.storage, bucket, 'in', 'talk.wav');
    await mkdir(dirname(stored), { recursive: true });
    await copyFile(path, stored);
    const prepared = await provider.prepare({ media: `cos://${bucket}/in/talk.wav`, options: {} });
    const job = await finished(provider, (await provider.submit(prepared)).id);
    expect(job).toMatchObject({ state: 'succeeded', input: `cos://${bucket}/in/talk.wav` });
  });

  it('leaves the result in storage, where the client fetches it', async () => {
    const job = await finished(
      provider,
      (await submit({ outputUri: 'cos://local-1250000000/out/中 a.txt' })).id,
    );
    const fetched = await provider.fetchResult?.(job);
    const spoken = job.transcript?.segments.map(({ text, startMs, endMs }) => [
      text,
      startMs,
      endMs,
    ]);
    expect(fetched?.segments.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual(
      spoken,
    );
    const gone = { ...job, output: { uri: 'cos://local-1250000000/out/none.txt' } };
    await expect(provider.fetchResult?.(gone)).rejects.toMatchObject({
      exitCode: 3,
      code: 'NoSuchKey',
    });
    await expect(provider.fetchResult?.({ ...job, output: null })).rejects.toMatchObject({
      exitCode: 1,
    });
  });

  it('writes an SRT when asked for one', async () => {
    const { bucket } = service.running.file;
    await finished(
      provider,
      (await submit({ outputType: 'srt', outputUri: `cos://${bucket}/out/a.srt` })).id,
    );
    const text = await readFile(join(service.paths.storage, bucket, 'out', 'a.srt'), 'utf8');
    expect(text).toMatch(/^1\n00:00:00,000 --> 00:00:02,000\n\w+( \w+){3}\n\n2\n00:00:02,500 --> /);
  });

  it('says what to do about a folder that the service may not read', async () => {
    const prepared = await provider.prepare({ media: '/etc/hostname', options: {} });
    await expect(provider.submit(prepared)).rejects.toMatchObject({
      exitCode: 4,
      code: 'Forbidden.PathNotAllowed',
      hint: expect.stringContaining('--root'),
    });
  });
});

it('shows jobs to the protocol that made them only', async () => {
  const service = await runService();
  try {
    const { jobs } = service.running.queue;
    const path = fileURLToPath(await medium(service.dir));
    const other = jobs.submit({
      protocol: 'ims',
      type: 'ASR',
      input: path,
      file: path,
      startMs: 0,
      durationMs: null,
      request: {},
    });
    const provider = ourProvider(service.running.file);
    expect(await provider.get([`s${other.id}`])).toEqual([null]);
    expect((await provider.list({})).jobs).toEqual([]);
    const { id } = await provider.submit(await provider.prepare({ media: path, options: {} }));
    expect(jobs.get('ims', id.slice(1))).toBeNull();
  } finally {
    await service.end();
  }
});

it('hears the example recording word for word', async () => {
  const service = await runService({ engine: 'pocketsphinx', roots: [dirname(recording)] });
  try {
    const provider = ourProvider(service.running.file);
    const { id } = await provider.submit(await provider.prepare({ media: recording, options: {} }));
    const job = await finished(provider, id);
    const said = await readFile(recording.replace(/\.wav$/, '.txt'), 'utf8');
    const words = (text: string): string[] => text.toLowerCase().match(/[a-z']+/g) ?? [];
    const segments = job.transcript?.segments ?? [];
    expect(words(segments.map(({ text }) => text).join(' '))).toEqual(words(said));
    expect(segments.flatMap((one) => one.words).map(({ text }) => text)).toEqual(words(said));
    expect(job.transcript?.timing).toBe('word');
  } finally {
    await service.end();
  }
});
