import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CliError } from '../../../src/errors.js';
import { openDesk, type Desk } from './support.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.end());

const document = (stdout: string) =>
  JSON.parse(stdout) as {
    items: {
      source: string;
      input: string;
      id: string;
      submitted: string;
      outputs: string[];
      error: unknown;
    }[];
    counts: Record<string, number>;
  };

describe('what would go wrong after the job was paid for', () => {
  it.each([
    [['--style', 'nope'], 'There is no style "nope"'],
    [['--max-chars', '0'], '--max-chars'],
    [['--offset', 'abc'], '--offset'],
    [['--min-duration', '5s', '--max-duration', '1s'], '--min-duration is longer'],
    [['--speaker-name', 'x'], '--speaker-name'],
    [['--output-format', 'nope'], 'nope'],
  ])('stops %j before anything is sent, and before a plan', async (flags, words) => {
    const files = await desk.recordings(1);
    for (const more of [[], ['--dry-run']]) {
      const run = await desk.run(['transcribe', ...files, ...flags, ...more]);
      expect(run).toMatchObject({ code: 2, stdout: '' });
      expect(run.stderr).toContain(words);
    }
    expect(desk.jobs()).toBe(0);
  });

  it('stops a list for the style of its last entry, which is named', async () => {
    await desk.recordings(2);
    await writeFile(join(desk.home, 'list.csv'), 'media,style\ntalk-1.wav,bbc\ntalk-2.wav,nope\n');
    const run = await desk.run(['transcribe', '--from', 'list.csv']);
    expect(run).toMatchObject({ code: 2, stdout: '' });
    expect(run.stderr).toContain('talk-2.wav: There is no style "nope"');
    expect(desk.jobs()).toBe(0);
  });

  it('stops for a folder that cannot be made', async () => {
    const files = await desk.recordings(1);
    await writeFile(join(desk.home, 'file'), '');
    const run = await desk.run(['transcribe', ...files, '--output-dir', 'file/subs']);
    expect(run).toMatchObject({ code: 1, stdout: '' });
    expect(run.stderr).toContain('Could not write');
    expect(desk.jobs()).toBe(0);
  });
});

describe('from files to subtitles', () => {
  it('--format names files and the rendering', async () => {
    const [file = ''] = await desk.recordings(1);
    const run = await desk.run(['transcribe', file, '--format', 'vtt,json']);
    expect(run).toMatchObject({ code: 0 });
    expect(JSON.parse(run.stdout)).toMatchObject({
      items: [{ outputs: [expect.stringMatching(/talk-1\.vtt$/)] }],
    });
    const wrong = await desk.run(['transcribe', file, '--format', 'vtx']);
    expect(wrong).toMatchObject({ code: 2, stdout: '' });
  });

  it.each(['--output-format', '--format'])(
    '%s: writes each format beside the others and prints their paths',
    async (flag) => {
      const files = await desk.recordings(3);
      const run = await desk.run(['transcribe', ...files, flag, 'srt,vtt', '--output-dir', 'subs']);
      expect(run).toMatchObject({ code: 0 });
      const names = ['talk-1', 'talk-2', 'talk-3'].flatMap((n) => [`${n}.srt`, `${n}.vtt`]);
      expect(await desk.files('subs')).toEqual(names);
      const paths = names.map((name) => join(desk.home, 'subs', name));
      expect(
        run.stdout
          .trim()
          .split('\n')
          .toSorted((a, b) => (a < b ? -1 : 1)),
      ).toEqual(paths);
      expect(await readFile(join(desk.home, 'subs', 'talk-1.srt'), 'utf8')).toMatch(
        /^1\n00:00:00,000 --> /,
      );
      expect(run.stderr).toContain('3 of 3 done (3 submitted).');
      expect(desk.jobs()).toBe(3);
    },
  );

  it('gives a document in the order of the command line with --json', async () => {
    const files = await desk.recordings(3);
    const run = await desk.run(['transcribe', ...files, '--json', '-q']);
    const { items, counts } = document(run.stdout);
    expect(items.map((item) => item.source)).toEqual(files);
    expect(items[1]).toMatchObject({
      state: 'succeeded',
      submitted: 'new',
      outputs: [join(desk.home, 'talk-2.srt')],
      error: null,
    });
    expect(counts).toMatchObject({ total: 3, succeeded: 3, failed: 0, new: 3, uploaded: 0 });
  });

  it('does nothing twice: neither submits nor writes what an earlier run did', async () => {
    const files = await desk.recordings(2);
    const argv = ['transcribe', ...files, '--json', '-q'];
    const first = document((await desk.run(argv)).stdout);
    const second = await desk.run(argv);
    expect(second.code).toBe(0);
    const again = document(second.stdout);
    expect(again.items.map(({ id, outputs }) => ({ id, outputs }))).toEqual(
      first.items.map(({ id, outputs }) => ({ id, outputs })),
    );
    expect(again.counts).toMatchObject({ new: 0, reused: 2 });
    expect(desk.jobs()).toBe(2);
  });

  it('writes a file that was deleted again, from the job there is', async () => {
    const files = await desk.recordings(1);
    await desk.run(['transcribe', ...files]);
    await rm(join(desk.home, 'talk-1.srt'));
    expect((await desk.run(['transcribe', ...files])).code).toBe(0);
    expect(await desk.files('.')).toContain('talk-1.srt');
    expect(desk.jobs()).toBe(1);
  });

  it('submits anew with --again, and replaces its own file', async () => {
    const files = await desk.recordings(1);
    await desk.run(['transcribe', ...files]);
    expect((await desk.run(['transcribe', ...files, '--again'])).code).toBe(0);
    expect(desk.jobs()).toBe(2);
  });

  it('makes one job of two files with the same content', async () => {
    await writeFile(join(desk.home, 'a.wav'), 'same');
    await writeFile(join(desk.home, 'b.wav'), 'same');
    const run = await desk.run(['transcribe', 'a.wav', 'b.wav']);
    expect(run.code).toBe(0);
    expect(await desk.files('.')).toEqual(expect.arrayContaining(['a.srt', 'b.srt']));
    expect(desk.jobs()).toBe(1);
  });
});

