// What a user is told about a file that cannot be decoded: the reason in words, and what ffprobe sees.
import { execFile } from 'node:child_process';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkLength, diskBound } from '../../../src/local/media/bounds.js';
import { decode } from '../../../src/local/media/decode.js';
import { decodeReason } from '../../../src/local/media/decode-reasons.js';
import { readProbe } from '../../../src/local/media/probe.js';
import type { Argv } from '../../../src/argv.js';
import { linesOf } from '../../../src/local/programs/child.js';
import { freshDir, recording } from '../support.js';

const runFile = promisify(execFile);
let dir: string;
const started: string[] = [];
beforeEach(async () => {
  dir = await freshDir();
  started.length = 0;
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const run = (argv: Argv): AsyncIterable<string> => {
  started.push(argv.join(' '));
  return linesOf(argv, {
    platform: process.platform,
    env: process.env,
    signal: new AbortController().signal,
    started: () => undefined,
    limitMs: 60_000,
  });
};
const tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' };
const decoding = (file: string, ffprobe: string | null = 'ffprobe'): Promise<void> =>
  decode(run, { ...tools, ffprobe }, { file, startMs: 0, durationMs: null }, join(dir, 'out.wav'));
const make = async (name: string, ...argv: string[]): Promise<string> => {
  const path = join(dir, name);
  await runFile('ffmpeg', ['-loglevel', 'error', ...argv, path]);
  return path;
};

describe('a file that cannot be decoded is explained', () => {
  it('without an audio stream', async () => {
    const file = await make(
      'mute.mp4',
      '-f',
      'lavfi',
      '-i',
      'color=black:s=64x64:d=1',
      '-c:v',
      'mpeg4',
    );
    await expect(decoding(file)).rejects.toThrow(
      'Cannot decode the audio: the file has no audio stream (ffprobe sees mov,mp4,m4a,3gp,3g2,mj2, video mpeg4, 1.0 s)',
    );
    await expect(decoding(file, null)).rejects.toThrow(/: the file has no audio stream$/);
  });

  it('without its end', async () => {
    const whole = await make('whole.mp4', '-f', 'lavfi', '-i', 'sine=d=3');
    const file = join(dir, 'cut.mp4');
    await writeFile(file, (await readFile(whole)).subarray(0, 3_000));
    await expect(decoding(file)).rejects.toThrow('the file is incomplete: its end is missing');
  });

  it('with a codec nobody knows', async () => {
    const bytes = await readFile(recording);
    // The format tag of a WAV file.
    bytes.writeUInt16LE(0x1234, 20);
    const file = join(dir, 'odd.wav');
    await writeFile(file, bytes);
    await expect(decoding(file)).rejects.toThrow(
      'ffmpeg has no decoder for its codec (ffprobe sees wav, audio of an unknown codec, 11.9 s)',
    );
  });

  it('that is no media, or empty', async () => {
    const file = join(dir, 'text.wav');
    await writeFile(file, 'text '.repeat(100));
    await expect(decoding(file)).rejects.toThrow('the file is not media, or it is damaged');
    await writeFile(file, '');
    await expect(decoding(file)).rejects.toThrow('Cannot decode the audio: the file is empty');
  });
});

it('an unknown complaint is passed on, however long it is', () => {
  const error = { stderr: `${'x'.repeat(100_000)}\nsomething else\n`, message: 'ffmpeg ended' };
  expect(decodeReason(error, 1, null)).toBe('something else');
  expect(decodeReason({ stderr: '', message: 'ffmpeg ended with code 1' }, 1, null)).toBe(
    'ffmpeg ended with code 1',
  );
});

it('nothing in a header reaches a message but plain names', () => {
  const json = JSON.stringify({
    format: { format_name: 'a\u001b[31m', duration: 'N/A' },
    streams: [{ codec_type: 'audio', codec_name: 'x'.repeat(100) }, null, 3],
  });
  expect(readProbe(json)).toEqual({
    format: null,
    durationMs: null,
    streams: [
      { type: 'audio', codec: null },
      { type: 'other', codec: null },
      { type: 'other', codec: null },
    ],
  });
  expect(readProbe('{"format":')).toMatchObject({ format: null, streams: [] });
});

describe('the length of the audio', () => {
  const hour = 3_600_000;
  it('is bounded by the header before anything is decoded', () => {
    const check = (bytes: number, durationMs: number | null, bound = 1e12): void =>
      checkLength({ bytes, durationMs }, durationMs, bound);
    expect(() => check(2_000_000, 24 * hour - 1)).toThrow('claims 24.0 h of audio in 2 MB');
    expect(() => check(1e10, 25 * hour)).toThrow('longer than 24 hours');
    expect(() => check(1e8, 2 * hour, 100_000_000)).toThrow(
      'The decoded audio needs 231 MB of disk, and 100 MB may be used',
    );
    // Codec 2 at 700 bit/s, and a header without a length.
    expect(() => check(88 * 3_600 * 20, 20 * hour)).not.toThrow();
    expect(() => check(2_000_000, null)).not.toThrow();
  });

  it('of a small file that claims a day is refused after a look at the header', async () => {
    // Two seconds of sound; the second one is nearly a day late.
    const late = ['-af', String.raw`asetpts=if(gt(N\,10)\,PTS+86000/TB\,PTS)`, '-c:a', 'pcm_s16le'];
    const file = await make('day.mka', '-f', 'lavfi', '-i', 'sine=d=2', ...late);
    await expect(decoding(file)).rejects.toThrow('The header claims 23.9 h of audio in 1 MB');
    expect(started.filter((argv) => argv.includes('pcm_s16le'))).toEqual([]);
  });

  it('is bounded by half of what is free on the disk', async () => {
    const bound = await diskBound(dir);
    expect(bound).toBeGreaterThan(0);
    await decoding(recording);
    expect(started.at(-1)).toMatch(/ -fs \d+ /);
    expect((await stat(join(dir, 'out.wav'))).size).toBeLessThan(bound);
  });
});

it('notes how much of the requested part is decoded', async () => {
  const shares: number[] = [];
  const part = { file: recording, startMs: 2_000, durationMs: 7_000 };
  const note = (share: number): void => void shares.push(share);
  await decode(run, tools, part, join(dir, 'out.wav'), note);
  expect(shares.at(-1)).toBeGreaterThan(0.9);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
});
