import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Exit } from '../../../src/errors.js';
import type { ProductionJob } from '../../../src/jobs/production.js';
import { asrctl, temporaryFolder } from '../../support/run.js';
import { scriptedProvider } from '../../support/scripted-provider.js';
import { productionFixtures, productionJob, productionProvider } from './fixture.js';

let folder = '';
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A service that knows one job. */
const knowing = (job: ProductionJob, more = {}) =>
  productionProvider({ get: async (id) => (id === 'j' ? { ...job, id } : null), ...more });

const run = (argv: readonly string[], job: ProductionJob, more = {}) =>
  asrctl(['production', ...argv], { provider: knowing(job, more), cwd: folder, columns: 80 });

test.each(productionFixtures)('%s in the detail view', async (name) => {
  const result = await run(['get', 'j', '--utc'], productionJob(name));
  expect(result).toMatchObject({ code: Exit.ok, stderr: '' });
  expect(result.stdout).toMatchSnapshot();
});

test('the document has every field, the raw answer only with --raw', async () => {
  const job = productionJob('cover');
  const bare = await run(['get', 'j', '--json'], job);
  const { raw, ...document } = { ...job, id: 'j' };
  expect(JSON.parse(bare.stdout)).toEqual({ schemaVersion: 2, jobs: [document] });
  const whole = await run(['get', 'j', '--json', '--raw'], job);
  expect(JSON.parse(whole.stdout).jobs[0].raw).toEqual(JSON.parse(raw ?? ''));
});

test('several ids: a failure is reported, the others are shown', async () => {
  const result = await run(['get', 'x', 'j', '--format', 'id'], productionJob('plain'));
  expect(result).toMatchObject({ code: Exit.someFailed, stdout: 'j\n' });
  expect(result.stderr).toContain('There is no production job "x"');
});

test('wait follows a job and fails for a success without output', async () => {
  const states = ['Queuing', 'Analysing', 'Success'];
  let looks = 0;
  const get = async (id: string) => ({
    ...productionJob('nothing-written', { Status: states[looks++] }),
    id,
  });
  const result = await asrctl(['production', 'wait', 'j'], {
    provider: productionProvider({ get }),
  });
  expect(result).toMatchObject({ code: Exit.jobFailed, stdout: 'j succeeded\n' });
  expect(result.stderr).toBe(
    'j is queued\nj is running\n' +
      'asrctl: Job j wrote nothing: nothing_written: The bucket you access does not belong to this region: oss-cn-beijing\n' +
      'For details: asrctl production get j\n',
  );
});

test('submit sends what was checked, once, and prints the id', async () => {
  const seen: unknown[] = [];
  const provider = productionProvider({
    prepare: async (request) => {
      seen.push(request);
      const { input } = request;
      return { media: input, input, operation: 'SubmitIProductionJob', parameters: { a: '1' } };
    },
    submit: async ({ media, parameters }) => {
      seen.push(parameters);
      return { input: media, id: 'new-job', state: 'queued' };
    },
  });
  const line =
    'submit --function Cover --input oss://b/a.mp4 --output oss://b/c --params {} --name n';
  const result = await asrctl(['production', ...line.split(' ')], { provider });
  expect(result).toMatchObject({ code: Exit.ok, stdout: 'new-job\n', stderr: '' });
  expect(seen).toEqual([
    {
      functionName: 'Cover',
      input: 'oss://b/a.mp4',
      output: 'oss://b/c',
      params: '{}',
      name: 'n',
      templateId: null,
      modelId: null,
      userData: null,
      pipelineId: null,
      priority: null,
    },
    { a: '1' },
  ]);
  const dry = await asrctl(['production', ...line.split(' '), '--dry-run', '--json'], { provider });
  expect(seen).toHaveLength(3);
  expect(JSON.parse(dry.stdout).requests[0]).toMatchObject({
    source: 'oss://b/a.mp4',
    operation: 'SubmitIProductionJob',
  });
});

test('cancel prints the ids that were cancelled', async () => {
  const provider = productionProvider({
    get: async () => productionJob('plain', { Status: 'Processing' }),
    cancel: async (id) => id !== 'b',
  });
  const result = await asrctl(['production', 'cancel', 'a', 'b'], { provider });
  expect(result).toMatchObject({ code: Exit.someFailed, stdout: 'a\n' });
});