describe('what is not overwritten', () => {
  it('refuses a file of somebody else before anything is sent: exit 9', async () => {
    const files = await desk.recordings(1);
    await writeFile(join(desk.home, 'talk-1.srt'), 'mine');
    const run = await desk.run(['transcribe', ...files]);
    expect(run).toMatchObject({ code: 9 });
    expect(run.stderr).toContain('talk-1.srt" exists already\nAdd --force');
    expect(desk.jobs()).toBe(0);
    expect((await desk.run(['transcribe', ...files, '--force'])).code).toBe(0);
    expect(await readFile(join(desk.home, 'talk-1.srt'), 'utf8')).toContain('-->');
  });

  it('leaves a file alone that was edited since', async () => {
    const files = await desk.recordings(1);
    await desk.run(['transcribe', ...files]);
    await writeFile(join(desk.home, 'talk-1.srt'), 'corrected by hand');
    expect((await desk.run(['transcribe', ...files])).code).toBe(9);
    expect(await readFile(join(desk.home, 'talk-1.srt'), 'utf8')).toBe('corrected by hand');
  });

  it('refuses two media that would share a name: exit 2', async () => {
    await mkdir(join(desk.home, 'other'));
    await desk.recordings(1);
    await writeFile(join(desk.home, 'other', 'TALK-1.mp3'), 'x');
    const run = await desk.run(['transcribe', 'talk-1.wav', 'other/TALK-1.mp3']);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('would both be written to');
    expect(desk.jobs()).toBe(0);
  });
});

