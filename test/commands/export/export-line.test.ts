// Export and lint as typed: global flags, exit codes, streams.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { asrctl, type RunOptions, type RunResult } from '../../support/run.js';

const srt = '1\n00:00:01,000 --> 00:00:03,000\nHello & welcome.\n\n';

const at = (files: Record<string, string>): string => {
  const cwd = mkdtempSync(join(tmpdir(), 'asrctl-test-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(cwd, name), text);
  return cwd;
};

const typed = (line: string, options: RunOptions): Promise<RunResult> =>
  asrctl(line.split(' '), options);

it('writes to stdout, and nothing else to it', async () => {
  const cwd = at({ 'a.srt': srt });
  expect(await typed('export a.srt --style raw', { cwd })).toMatchObject({
    code: 0,
    stdout: srt,
    stderr: '',
  });
  expect(await typed('export-srt --style raw a.srt -o -', { cwd })).toMatchObject({
    code: 0,
    stdout: srt,
  });
});

it('takes --format before and after the command, and --json for json', async () => {
  const cwd = at({ 'a.srt': srt });
  const vtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:03.000\nHello &amp; welcome.\n\n';
  expect((await typed('--format vtt export a.srt', { cwd })).stdout).toBe(vtt);
  expect((await typed('export a.srt --format=vtt', { cwd })).stdout).toBe(vtt);
  expect(JSON.parse((await typed('export a.srt --json', { cwd })).stdout)).toMatchObject({
    schemaVersion: 1,
  });
});

it('names each file on stderr, except with --quiet', async () => {
  const cwd = at({ 'a.srt': srt });
  expect(await typed('export a.srt -o b.vtt', { cwd })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: `Wrote ${join(cwd, 'b.vtt')}\n`,
  });
  expect(await typed('export a.srt -q -o c.vtt', { cwd })).toMatchObject({
    code: 0,
    stdout: '',
    stderr: '',
  });
  expect(readFileSync(join(cwd, 'c.vtt'), 'utf8')).toBe(readFileSync(join(cwd, 'b.vtt'), 'utf8'));
});

it.each([
  ['export a.srt -o a.srt', 9],
  ['export a.srt --format docx', 2],
  ['export a.srt --query jobs', 2],
  ['export a.srt --style fancy', 2],
  ['export a.srt a.srt', 2],
  ['export missing.srt', 3],
  ['export', 2],
  ['lint a.srt', 0],
  ['lint a.srt --max-chars 5', 1],
  ['lint a.srt --format srt', 2],
  ['lint missing.srt', 3],
])('%s: exit %i', async (line, code) => {
  expect(await typed(line, { cwd: at({ 'a.srt': srt }) })).toMatchObject({ code });
});

it('ends quietly when stdout is closed', async () => {
  const cwd = at({ 'a.srt': srt });
  expect(await typed('export a.srt', { cwd, stdoutWrites: 0 })).toMatchObject({
    code: 0,
    stderr: '',
  });
});

it('removes control characters on a terminal, not in a pipe', async () => {
  const cwd = at({ 'a.srt': srt.replace('Hello', 'He\u202Ello') });
  expect((await typed('export a.srt --style raw', { cwd, tty: true })).stdout).not.toContain(
    '\u202E',
  );
  expect((await typed('export a.srt --style raw', { cwd })).stdout).toContain('\u202E');
});

it('shows findings as a table, as json and as a summary', async () => {
  const cwd = at({ 'a.srt': srt });
  const table = await typed('lint a.srt --style netflix-en --max-chars 5', { cwd });
  expect(table.stdout).toMatch(
    /^FILE +LINE +CUE +TIME +RULE +MEASURED +LIMIT +FINDING\na\.srt +2 +1 +00:00:01\.000 +width +16 +5 +line too long\n$/,
  );
  expect(table.stderr).toBe(
    'asrctl: 1 finding\nAdd --fix to repair these cues, with -o FOLDER/ or --force to replace the files.\n',
  );
  const json = await typed('lint a.srt --style netflix-en --max-chars 5 --json', { cwd });
  expect(JSON.parse(json.stdout)).toMatchObject({
    findings: [
      { file: 'a.srt', cue: 1, line: 2, timeMs: 1000, rule: 'width', measured: 16, limit: 5 },
    ],
  });
  expect(JSON.parse(json.stderr)).toMatchObject({ error: { code: 'findings', exitCode: 1 } });
  const summary = await typed('lint a.srt --style netflix-en --summary --format csv', { cwd });
  expect(summary).toMatchObject({
    code: 0,
    stdout: 'file,style,cues,broken,rules\r\na.srt,netflix-en,1,0,\r\n',
  });
});

it.each([
  ['--scale 0', '--scale "0" is not a number above zero\nFor example: --scale 25/24'],
  ['--fps 0.001', '--fps "0.001" is not a frame rate\nFor example: --fps 25'],
  ['--gap 10', '--gap "10" is longer than 2 s\nFor example: --gap 84ms'],
  ['--second-first', '--second-first needs --bilingual\nAdd --bilingual JOB, or leave it out.'],
])('refuses %s', async (flags, said) => {
  const cwd = at({ 'a.srt': srt });
  expect(await typed(`export a.srt ${flags}`, { cwd })).toMatchObject({
    code: 2,
    stdout: '',
    stderr: `asrctl: ${said}\n`,
  });
});

it('makes the folders of a file, and reports a folder that cannot be made', async () => {
  const cwd = at({ 'a.srt': srt });
  await typed('export a.srt -o b/c/a.srt', { cwd });
  expect(readFileSync(join(cwd, 'b/c/a.srt'), 'utf8')).toBe(srt);
  expect(await typed('export a.srt -o a.srt/b/c.srt', { cwd })).toMatchObject({ code: 1 });
});

it('reads UTF-16 with its mark and without', async () => {
  const cwd = at({});
  writeFileSync(join(cwd, 'plain.srt'), srt, 'utf16le');
  writeFileSync(join(cwd, 'marked.srt'), `\uFEFF${srt}`, 'utf16le');
  writeFileSync(join(cwd, 'big.srt'), Buffer.from(srt, 'utf16le').swap16());
  for (const name of ['plain', 'marked', 'big']) {
    expect((await typed(`export ${name}.srt --style raw`, { cwd })).stdout).toBe(srt);
  }
});
