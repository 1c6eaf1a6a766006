// Production jobs through the whole of it: command line, adapter, wire, queue, ffmpeg, files.
import { spawnSync } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imsProvider } from '../../../src/api/ims/provider.js';
import type { Provider } from '../../../src/api/provider.js';
import { Exit } from '../../../src/errors.js';
import { startService } from '../../../src/local/service.js';
import { clock } from '../../../src/main.js';
import { asrctl } from '../../support/run.js';
import { codeOf, openApiClient, type Call } from '../official.js';
import { runService, settingsIn, until, type TestService } from '../support.js';

let service: TestService;
let provider: Provider;
let call: Call;

const providerOf = ({ running: { file } }: Pick<TestService, 'running'>): Provider =>
  imsProvider(
    {
      provider: 'ims',
      profile: 'local',
      region: null,
      endpoint: file.endpoint,
      settings: {},
      local: true,
      credentials: async () => ({
        accessKeyId: file.accessKeyId,
        accessKeySecret: { reveal: () => file.accessKeySecret },
        securityToken: null,
        origin: 'the local service',
      }),
    },
    {
      env: {},
      clock,
      random: Math.random,
      trace: () => {},
      command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
      notice: () => {},
    },
  );

const ffmpeg = (...args: string[]): void => {
  const made = spawnSync('ffmpeg', ['-loglevel', 'error', '-y', ...args]);
  if (made.status !== 0) throw new Error(String(made.stderr));
};

/** What ffprobe says of the first stream: codec and seconds. */
const probe = (path: string): { codec: string; seconds: number } => {
  const show = ['-show_entries', 'stream=codec_name:format=duration', '-of', 'json'];
  const { stdout } = spawnSync('ffprobe', ['-loglevel', 'error', ...show, path]);
  const told = JSON.parse(String(stdout)) as {
    streams: { codec_name: string }[];
    format: { duration: string };
  };
  return { codec: told.streams[0]?.codec_name ?? '', seconds: Number(told.format.duration) };
};

/** Loudness of a stretch, as ffmpeg's volumedetect prints it, in dB. */
const meanVolume = (path: string): number => {
  const args = ['-hide_banner', '-i', path, '-af', 'volumedetect', '-f', 'null', '-'];
  const { stderr } = spawnSync('ffmpeg', args);
  return Number(/mean_volume: (\S+) dB/.exec(String(stderr))?.[1]);
};

const run = (...argv: string[]) =>
  asrctl(['production', ...argv], { provider, clock, cwd: service.dir });

beforeAll(async () => {
  service = await runService();
  provider = providerOf(service);
  call = openApiClient(`127.0.0.1:${service.running.file.port}`, service.running.file);
  const noise = 'anoisesrc=d=3:c=white:r=16000:a=0.05:seed=1';
  ffmpeg('-f', 'lavfi', '-i', noise, join(service.dir, 'hiss.wav'));
  ffmpeg('-f', 'lavfi', '-i', 'sine=f=440:d=2:r=16000', join(service.dir, 'tone.wav'));
  const bars = ['-f', 'lavfi', '-i', 'testsrc=d=12:r=5:s=160x90', '-pix_fmt', 'yuv420p'];
  ffmpeg(...bars, join(service.dir, 'bars.mp4'));
});
afterAll(() => service.end());

test('speech is denoised into a file of the user', async () => {
  const submitted = await run(
    'submit',
    '--function',
    'SpeechDenoise',
    '--input',
    'hiss.wav',
    '--output',
    'clean.wav',
    '--name',
    'hiss off',
    '--user-data',
    '{"n":1}',
  );
  expect(submitted).toMatchObject({ code: Exit.ok, stderr: '' });
  const id = submitted.stdout.trim();
  const waited = await run('wait', id, '--interval', '100ms');
  expect(waited).toMatchObject({ code: Exit.ok, stdout: `${id} succeeded\n` });
  const clean = join(service.dir, 'clean.wav');
  expect(probe(clean)).toEqual({ codec: 'pcm_s16le', seconds: 3 });
  expect(meanVolume(clean)).toBeLessThan(meanVolume(join(service.dir, 'hiss.wav')) - 3);
  const [job] = JSON.parse((await run('get', id, '--json')).stdout).jobs;
  expect(job).toMatchObject({
    function: 'SpeechDenoise',
    name: 'hiss off',
    userData: '{"n":1}',
    error: null,
    result: null,
    outputFiles: [clean],
    outputUrls: [{ url: pathToFileURL(clean).href, expiresAt: null }],
  });
});

