// How far unfinished jobs are: kept by the service, given to the commands of this user alone.
import { chmod, copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { pocketsphinx } from '../../../src/local/engines/pocketsphinx.js';
import type { Engine } from '../../../src/local/engines/engine.js';
import { progressOfJobs } from '../../../src/local/client/job-progress.js';
import { transcribe } from '../../../src/local/jobs/transcribe-job.js';
import type { LocalJob, NewJob } from '../../../src/local/jobs/job.js';
import { recording, runService, settingsIn, until, type TestService } from '../support.js';

let service: TestService;
let bin: string;
beforeEach(async () => {
  service = await runService({ concurrency: 1 });
  bin = join(service.dir, 'bin');
  await mkdir(bin);
  await copyFile(recording, join(service.dir, 'talk.wav'));
});
afterEach(() => service.end());

/** A whisper-cli that is at 40 % until the file `go` appears. */
const halfway = async (): Promise<void> => {
  const script = `#!${process.execPath}
const fs = require('node:fs');
const args = process.argv.slice(2);
process.stderr.write('whisper_print_progress_callback: progress =  40%\\n');
const stem = args[args.indexOf('-of') + 1];
const piece = { text: ' Yes.', offsets: { from: 0, to: 900 } };
const timer = setInterval(() => {
  if (!fs.existsSync(${JSON.stringify(join(bin, 'go'))})) return;
  fs.writeFileSync(stem + '.json', JSON.stringify({ transcription: [piece] }));
  clearInterval(timer);
}, 20);`;
  await writeFile(join(bin, 'whisper-cli'), script);
  await chmod(join(bin, 'whisper-cli'), 0o755);
  await writeFile(join(bin, 'model.bin'), '');
};

const newJob = (protocol: 'ims' | 'ci'): NewJob => ({
  protocol,
  type: 'ASR',
  input: 'talk.wav',
  file: join(service.dir, 'talk.wav'),
  startMs: 0,
  durationMs: null,
  request: {},
});

it('is the share of a running job and the place of a waiting one, under the ids of either protocol', async () => {
  await service.end();
  const path = `${bin}:${process.env['PATH'] ?? ''}`;
  service = await runService({
    engine: 'whisper',
    concurrency: 1,
    model: join(bin, 'model.bin'),
    env: { PATH: path },
  });
  await mkdir(bin, { recursive: true });
  await copyFile(recording, join(service.dir, 'talk.wav'));
  await halfway();
  const { jobs } = service.running.queue;
  const ids = [newJob('ims'), newJob('ims'), newJob('ci')].map((job) => jobs.submit(job).id);
  const [first = '', second = '', third = ''] = ids;
  const ask = () =>
    progressOfJobs(service.paths.service, [first, second, `s${third}`, 'f'.repeat(32)]);
  const known = await until(ask, (found) => (found.get(first)?.progress ?? 0) > 0.1);
  expect([...known]).toEqual([
    [first, { progress: expect.closeTo(0.43) as number, queuePosition: null }],
    [second, { progress: null, queuePosition: 1 }],
    [`s${third}`, { progress: null, queuePosition: 2 }],
  ]);
  await writeFile(join(bin, 'go'), '');
  expect((await until(ask, (found) => found.size === 0)).size).toBe(0);
});

it('needs the token of the service, and a list of ids', async () => {
  const { endpoint, controlToken } = service.running.file;
  const ask = async (body: string, token: string): Promise<number> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${endpoint}/_asrctl/progress`, { method: 'POST', headers, body });
    await answer.arrayBuffer();
    return answer.status;
  };
  expect(await ask('{"ids":["a"]}', controlToken)).toBe(200);
  expect(await ask('{"ids":["a"]}', 'guessed')).toBe(401);
  for (const body of ['', '{}', '[]', '{"ids":"a"}', JSON.stringify({ ids: Array(1001).fill('') })])
    expect(await ask(body, controlToken)).toBe(400);
  expect((await progressOfJobs(join(service.dir, 'no.json'), ['a'])).size).toBe(0);
});

it('grows with what PocketSphinx prints', async () => {
  const settings = settingsIn(service.dir);
  const engine = (await pocketsphinx.find(settings)) as Engine;
  const shares: number[] = [];
  const tools = {
    engine,
    ffmpeg: 'ffmpeg',
    ffprobe: 'ffprobe',
    tmpDir: service.paths.tmp,
    platform: settings.platform,
    env: settings.env,
    noteChild: () => undefined,
    log: () => undefined,
    noteProgress: (share: number) => void shares.push(share),
  };
  const job = { ...newJob('ims'), id: 'a'.repeat(32) } as LocalJob;
  await transcribe(tools, job, new AbortController().signal);
  const heard = shares.filter((share) => share > 0.05);
  expect(heard.length).toBeGreaterThan(2);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.at(-1)).toBeGreaterThan(0.8);
});
