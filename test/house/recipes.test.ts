// The recipes of the README, each run by a shell as printed, with the local service.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { schemaErrors } from '../support/schemas.js';
import { ensureBuilt, launcher, projectRoot, runProgram, type Ended } from '../support/spawn.js';

/** Comment and command of each recipe. */
const recipes = async (): Promise<Map<string, string>> => {
  const readme = await readFile(join(projectRoot, 'README.md'), 'utf8');
  const section = readme.slice(
    readme.indexOf('## Recipes'),
    readme.indexOf('## The local service'),
  );
  const block = /```sh\n([^]*?)```/.exec(section)?.[1] ?? '';
  return new Map(
    block
      .trim()
      .split('\n\n')
      .map((recipe) => {
        const [comment = '', ...lines] = recipe.split('\n');
        return [comment.replace('# ', ''), lines.join('\n')] as const;
      }),
  );
};

let folder = '';
let env: Record<string, string> = {};
let printed = new Map<string, string>();
let id = '';
const ran = new Set<string>();

const shell = (line: string): Promise<Ended> =>
  runProgram('bash', ['-uo', 'pipefail', '-c', line], { cwd: folder, env });

const run = (begins: string): Promise<Ended> => {
  const [comment, line] = [...printed].find(([text]) => text.startsWith(begins)) ?? ['', 'false'];
  ran.add(comment);
  return shell(`id=${id}; ${line}`);
};

beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), 'asrctl-recipes-'));
  await mkdir(join(folder, 'bin'));
  await mkdir(join(folder, 'recordings'));
  await symlink(launcher, join(folder, 'bin', 'asrctl'));
  const path = `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`;
  env = { PATH: path, HOME: folder, ASRCTL_HOME: join(folder, 'home'), ASRCTL_PROFILE: 'local' };
  for (const name of ['talk.wav', 'recordings/one.wav', 'recordings/two.wav'])
    await writeFile(join(folder, name), `sound of ${name}`);
  printed = await recipes();
  const started = await shell('asrctl local start --engine fake');
  if (started.code !== 0) throw new Error(started.stderr);
});
afterAll(async () => {
  await shell('asrctl local stop');
  await rm(folder, { recursive: true, force: true });
});

test('submit, wait, export', async () => {
  const { code, stdout } = await run('Submit, wait and export');
  expect(code).toBe(0);
  id = stdout.trim().split(' ')[0] ?? '';
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(await readFile(join(folder, 'talk.srt'), 'utf8')).toMatch(/^1\n00:00:00,000 --> /);
});

test('a folder of recordings', async () => {
  const { code, stdout } = await run('A folder');
  expect(code).toBe(0);
  expect(stdout.match(/ succeeded\n/g)).toHaveLength(2);
});

test('a failed job is distinguished from a late one', async () => {
  expect((await run('Distinguish')).stdout).toBe(`${id} succeeded\n`);
  const set = await shell('asrctl local faults set job-fails --operation submit --json');
  expect(schemaErrors('faults', JSON.parse(set.stdout))).toEqual([]);
  await writeFile(join(folder, 'bad.wav'), 'another sound');
  const failed = (await shell('asrctl submit bad.wav')).stdout.trim();
  const done = id;
  id = failed;
  expect((await run('Distinguish')).stdout).toBe(`${failed} failed\nfailed\n`);
  id = done;
});

test('failed jobs are submitted again', async () => {
  const { code, stdout } = await run('Submit again');
  expect(code).toBe(0);
  expect((await shell(`asrctl wait ${stdout.trim()}`)).stdout).toBe(`${stdout.trim()} succeeded\n`);
});

test('the jobs of a day as CSV', async () => {
  expect((await run('The jobs of')).code).toBe(0);
  const rows = parse(await readFile(join(folder, 'jobs.csv')), { columns: true }) as object[];
  expect(rows).toHaveLength(5);
  expect(rows[0]).toMatchObject({ id: expect.any(String), state: 'succeeded', type: 'ASR' });
});

test('the number of jobs in each state', async () => {
  expect((await run('The number')).stdout).toBe('failed 1\nsucceeded 4\n');
});

