// What lint prints beside its findings.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Exit } from '../../../src/errors.js';
import { asrctl } from '../../support/run.js';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'asrctl-test-'));
  const cue = (text: string): string => `1\n00:00:01,000 --> 00:00:03,000\n${text}\n`;
  await writeFile(join(cwd, 'good.srt'), cue('Nothing is wrong here.'));
  await writeFile(join(cwd, 'fast.srt'), cue('Nobody can read so much in two seconds, '.repeat(4)));
});
afterAll(() => rm(cwd, { recursive: true, force: true }));

const lint = (...argv: readonly string[]) => asrctl(['lint', ...argv], { cwd });

test('a file that cannot be read is an error and nothing else', async () => {
  const { code, stdout, stderr } = await lint('nosuch.srt');
  expect({ code, stdout }).toEqual({ code: Exit.notFound, stdout: '' });
  expect(stderr).toMatch(/^asrctl: .*nosuch\.srt.*\n.*\n$/);
});

test('the files that were read are named, beside the errors', async () => {
  const { code, stderr } = await lint('nosuch.srt', 'good.srt', '--style', 'netflix-en');
  expect(code).toBe(Exit.someFailed);
  expect(stderr).toContain('No findings: good.srt, 1 cue, netflix-en.\n');
});

test('--reshape names the command that lists what could not be kept', async () => {
  const { code, stderr } = await lint(
    'fast.srt',
    '--reshape',
    '-o',
    'out.srt',
    '--style',
    'netflix-en',
  );
  expect(code).toBe(Exit.ok);
  expect(stderr).toMatch(/break a rule of netflix-en: .* \(asrctl lint lists them\)\n/);
  expect(stderr).not.toContain('--report');
  expect((await lint('out.srt', '--style', 'netflix-en')).code).toBe(Exit.error);
});

test.each([
  [80, /^LINE +CUE +TIME +RULE +MEASURED +LIMIT +FINDING$/],
  [60, /^LINE +CUE +TIME +MEASURED +LIMIT +FINDING$/],
])('%i columns show what is wrong, and not the name of the only file', async (columns, head) => {
  const options = { cwd, columns, tty: true, env: { NO_COLOR: '1' } };
  const { stdout } = await asrctl(['lint', 'fast.srt', '--style', 'netflix-en'], options);
  expect(stdout.split('\n')[0]).toMatch(head);
  expect(stdout).toContain('line too long');
  const piped = (await asrctl(['lint', 'fast.srt'], { cwd })).stdout;
  expect(piped).toMatch(/^FILE .*\nfast\.srt /);
});
