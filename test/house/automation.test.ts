// docs/automation.md: each example runs as printed, with the local service, and does what its title says.
import {
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ensureBuilt, launcher, projectRoot, runProgram, type Ended } from '../support/spawn.js';

/** The code block of each section, by title. */
const examples = async (): Promise<ReadonlyMap<string, string>> => {
  const page = await readFile(join(projectRoot, 'docs', 'automation.md'), 'utf8');
  const sections = page.split(/^## /m).slice(1);
  return new Map(
    sections.map((section) => {
      const [title = ''] = section.split('\n');
      return [title, /```\w+\n([^]*?)```/.exec(section)?.[1] ?? ''] as const;
    }),
  );
};

let home = '';
let folder = '';
let printed: ReadonlyMap<string, string> = new Map();
const ran = new Set<string>();

const inFolder = (program: string, argv: readonly string[]): Promise<Ended> =>
  runProgram(program, argv, {
    cwd: folder,
    env: {
      // Debian's python3 has the modules of Debian's packages.
      PATH: `${join(home, 'bin')}:/usr/bin:/bin:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      ASRCTL_HOME: join(home, 'state'),
      ASRCTL_PROFILE: 'local',
    },
  });

const shell = (line: string): Promise<Ended> => inFolder('bash', ['-c', line]);

const example = (title: string): string => {
  ran.add(title);
  return printed.get(title) ?? `no example: ${title}`;
};

const run = (title: string): Promise<Ended> => shell(example(title));

const make = async (title: string, target: string): Promise<Ended> => {
  await writeFile(join(folder, 'Makefile'), example(title));
  return inFolder('make', ['--silent', target]);
};

const recordings = ['recordings/one.wav', 'recordings/two words.wav', 'talk.wav'];

beforeAll(async () => {
  await ensureBuilt();
  home = await mkdtemp(join(tmpdir(), 'asrctl-automation-'));
  await mkdir(join(home, 'bin'));
  await symlink(launcher, join(home, 'bin', 'asrctl'));
  printed = await examples();
  folder = home;
  const started = await shell('asrctl local start --engine fake');
  if (started.code !== 0) throw new Error(started.stderr);
});

beforeEach(async () => {
  folder = await mkdtemp(join(home, 'folder-'));
  await mkdir(join(folder, 'recordings'));
  for (const name of recordings) await writeFile(join(folder, name), `sound of ${folder} ${name}`);
});

afterAll(async () => {
  await shell('asrctl local stop');
  await rm(home, { recursive: true, force: true });
});

const srt = expect.stringMatching(/^1\n00:00:00,000 --> /);
const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');
const jobCount = async (): Promise<number> =>
  (await shell('asrctl list --all --format id')).stdout.split('\n').length - 1;

test('cron, twice: the second run pays for nothing', async () => {
  const title = 'cron: transcribe what is new';
  expect(await run(title)).toMatchObject({ code: 0, stderr: '' });
  expect(await read('recordings/one.srt')).toEqual(srt);
  const jobs = await jobCount();
  expect((await run(title)).code).toBe(0);
  expect(await jobCount()).toBe(jobs);
  await rm(join(folder, 'recordings'), { recursive: true });
  await mkdir(join(folder, 'recordings'));
  expect(await run(title)).toMatchObject({ code: 0, stdout: '' });
});

test('make, twice', async () => {
  const title = 'make: subtitles for every recording';
  expect(await make(title, 'all')).toMatchObject({ code: 0 });
  expect(await read('talk.srt')).toEqual(srt);
  expect(await make(title, 'all')).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

test('cron: CSV, and the report of failed jobs', async () => {
  await shell('asrctl local faults set job-fails --operation submit');
  const failed = (await shell('asrctl submit talk.wav')).stdout.trim();
  await shell(`asrctl wait ${failed} --quiet`);
  expect(await run('cron: the jobs of the last day as CSV')).toMatchObject({
    code: 0,
    stdout: '',
  });
  expect(await read('jobs.csv')).toMatch(new RegExp(`^id,state,[^]*^${failed},failed,`, 'm'));
  const report = await run('cron: report failed jobs');
  expect(report).toMatchObject({ code: 0, stderr: '' });
  expect(report.stdout).toMatch(/^\S*talk\.wav: \S.*\n$/);
});

test('flock', async () => {
  expect(await run('flock: one run at a time')).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'subtitles'))).toEqual(['one.srt', 'two words.srt']);
  const held = `flock nightly.lock bash -c '${example('flock: one run at a time').trim()}'`;
  expect((await shell(held)).stderr).toBe('still running\n');
});

test('make: formats of one job', async () => {
  const jobs = await jobCount();
  const title = 'make: several formats from one job';
  expect(await make(title, 'talk.vtt')).toMatchObject({ code: 0 });
  expect(await make(title, 'talk.txt')).toMatchObject({ code: 0 });
  expect(await read('talk.vtt')).toMatch(/^WEBVTT\n/);
  expect(await read('talk.txt')).toMatch(/^\w/);
  expect(await jobCount()).toBe(jobs + 1);
});

test.each([
  'GNU parallel: one command per recording',
  'xargs: names with spaces',
  'bash: a file per job, as soon as it is finished',
])('%s', async (title) => {
  expect(await run(title)).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'subtitles'))).toEqual(['one.srt', 'two words.srt']);
});

test('bash: a pipeline, and its first failure', async () => {
  const title = 'bash: a pipeline that stops at the first failure';
  expect(await run(title)).toMatchObject({ code: 0 });
  expect(await read('talk.vtt')).toMatch(/^WEBVTT\n/);
  await rm(join(folder, 'talk.wav'));
  expect(await run(title)).toMatchObject({ code: 3, stdout: '' });
});

test('bash: exit codes', async () => {
  const title = 'bash: act on the exit code';
  expect((await run(title)).stdout).toMatch(/done\n$/);
  await writeFile(join(folder, 'talk.wav'), `${folder} fails`);
  await rm(join(folder, 'talk.srt'));
  await shell('asrctl local faults set job-fails --operation submit');
  expect((await run(title)).stderr).toMatch(/the service could not transcribe it\n$/);
});

test('bash: a time limit from outside', async () => {
  await shell('asrctl local faults set job-stuck --operation submit --delay 5s');
  const script = example('bash: a time limit from outside').replace('timeout 20', 'timeout 0.2');
  expect((await shell(script)).stdout).toMatch(/^[0-9a-f]{32} succeeded\n$/);
});

test('jq: inputs and jobs, and words', async () => {
  const joined = await run('jq: join recordings and jobs');
  expect(joined.stdout.split('\n')).toHaveLength(3);
  expect(joined.stdout).toMatch(/recordings\/one\.wav\t[0-9a-f]{32}\tqueued$/m);
  await shell(`asrctl submit recordings/*.wav | asrctl wait -`);
  const words = await run('jq: the words that were recognised with low confidence');
  expect(words).toMatchObject({ code: 0, stderr: '' });
});

test('CI: subtitles, and a price limit', async () => {
  await mkdir(join(folder, 'subtitles'));
  await writeFile(
    join(folder, 'subtitles', 'a.srt'),
    '1\n00:00:01,000 --> 00:00:01,100\nfar too fast to read\n',
  );
  expect((await run('CI: check subtitles in a repository')).code).toBe(1);
  await copyFile(join(projectRoot, 'examples', 'recording.wav'), join(folder, 'talk.wav'));
  await writeFile(join(folder, 'list.csv'), 'input\ntalk.wav\n');
  expect(await run('CI: a price limit')).toMatchObject({ code: 0 });
});

test('Python', async () => {
  await writeFile(join(folder, 'job.py'), example('Python: results as data'));
  const done = await inFolder('python3', ['job.py']);
  expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{32} 1\n$/) });
  await rm(join(folder, 'talk.wav'));
  expect((await inFolder('python3', ['job.py'])).stderr).toMatch(/RuntimeError: .*talk\.wav/);
});

test('Python: schemas', async () => {
  await shell('asrctl submit talk.wav');
  await writeFile(join(folder, 'check.py'), example('Python: check documents with their schemas'));
  const checked = await inFolder('python3', ['check.py']);
  expect(checked).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[1-9]\d* valid\n$/) });
});

test('a service manager stops a run, and the next one continues', async () => {
  const line = example('A service manager: stop a run, and continue it').trim();
  const jobs = await jobCount();
  // HOME is the folder of the test. The first run waits for a job that takes its time.
  await shell('asrctl local faults set job-stuck --operation submit --delay 8s');
  // If the run ends early, its exit code and its messages show why.
  const stop = `bash -c '${line}' & run=$!
    until [ "$(asrctl list --all --format id | wc -l)" -eq ${jobs + 2} ] || ! kill -0 "$run"; do :; done
    kill -TERM "$run"; wait "$run"`;
  expect(await shell(stop)).toMatchObject({ code: 143 });
  await shell('asrctl local faults clear');
  expect(await shell(line)).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'subtitles'))).toEqual(['one.srt', 'two words.srt']);
  expect(await jobCount()).toBe(jobs + 2);
});

test('a read-only container', async () => {
  const line = example('A read-only container').trim();
  const start = 'ASRCTL_HOME="$TMPDIR/asrctl" asrctl local start --engine fake';
  const stop = 'ASRCTL_HOME="$TMPDIR/asrctl" asrctl local stop';
  // Nobody, not even root, can write below this HOME.
  const done = await shell(
    `export TMPDIR="$PWD/tmp" HOME=/proc/none; mkdir tmp; ${start} && ${line}; code=$?; ${stop}; exit $code`,
  );
  expect(done).toMatchObject({ code: 0 });
  expect(await readdir(join(folder, 'tmp', 'subtitles'))).toEqual(['one.srt', 'two words.srt']);
});

test('every example was run', () => {
  expect([...printed.keys()].filter((title) => !ran.has(title))).toEqual([]);
});