test('covers are frames of the film with their time and a score', async () => {
  const input = JSON.stringify({
    Type: 'OSS',
    Media: pathToFileURL(join(service.dir, 'bars.mp4')),
  });
  const output = '{"Type":"OSS","Media":"oss://films/covers/bars.jpg"}';
  const { JobId: id } = await call('SubmitIProductionJob', {
    FunctionName: 'Cover',
    Input: input,
    Output: output,
  });
  await until(
    () => call('QueryIProductionJob', { JobId: id }),
    ({ Status: status }) => status === 'Success',
  );
  const [job] = JSON.parse((await run('get', id, '--json')).stdout).jobs;
  expect(job.outputFiles).toEqual(['covers/bars-00001.jpg', 'covers/bars-00002.jpg']);
  expect(job.result).toHaveLength(2);
  for (const { Score: score, Time: time, Url: url } of job.result) {
    expect(score).toBeGreaterThan(0);
    expect(Number(time)).toBeLessThan(12);
    const path = join(service.paths.storage, 'films', url);
    expect((await readFile(path)).subarray(0, 2).toString('hex')).toBe('ffd8');
  }
  expect((await run('get', id)).stdout).toContain('covers/bars-00002.jpg');
});

test('sounds are mixed, as long as the longest', async () => {
  const params = JSON.stringify({ Audios: [pathToFileURL(join(service.dir, 'hiss.wav')).href] });
  const { stdout } = await run(
    'submit',
    '--function',
    'AudioMixing',
    '--input',
    'tone.wav',
    '--output',
    'mix.flac',
    '--params',
    params,
  );
  expect((await run('wait', stdout.trim(), '--interval', '100ms')).code).toBe(Exit.ok);
  expect(probe(join(service.dir, 'mix.flac'))).toEqual({ codec: 'flac', seconds: 3 });
});

test('other functions are refused by name, and nothing of the user is replaced', async () => {
  const submit = (name: string, output: string) =>
    run('submit', '--function', name, '--input', 'tone.wav', '--output', output);
  const refused = await submit('MusicDemix', 'x.wav');
  expect(refused.code).toBe(Exit.usage);
  expect(refused.stderr).toContain('InvalidParameter.FunctionNotSupported');
  expect(refused.stderr).toContain('does not run MusicDemix');
  await writeFile(join(service.dir, 'mine.wav'), 'mine');
  expect((await submit('SpeechDenoise', 'mine.wav')).stderr).toContain('exists already');
  expect(await readFile(join(service.dir, 'mine.wav'), 'utf8')).toBe('mine');
  expect((await submit('SpeechDenoise', '/etc/clean.wav')).code).toBe(Exit.auth);
  expect((await submit('SpeechDenoise', 'oss://b/../../x.wav')).code).toBe(Exit.usage);
});

test('a medium that is none ends the job with a reason', async () => {
  await writeFile(join(service.dir, 'text.wav'), 'no sound at all');
  const { stdout } = await run(
    'submit',
    '--function',
    'SpeechDenoise',
    '--input',
    'text.wav',
    '--output',
    'none.wav',
  );
  const waited = await run('wait', stdout.trim(), '--interval', '100ms');
  expect(waited.code).toBe(Exit.jobFailed);
  expect(waited.stderr).toContain('InvalidMedia.Unreadable: ffmpeg cannot process the input');
  await expect(access(join(service.dir, 'none.wav'))).rejects.toThrow('ENOENT');
});

test('production jobs are not among the others, nor known by other operations', async () => {
  expect((await call('ListSmartJobs', {}))['SmartJobList']).toEqual([]);
  expect(await codeOf(call('QueryIProductionJob', { JobId: 'x' }))).toBe(
    'InvalidParameter.JobNotFound',
  );
  expect((await run('get', 'x')).code).toBe(Exit.notFound);
  expect((await run('cancel', 'x')).code).toBe(Exit.notFound);
});

test('jobs that wait survive a restart, and a cancelled one stays so', async () => {
  const own = await runService({ concurrency: 1 });
  const { dir, paths } = own;
  ffmpeg('-f', 'lavfi', '-i', 'sine=d=1200:r=48000', join(dir, 'long.wav'));
  const submit = (at: Call, output: string) =>
    at('SubmitIProductionJob', {
      FunctionName: 'SpeechDenoise',
      Input: JSON.stringify({ Type: 'OSS', Media: pathToFileURL(join(dir, 'long.wav')).href }),
      Output: JSON.stringify({ Type: 'OSS', Media: `oss://b/${output}` }),
    });
  const first = openApiClient(`127.0.0.1:${own.running.file.port}`, own.running.file);
  const { JobId: running } = await submit(first, 'a.wav');
  const { JobId: waiting } = await submit(first, 'b.wav');
  await first('CancelIProductionJob', { JobId: waiting });
  const stateOf = async (at: Call, id: string): Promise<string> =>
    String((await at('QueryIProductionJob', { JobId: id }))['Status']);
  await until(
    () => stateOf(first, running),
    (state) => state === 'Analysing',
  );
  await own.running.stop();
  const again = await startService(settingsIn(dir), paths, { ...clock, log: () => {} });
  if (again === null) throw new Error('the service did not start again');
  const second = openApiClient(`127.0.0.1:${again.file.port}`, again.file);
  await until(
    () => stateOf(second, running),
    (state) => state === 'Success',
  );
  expect(await stateOf(second, waiting)).toBe('Cancelled');
  expect(probe(join(paths.storage, 'b', 'a.wav')).seconds).toBe(1200);
  await again.stop();
});
