// Runs the judges: readers of other projects. Each is started once for many cases.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';
import { transcriptOf } from '../../src/transcripts/transcript.js';
import { subtitleFormat } from '../../src/formats/subtitles/index.js';
import type { SubtitleOptions } from '../../src/formats/subtitles/format.js';
import type { Cue } from '../../src/subtitles/cue.js';
import { plainOptions } from './hostile.js';

const execute = promisify(execFile);

/** A cue as a judge saw it. */
export interface Seen {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
}

/** The file's text in a format, as the program writes it. */
export const rendered = async (
  name: string,
  cues: readonly Cue[],
  options: Partial<SubtitleOptions> = {},
): Promise<string> => {
  const format = subtitleFormat(name);
  if (!format) throw new Error(`no format ${name}`);
  const { write } = await format.load();
  const segments = cues.map(({ startMs, endMs, lines, speaker }) => ({
    startMs,
    endMs,
    text: lines.join('\n'),
    speaker,
    channel: null,
    words: [],
  }));
  return [
    ...write({ cues, transcript: transcriptOf(segments) }, { ...plainOptions, ...options }),
  ].join('');
};

/** A fresh folder that goes when the test ends. */
export const folder = (): string => {
  const path = mkdtempSync(join(tmpdir(), 'asrctl-judge-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

export const put = (name: string, text: string): string => {
  const path = join(folder(), name);
  writeFileSync(path, text);
  return path;
};

/** What a program printed; its complaint is the error when it fails. */
export const run = async (program: string, args: readonly string[]): Promise<string> => {
  const { stdout } = await execute(program, args, { maxBuffer: 1 << 28, timeout: 60_000 });
  return stdout;
};

/** One of the readers of readers.py (Debian's Python modules), on a file. */
export const python = async (reader: string, ...files: string[]): Promise<unknown> =>
  JSON.parse(
    await run('/usr/bin/python3', [join(import.meta.dirname, 'readers.py'), reader, ...files]),
  ) as unknown;

const bytesOf = (dump: string): Buffer =>
  Buffer.from(
    dump
      .split('\n')
      .map((line) => line.slice(10, 50).replaceAll(/\s/g, ''))
      .join(''),
    'hex',
  );

interface Packet {
  readonly pts: number;
  readonly duration?: number;
  readonly data: string;
}

/** The packets that ffmpeg's demuxer finds in a file. `unit` is its time base in milliseconds. */
export const ffprobe = async (
  path: string,
  unit = 1,
  demuxer: readonly string[] = [],
): Promise<Seen[]> => {
  const out = await run('ffprobe', [
    '-v',
    'error',
    ...demuxer,
    '-show_packets',
    '-show_data',
    '-of',
    'json',
    path,
  ]);
  const { packets } = JSON.parse(out) as { packets: readonly Packet[] };
  return packets.map(({ pts, duration = 0, data }) => ({
    startMs: pts * unit,
    endMs: (pts + duration) * unit,
    text: bytesOf(data).toString('utf8'),
  }));
};

/** The events of the ASS file that ffmpeg makes of a subtitle file: what players show. Hundredths as ms. */
export const ffmpegAss = async (path: string): Promise<Seen[]> => {
  const out = await run('ffmpeg', ['-v', 'error', '-i', path, '-c:s', 'ass', '-f', 'ass', '-']);
  return eventsOf(out);
};

const assMs = (time: string): number => {
  const [, h, m, s, cs] = /^(\d+):(\d\d):(\d\d)\.(\d\d)$/.exec(time) ?? [];
  return ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + Number(cs) * 10;
};

/** The Dialogue lines of an ASS text. */
export const eventsOf = (ass: string): Seen[] =>
  ass
    .split(/\r?\n/)
    .filter((line) => line.startsWith('Dialogue:'))
    .map((line) => {
      const fields = line.split(',');
      return {
        startMs: assMs(fields[1] ?? ''),
        endMs: assMs(fields[2] ?? ''),
        text: fields.slice(9).join(','),
      };
    });