describe('lists', () => {
  it('takes flags, names and formats per entry from CSV and JSON Lines', async () => {
    await desk.recordings(3);
    const csv =
      'media,output,title,formats\ntalk-1.wav,one/first,First talk,"srt,vtt"\ntalk-2.wav,,,\n';
    await writeFile(join(desk.home, 'list.csv'), csv);
    const run = await desk.run(['transcribe', '--from', 'list.csv', '--output-dir', 'out']);
    expect(run).toMatchObject({ code: 0 });
    expect(await desk.files('out/one')).toEqual(['first.srt', 'first.vtt']);
    expect(await desk.files('out')).toEqual(['one', 'talk-2.srt']);
    const lines = '{"media":"talk-3.wav","output":"third","user-data":{"k":"v"}}\n';
    const piped = await desk.run(['transcribe', '--from', '-', '--json', '-q'], { stdin: lines });
    const [item] = document(piped.stdout).items;
    const job = await desk.run(['get', item?.id ?? '', '--json']);
    expect(JSON.parse(job.stdout)).toMatchObject({ jobs: [{ userData: '{"k":"v"}' }] });
    const list = await desk.run(['list', '--json']);
    expect(list.stdout).toContain('First talk');
  });

  it('names the line that cannot be read', async () => {
    await writeFile(join(desk.home, 'list.jsonl'), '{"media":"a.wav"}\n{"title":1}\n');
    const run = await desk.run(['transcribe', '--from', 'list.jsonl']);
    expect(run).toMatchObject({ code: 2 });
    expect(run.stderr).toContain('list.jsonl:2 names no media');
    await writeFile(join(desk.home, 'bad.csv'), 'media,colour\na.wav,red\n');
    await writeFile(join(desk.home, 'a.wav'), 'a');
    const bad = await desk.run(['transcribe', '--from', 'bad.csv']);
    expect(bad).toMatchObject({ code: 2 });
    expect(bad.stderr).toContain('"colour" is not a flag of an entry');
  });
});

describe('when something fails', () => {
  it('goes on with the others, tells why at the end, and exits 6', async () => {
    const files = await desk.recordings(2);
    const run = await desk.run([
      'transcribe',
      files[0] ?? '',
      'missing.wav',
      files[1] ?? '',
      '--json',
    ]);
    expect(run.code).toBe(6);
    const { items, counts } = document(run.stdout);
    expect(items.map(({ error }) => error !== null)).toEqual([false, true, false]);
    expect(items[1]?.error).toMatchObject({ code: 'file_not_found', exitCode: 3 });
    expect(counts).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    const lines = run.stderr.trim().split('\n');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      error: { exitCode: 6, message: '1 of 3 items failed' },
    });
  });

  it('says the error itself for a single item', async () => {
    const run = await desk.run(['transcribe', 'missing.wav']);
    expect(run).toMatchObject({ code: 3, stdout: '' });
    expect(run.stderr).toContain('asrctl: There is no file "missing.wav"');
  });

  it('says why a job failed, and submits it anew in the next run', async () => {
    await desk.run(['local', 'faults', 'set', 'job-fails', '--count', '100']);
    const files = await desk.recordings(2);
    for (const jobs of [2, 4]) {
      const run = await desk.run(['transcribe', ...files, '--json']);
      expect(run.code).toBe(5);
      expect(document(run.stdout).items[0]).toMatchObject({
        state: 'failed',
        error: { code: 'FaultOnDemand', exitCode: 5 },
      });
      expect(desk.jobs()).toBe(jobs);
    }
  });

  it('submits no more after three failed jobs, unless that is asked for', async () => {
    await desk.run(['local', 'faults', 'set', 'job-fails', '--count', '100']);
    const [file = ''] = await desk.recordings(1);
    for (const [jobs, hint] of [
      [1, false],
      [2, false],
      [3, false],
      [3, true],
    ] as const) {
      const run = await desk.run(['transcribe', file, '--json']);
      expect(run.code).toBe(5);
      expect(desk.jobs()).toBe(jobs);
      expect(run.stderr.includes('--retry-failed')).toBe(hint);
    }
    // The same content by another name, through the other command.
    await writeFile(join(desk.home, 'twin.wav'), 'sound of talk-1.wav');
    const twin = await desk.run(['submit', 'twin.wav', '--json']);
    expect(twin).toMatchObject({ code: 5 });
    expect(twin.stderr).toContain('"code":"max_attempts"');
    expect(desk.jobs()).toBe(3);
    for (const [flags, jobs] of [
      [['--max-attempts', '4'], 4],
      [['--max-attempts', '4'], 4],
      [['--retry-failed'], 5],
      [['--again'], 6],
    ] as const) {
      expect((await desk.run(['transcribe', file, ...flags])).code).toBe(5);
      expect(desk.jobs()).toBe(jobs);
    }
    expect((await desk.run(['transcribe', file, '--max-attempts', '0'])).code).toBe(2);
  });

  it('stops waiting at the timeout: exit 7, counted as pending, continued by the next run', async () => {
    await desk.run(['local', 'faults', 'set', 'job-stuck', '--delay', '500ms']);
    const files = await desk.recordings(3);
    const argv = ['transcribe', ...files, '--timeout', '1ms', '--json'];
    const run = await desk.run(argv);
    expect(run.code).toBe(7);
    expect(document(run.stdout).counts).toMatchObject({ total: 3, failed: 0, pending: 3 });
    const [said] = run.stderr.trim().split('\n').slice(-1);
    expect(JSON.parse(said ?? '')).toMatchObject({
      error: {
        exitCode: 7,
        message: '3 of 3 items were not finished in time; their jobs continue',
      },
    });
    expect(
      await desk.run(argv.slice(0, -3).concat('missing.wav', ...argv.slice(-3))),
    ).toMatchObject({
      code: 6,
    });
    expect((await desk.run(['transcribe', ...files])).code).toBe(0);
    expect(desk.jobs()).toBeLessThanOrEqual(3);
  });

  it('has nothing to do with an empty list: exit 2, or 0 with --allow-empty', async () => {
    await writeFile(join(desk.home, 'list.txt'), '# nothing yet\n');
    for (const argv of [['--from', 'list.txt'], ['-']]) {
      expect((await desk.run(['transcribe', ...argv])).code).toBe(2);
      const run = await desk.run(['transcribe', ...argv, '--allow-empty', '--json', '-q']);
      expect(run).toMatchObject({ code: 0, stderr: '' });
      expect(document(run.stdout)).toMatchObject({ items: [], counts: { total: 0 } });
    }
  });

  it('finishes all items though stdout is closed', async () => {
    const files = await desk.recordings(5);
    const run = await desk.run(['transcribe', ...files], { stdoutWrites: 1 });
    expect(run.code).toBe(0);
    expect(run.stderr).toContain('stdout is closed');
    expect((await desk.files('.')).filter((name) => name.endsWith('.srt'))).toHaveLength(5);
  });

  it('says after an interrupt how to go on', async () => {
    const files = await desk.recordings(2);
    const stop = new AbortController();
    stop.abort(new CliError(130, 'Interrupted.'));
    const run = await desk.run(['transcribe', ...files], { signal: stop.signal });
    expect(run).toMatchObject({ code: 130 });
    expect(run.stderr).toContain('Run the same command again: it continues and repeats nothing.');
    const anew = await desk.run(['transcribe', ...files, '--again'], { signal: stop.signal });
    expect(anew.stderr).toContain('Run it without --again to continue with these jobs.');
  });
});

