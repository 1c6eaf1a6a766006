// Every example of the help pages, run by a shell as printed, with the local service.
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { commandTree } from '../../.config/generate/index.js';
import { helpDocument } from '../../src/help/document.js';
import { ensureBuilt, launcher, runProgram, type Ended } from '../support/spawn.js';

interface CommandDocument {
  readonly examples: readonly string[];
  readonly commands: readonly CommandDocument[];
}

const examplesBelow = ({ examples, commands }: CommandDocument): string[] => [
  ...examples,
  ...commands.flatMap(examplesBelow),
];

const root = await commandTree('');
const shown = helpDocument(root, root, '').document?.(root) as
  | { readonly command: CommandDocument }
  | undefined;
const examples = [...new Set(shown === undefined ? [] : examplesBelow(shown.command))];

/** Examples of what does not exist here, or what the local service cannot do: exit code and message. All others end with 0. */
const refused: readonly (readonly [example: RegExp, code: number, words: RegExp])[] = [
  [/^asrctl (?:get|export) 88c6/, 3, /There is no job "88c6/],
  [/--state (?:failed|queued) .*\| asrctl/, 2, /stdin held no line/],
  [/--watch/, 2, /--watch needs a terminal/],
  [/^asrctl retry @last/, 2, /only a failed job is retried/],
  [/^asrctl cancel @last/, 2, /has already succeeded/],
  [/^asrctl open /, 2, /The local service has no console/],
  [/^asrctl lint \*\.vtt/, 1, /findings/],
  [/^asrctl production submit --function Cover/, 3, /No such file/],
  [/^asrctl production export/, 3, /There is no production job/],
  [/^asrctl hotwords list/, 1, /InvalidApi\.NotFound/],
  [/^asrctl submit --hotwords/, 3, /No such file/],
  [/^asrctl submit --queue/, 2, /is not in the profile's bucket/],
  [/^asrctl profile add (?:work|tx)/, 9, /already exists/],
];

let folder = '';
let id = '';

const shell = (line: string): Promise<Ended> =>
  runProgram('bash', ['-o', 'pipefail', '-c', line], {
    cwd: folder,
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      SHELL: '/bin/bash',
      PS1: '',
      ASRCTL_HOME: join(folder, 'home'),
      ASRCTL_PROFILE: 'local',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAI5tExample',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'not-a-secret',
    },
  });

const program = async (name: string, text: string): Promise<void> => {
  await writeFile(join(folder, name), `#!/bin/sh\n${text}\n`);
  await chmod(join(folder, name), 0o755);
};

beforeAll(async () => {
  await ensureBuilt();
  folder = await mkdtemp(join(tmpdir(), 'asrctl-examples-'));
  for (const name of ['bin', 'out']) await mkdir(join(folder, name));
  await symlink(launcher, join(folder, 'bin', 'asrctl'));
  await program('notify', 'cat > /dev/null');
  await program('bin/pass', 'printf "LTAI5tExample\\nnot-a-secret\\n"');
  for (const name of ['talk.mp4', 'one.wav', 'two.wav', 'three.mp3', 'talk.wav'])
    await writeFile(join(folder, name), `sound of ${name}`);
  await writeFile(join(folder, 'list.csv'), 'input,duration\none.wav,1m\n');
  const started = await shell('asrctl local start --engine fake');
  if (started.code !== 0) throw new Error(started.stderr);
  id = (await shell('asrctl submit talk.mp4')).stdout.trim();
  await shell(`asrctl wait ${id}; echo ${id} > ids.txt; asrctl get ${id} --json > talk.json`);
  await shell(`asrctl export ${id} -o talk.en.vtt`);
  await shell('pass | asrctl profile add work --region cn-shanghai --stdin');
  await shell('pass | asrctl profile add tx --provider ci --region ap-guangzhou --stdin');
});
afterAll(async () => {
  await shell('asrctl local stop');
  await rm(folder, { recursive: true, force: true });
});

test('there are examples', () => {
  expect(examples.length).toBeGreaterThan(50);
});

test.each(examples)('%s', async (example) => {
  await shell('rm -rf subtitles better.srt talk.srt talk.vtt clean.wav');
  if (example.includes('lint')) await shell(`asrctl export ${id} -o talk.srt`);
  const profile = /queue list|cos:/.test(example) ? 'local-ci' : 'local';
  const { code, stderr } = await shell(`export ASRCTL_PROFILE=${profile}; id=${id}; ${example}`);
  const [, expected = 0, words = /^/] = refused.find(([of]) => of.test(example)) ?? [];
  expect(`${code} ${stderr}`).toMatch(new RegExp(`^${expected} `));
  expect(stderr).toMatch(words);
});
