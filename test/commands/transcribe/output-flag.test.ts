// `transcribe -o FILE|FOLDER|-`, and `--notify-me`.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.end());

describe('-o', () => {
  it('names the file, whose extension chooses the format, in a folder that is made', async () => {
    const [file = ''] = await desk.recordings(1);
    const run = await desk.run(['transcribe', file, '-o', 'new/Talk.vtt', '-q']);
    const path = join(desk.home, 'new', 'Talk.vtt');
    expect(run).toMatchObject({ code: 0, stdout: `${path}\n`, stderr: '' });
    expect(await readFile(path, 'utf8')).toMatch(/^WEBVTT\n/);
    expect(await desk.files('new')).toEqual(['Talk.vtt']);
  });

  it('takes the format from --output-format, and srt without an extension', async () => {
    const [file = ''] = await desk.recordings(1);
    const named = ['transcribe', file, '-o', 'a.bin', '--output-format', 'vtt', '-q'];
    expect((await desk.run(named)).code).toBe(0);
    expect(await readFile(join(desk.home, 'a.bin'), 'utf8')).toMatch(/^WEBVTT\n/);
    expect((await desk.run(['transcribe', file, '-o', 'plain', '-q'])).code).toBe(0);
    expect(await readFile(join(desk.home, 'plain'), 'utf8')).toMatch(/^1\n00:00:00,000 --> /);
  });

  it.each(['subs/', 'there'])('%s is a folder for several recordings', async (folder) => {
    await mkdir(join(desk.home, 'there'));
    const files = await desk.recordings(2);
    expect((await desk.run(['transcribe', ...files, '-o', folder, '-q'])).code).toBe(0);
    expect(await desk.files(folder)).toEqual(['talk-1.srt', 'talk-2.srt']);
  });

  it('- prints the subtitles, each time, with one job', async () => {
    const [file = ''] = await desk.recordings(1);
    const argv = ['transcribe', file, '-o', '-', '--output-format', 'vtt', '-q'];
    const first = await desk.run(argv);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toMatch(/^WEBVTT\n\n/);
    expect(await desk.run(argv)).toMatchObject({ code: 0, stdout: first.stdout });
    const other = await desk.run(['transcribe', file, '-o', '/dev/stdout', '-q']);
    expect(other.stdout).toMatch(/^1\n00:00:00,000 --> /);
    expect(desk.jobs()).toBe(1);
    expect(await desk.files('.')).not.toContain('talk-1.vtt');
  });

  it.each([
    [['-o', 'one.srt'], '"one.srt" is one file, and there are 2 recordings', 2],
    [['-o', '-'], 'stdout is one file, and there are 2 recordings', 2],
    [
      ['-o', 'one.srt', '--output-format', 'srt,vtt'],
      '"one.srt" is one file, and --output-format names 2 formats',
      1,
    ],
    [['-o', 'one.docx'], 'No format is known for "one.docx"', 1],
    [['-o', '-', '--json'], '-o - prints the subtitles, so a document cannot go there', 1],
  ])('%j is refused before anything is sent', async (flags, message, count) => {
    const files = await desk.recordings(count);
    const run = await desk.run(['transcribe', ...files, ...flags]);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain(message);
    expect(run.stderr).toMatch(/-o FOLDER\/|--output-format/);
    expect(desk.jobs()).toBe(0);
  });

  it('does not replace a file that another run did not write', async () => {
    const [file = '', other = ''] = await desk.recordings(2);
    expect((await desk.run(['transcribe', file, '-o', 'x.srt', '-q'])).code).toBe(0);
    const run = await desk.run(['transcribe', other, '-o', 'x.srt', '-q']);
    expect(run).toMatchObject({ code: 9 });
    expect(run.stderr).toContain('Add --force to replace it, or write elsewhere with -o.');
  });
});

describe('a medium that is missing', () => {
  it.each([['-q'], ['--verbose'], ['--json']])('is reported once (%s)', async (flag) => {
    const run = await desk.run(['transcribe', 'nosuch.wav', flag]);
    expect(run.code).toBe(3);
    expect(run.stderr.match(/no file/g)).toHaveLength(1);
  });

  it('is reported once among others', async () => {
    const [file = ''] = await desk.recordings(1);
    const run = await desk.run(['transcribe', file, 'nosuch.wav']);
    expect(run.code).toBe(6);
    expect(run.stderr.match(/no file/g)).toHaveLength(1);
  });
});

describe('--notify-me', () => {
  const bell = '\u0007\u001b]9;asrctl: 2 of 2 done (2 submitted).\u0007';

  it('rings and notifies through the terminal when the run is done', async () => {
    const files = await desk.recordings(2);
    const { stderr } = await desk.run(['transcribe', ...files, '--notify-me'], { tty: true });
    expect(stderr).toContain(bell);
    expect(stderr).toContain('\u001b]777;notify;asrctl;asrctl: 2 of 2 done (2 submitted).\u0007');
    const waiting = ['wait', '--notify-me', ...(await ids())];
    const wait = await desk.run(waiting, { tty: true });
    expect(wait.stderr).toContain('\u001b]9;asrctl: 2 of 2 jobs finished.\u0007');
  });

  const ids = async (): Promise<string[]> =>
    (await desk.run(['list', '--format', 'id'])).stdout.trim().split('\n');

  it.each([
    ['no terminal', {}],
    ['a dumb one', { tty: true, env: { TERM: 'dumb' } }],
  ] as const)('writes nothing to %s', async (_, terminal) => {
    const files = await desk.recordings(2);
    const { stderr } = await desk.run(['transcribe', ...files, '--notify-me'], terminal);
    expect(stderr).not.toMatch(/[\u0007\u001b]/);
  });
});

describe('on a terminal', () => {
  it('each unfinished file has a line', async () => {
    await desk.run(['local', 'faults', 'set', 'job-stuck', '--count', '2', '--delay', '1s']);
    const files = await desk.recordings(2);
    const { statuses, stdout } = await desk.run(['transcribe', ...files], { tty: true });
    expect(stdout.trim().split('\n')).toHaveLength(2);
    const lines = statuses.flatMap((status) => status.split('\n'));
    expect(lines).toContainEqual(expect.stringMatching(/^talk-1\.wav {2}(?:queued|running)/));
    expect(lines).toContainEqual(expect.stringMatching(/^0 of 2 finished, 2 in progress, \d+s$/));
  });

  it('off one, a line for each change of state', async () => {
    await desk.run(['local', 'faults', 'set', 'job-stuck', '--delay', '1s']);
    const [file = ''] = await desk.recordings(1);
    const { stderr } = await desk.run(['transcribe', file]);
    expect(stderr).toMatch(/^talk-1\.wav: job \w+ queued\ntalk-1\.wav: job \w+ running\n$/m);
  });
});