test('a service without production jobs says so', async () => {
  const result = await asrctl(['production', 'get', 'j'], { provider: scriptedProvider({}) });
  expect(result.code).toBe(Exit.usage);
  expect(result.stderr).toContain('has no production jobs');
});

test('export writes segments as chapters, in order of time', async () => {
  const vtt = await run(['export', 'j'], productionJob('video-clip'));
  expect(vtt.stdout).toBe(
    'WEBVTT\n\n00:00:00.280 --> 00:00:02.280\nClip 2\n\n00:00:04.500 --> 00:00:09.750\nClip 1\n\n',
  );
  const csv = await run(['export', 'j', '--format', 'csv'], productionJob('music-segments'));
  expect(csv.stdout).toBe(
    'index,start,end,speaker,text\r\n1,31.500,58.250,,副歌\r\n2,92.010,118.400,,"second chorus, <live>"\r\n',
  );
});

test('export refuses existing files, jobs without a result and unfinished jobs', async () => {
  const music = productionJob('music-segments');
  await writeFile(join(folder, 'there.vtt'), 'mine');
  const there = await run(['export', 'j', '-o', 'there.vtt'], music);
  expect(there.code).toBe(Exit.exists);
  expect(await readFile(join(folder, 'there.vtt'), 'utf8')).toBe('mine');
  const forced = await run(['export', 'j', '-o', 'there.vtt', '--force'], music);
  expect(forced).toMatchObject({ code: Exit.ok, stdout: '' });
  expect(await readFile(join(folder, 'there.vtt'), 'utf8')).toMatch(/^WEBVTT\n\n00:00:31\.500/);
  expect((await run(['export', 'j', '--format', 'ass'], music)).code).toBe(Exit.usage);
  expect((await run(['export', 'j'], productionJob('plain'))).code).toBe(Exit.usage);
  const running = productionJob('captions', { Status: 'Analysing' });
  const early = await run(['export', 'j'], running);
  expect(early).toMatchObject({ code: Exit.timeout });
  expect(early.stderr).toContain(
    'is not finished: it is running\nWait for it: asrctl production wait j\n',
  );
  expect((await run(['export', 'j'], productionJob('failed'))).code).toBe(Exit.jobFailed);
});

const srt = '1\n00:00:01,000 --> 00:00:02,000\nMind the rope.\n';

test('captions are downloaded up to a size limit, under our own file name', async () => {
  const asked: unknown[] = [];
  const download = async (address: string, limit: number) => {
    asked.push([address, limit]);
    return Buffer.from(srt);
  };
  const url = 'http://h.oss-cn-shanghai.aliyuncs.com/..%2f..%2fetc/passwd.VTT?Expires=1769863200';
  const job = productionJob('captions', { OutputUrls: [url] });
  for (const output of [[], ['-o', '/dev/stdout']]) {
    const shown = await run(['export', 'j', ...output], job, { download });
    expect(shown).toMatchObject({ code: Exit.ok, stdout: srt });
  }
  const saved = await run(['export', 'j', '-o', './'], job, { download });
  expect(saved.stderr).toBe(`Wrote ${join(folder, 'j.vtt')}\n`);
  expect(await readFile(join(folder, 'j.vtt'), 'utf8')).toBe(srt);
  expect(asked).toEqual(Array.from({ length: 3 }, () => [url, 20 * 1024 * 1024]));
});

test('several caption files go into a folder, and bytes that are not text are refused', async () => {
  const urls = ['https://h.example/zh.srt', 'https://h.example/en.srt'];
  const job = productionJob('captions', { OutputUrls: urls });
  const download = async (address: string) => Buffer.from(address);
  expect((await run(['export', 'j'], job, { download })).code).toBe(Exit.usage);
  await run(['export', 'j', '-o', 'both/'], job, { download });
  expect(await readFile(join(folder, 'both', 'j-2.srt'), 'utf8')).toBe(urls[1]);
  const binary = { download: async () => Buffer.from([0xff, 0xfe, 0x00]) };
  const refused = await run(['export', 'j'], productionJob('captions'), binary);
  expect(refused).toMatchObject({ code: Exit.error, stdout: '' });
  expect(refused.stderr).toContain('is not UTF-8 text');
});