describe('--dry-run', () => {
  it('shows requests and files, and sends nothing', async () => {
    const files = await desk.recordings(2);
    const run = await desk.run(['transcribe', ...files, '--dry-run', '--json', '--title', 'T']);
    expect(run.code).toBe(0);
    const { requests } = JSON.parse(run.stdout) as { requests: Record<string, unknown>[] };
    expect(requests[0]).toMatchObject({
      source: 'talk-1.wav',
      input: pathToFileURL(join(desk.home, 'talk-1.wav')).href,
      upload: null,
      operation: 'SubmitASRJob',
      parameters: { Title: 'T' },
      outputs: [join(desk.home, 'talk-1.srt')],
    });
    expect(run.stderr).toContain('Nothing was sent.');
    expect(desk.jobs()).toBe(0);
  });

  it('reckons minutes and cost, and refuses above --max-cost', async () => {
    const recording = await readFile(join(import.meta.dirname, '../../../examples/recording.wav'));
    await writeFile(join(desk.home, 'real.wav'), recording);
    const priced = ['transcribe', 'real.wav', '--price-per-hour', '60'];
    const run = await desk.run([...priced, '--dry-run', '--json']);
    const plan = JSON.parse(run.stdout) as { audioMinutes: number; cost: number };
    expect(plan.audioMinutes).toBeGreaterThan(0);
    expect(plan.cost).toBeCloseTo(plan.audioMinutes, 1);
    const refused = await desk.run([...priced, '--max-cost', '0.0001']);
    expect(refused).toMatchObject({ code: 2 });
    expect(refused.stderr).toContain('Nothing was sent.');
    expect(desk.jobs()).toBe(0);
  });
});
