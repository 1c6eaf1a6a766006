// What an entry of a list may say.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
  await desk.recordings(1);
});
afterEach(() => desk.end());

const plan = async (name: string, list: string, ...flags: string[]) => {
  await writeFile(join(desk.home, name), list);
  return desk.run(['transcribe', '--from', name, '--dry-run', '--json', '-q', ...flags]);
};

const csv = (flag: string, cell: string): string => `media,${flag}\ntalk-1.wav,${cell}\n`;

describe('a flag without a value', () => {
  it.each(['true', 'TRUE', 'Yes', '1'])('is given by %s', async (cell) => {
    const run = await plan('l.csv', csv('semantic-sentences', cell));
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).toContain('emantic');
  });

  it.each(['false', 'FALSE', 'no', '0', ''])('is not given by %j', async (cell) => {
    const run = await plan('l.csv', csv('semantic-sentences', cell));
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).not.toContain('emantic');
  });

  it.each(['true', '1', '"yes"'])('is given by %s in JSON', async (value) => {
    const run = await plan('l.jsonl', `{"media":"talk-1.wav","semanticSentences":${value}}`);
    expect(run.stdout).toContain('emantic');
  });

  it('is a usage error with anything else, and a no overrules the command line', async () => {
    const wrong = await plan('l.csv', csv('semantic-sentences', 'maybe'));
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
    expect(wrong.stderr).toContain('l.csv:2: --semantic-sentences takes true or false');
    for (const [name, list] of [
      ['l.csv', csv('semantic-sentences', 'no')],
      ['l.jsonl', '{"media":"talk-1.wav","semanticSentences":false}'],
    ] as const) {
      expect((await plan(name, list, '--semantic-sentences')).stdout).not.toContain('emantic');
    }
  });
});

describe('a flag with a value', () => {
  it.each(['false', 'FALSE', ''])('that may be left out is not given by %j', async (cell) => {
    const run = await plan('l.csv', csv('speakers', cell), '--profile', 'local-ci');
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(run.stdout).not.toContain('Speaker');
  });

  it('takes words as they are', async () => {
    const run = await plan('l.csv', csv('title', 'false'));
    expect(JSON.parse(run.stdout)).toMatchObject({
      requests: [{ parameters: { Title: 'false' } }],
    });
  });
});

it.each([
  ['of 252 letters', 'n'.repeat(252), 'l.jsonl:1: "nnn'],
  ['with a line end', 'a\\nb', 'l.jsonl:1: the output "a'],
])('an output %s is refused before anything is sent', async (_, output, said) => {
  await writeFile(join(desk.home, 'l.jsonl'), `{"media":"talk-1.wav","output":"${output}"}`);
  const run = await desk.run(['transcribe', '--from', 'l.jsonl']);
  expect(run).toMatchObject({ code: 2, stdout: '' });
  expect(run.stderr).toContain(said);
  expect(desk.jobs()).toBe(0);
});

it('a list on stdin that is separated by NUL holds names as they are', async () => {
  const names = ['#1.wav', ' a\nb .wav'];
  for (const name of names) await writeFile(join(desk.home, name), 'sound');
  const stdin = `${names.join('\0')}\0`;
  for (const argv of [
    ['-', '-0'],
    ['--from', '-', '--null'],
  ]) {
    const line = ['transcribe', ...argv, '--dry-run', '--json', '-q'];
    const { code, stdout } = await desk.run(line, { stdin });
    expect(code).toBe(0);
    const { requests } = JSON.parse(stdout) as { requests: { source: string }[] };
    expect(requests.map(({ source }) => source)).toEqual(names);
  }
});

it.each([
  ['{"media":"talk-1.wav","output":"two.en.vtt"}', [], ['two.en.vtt']],
  ['{"media":"talk-1.wav","output":"a/two.EN.ASS"}', ['--output-format', 'srt'], ['a/two.EN.ASS']],
  ['{"media":"talk-1.wav","output":"two.en"}', ['--output-format', 'vtt'], ['two.en.vtt']],
  ['{"media":"talk-1.wav","output":"x.vtt","formats":"srt"}', [], ['x.vtt.srt']],
])('the extension of an output chooses the format: %s', async (list, flags, names) => {
  const { code, stdout } = await plan('l.jsonl', list, ...flags);
  expect(code).toBe(0);
  const { requests } = JSON.parse(stdout) as { requests: { outputs: string[] }[] };
  expect(requests[0]?.outputs).toEqual(names.map((name) => join(desk.home, name)));
});

it('the format of such an output is that of its extension', async () => {
  await writeFile(join(desk.home, 'l.jsonl'), '{"media":"talk-1.wav","output":"two.en.vtt"}');
  expect(await desk.run(['transcribe', '--from', 'l.jsonl'])).toMatchObject({ code: 0 });
  expect(await readFile(join(desk.home, 'two.en.vtt'), 'utf8')).toMatch(/^WEBVTT\n/);
});