test('the text of a job, and the jobs that mention a word', async () => {
  const said = await run('The text');
  expect(said.stdout.trim().split('\n')).toHaveLength(3);
  const mentions = await run('The jobs that');
  expect(mentions.code).toBe(0);
  const talk = said.stdout.includes('cedar');
  expect(mentions.stdout.split('\n').includes(id)).toBe(talk);
});

test('captions of all jobs, and those that are too fast to read', async () => {
  expect(await run('Captions')).toMatchObject({ code: 0, stdout: '' });
  const captions = await readdir(join(folder, 'captions'));
  expect(captions).toHaveLength(4);
  expect(captions).toContain(`${id}.vtt`);
  const fast = '1\n00:00:00,000 --> 00:00:01,000\nfar too many words for one single second here\n';
  await writeFile(join(folder, 'fast.srt'), fast);
  await shell('asrctl export fast.srt --style raw -o captions/fast.vtt');
  const { stdout } = await run('The captions that');
  expect(stdout).toMatch(/^captions\/fast\.vtt \d/);
});

/** The code block of the README or of the page about the local service that holds these words. */
const blockWith = async (words: string): Promise<string> => {
  const pages = ['README.md', 'docs/local-service.md'];
  const texts = await Promise.all(pages.map((name) => readFile(join(projectRoot, name), 'utf8')));
  const blocks = texts.flatMap((text) =>
    [...text.matchAll(/```\w+\n([^]*?)```/g)].map(([, block = '']) => block),
  );
  return blocks.find((block) => block.includes(words)) ?? `no block with ${words}`;
};

/** A shell of a user without ASRCTL_HOME, and with an npm that does nothing. */
const freshUser = async (): Promise<{ home: string; sh: (line: string) => Promise<Ended> }> => {
  const home = await mkdtemp(join(folder, 'user-'));
  await mkdir(join(home, 'bin'));
  await writeFile(join(home, 'bin', 'npm'), '#!/bin/sh\n', { mode: 0o755 });
  const path = `${join(home, 'bin')}:${env['PATH'] ?? ''}`;
  const sh = (line: string): Promise<Ended> =>
    runProgram('bash', ['-euc', line], { cwd: home, env: { PATH: path, HOME: home } });
  return { home, sh };
};

test('the first steps, after the setup', async () => {
  await writeFile(join(folder, 'talk.mp4'), 'sound of talk.mp4');
  await rm(join(folder, 'talk.srt'));
  const [setup, ...lines] = (await blockWith('asrctl transcribe talk.mp4    ')).trim().split('\n');
  expect(setup).toMatch(/^asrctl local setup /);
  expect(lines).toHaveLength(3);
  for (const line of lines) expect([line, await shell(line)]).toMatchObject([line, { code: 0 }]);
});

test('the systemd unit starts the service in the foreground, and SIGTERM ends it', async () => {
  const unit = await blockWith('ExecStart=');
  const command = /^ExecStart=(.*)$/m.exec(unit)?.[1] ?? 'false';
  const { sh } = await freshUser();
  const ended = await sh(`
    coproc unit { exec ${command} 2>&1; }
    pid=$unit_PID
    read -r first <&"\${unit[0]}"
    kill -TERM "$pid"
    wait "$pid" && echo "ended with 0 after: $first"`);
  expect(ended).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ended with 0 after: listening on http:\/\/127\.0\.0\.1:\d+/),
  });
});

test('uninstalling leaves no file and no process', async () => {
  const { home, sh } = await freshUser();
  const used =
    'asrctl local start --engine fake; echo a > a.wav; asrctl submit a.wav --profile local';
  expect((await sh(used)).code).toBe(0);
  expect((await readdir(home)).toSorted()).toEqual(['.cache', '.local', 'a.wav', 'bin']);
  const ended = await sh(await blockWith('npm uninstall'));
  expect(ended).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${home}/.local/state/asrctl`),
  });
  const left = await sh('find . -path "*asrctl*"; asrctl local status --json --query running');
  expect(left.stdout).toBe('false\n');
});

test('every recipe was run', () => {
  expect(printed.size).toBe(10);
  expect([...ran].toSorted()).toEqual([...printed.keys()].toSorted());
});
