// Decodes media with ffmpeg to the format that every engine reads.
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Argv } from '../../argv.js';
import { ChildFailed } from '../programs/child.js';
import { bytesPerMs, checkLength, diskBound, mostMs, tooLarge } from './bounds.js';
import { decodeReason } from './decode-reasons.js';
import { safeFormats } from './demuxers.js';
import { MediaUnreadable } from './media-unreadable.js';
import { probe, type Probe, type Run } from './probe.js';

const sampleRate = 16_000;
const headerBytes = 44;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

export interface Part {
  readonly file: string;
  readonly startMs: number;
  readonly durationMs: number | null;
}

const quietly = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
// Blocks of `name=value` lines on standard output, about two a second.
const withProgress = ['-progress', 'pipe:1'];
// ffmpeg opens the media file itself and nothing it names: no address, no other file.
const itself = (formats: string): readonly string[] => [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  formats,
];
// Fills gaps and a late start with silence, so that times match those of the file.
const inPlace = ['-map', '0:a:0', '-af', 'aresample=async=1:first_pts=0'];
const asWav = [
  '-ac',
  '1',
  '-ar',
  String(sampleRate),
  '-c:a',
  'pcm_s16le',
  '-bitexact',
  '-f',
  'wav',
];

/** ffmpeg's arguments for a part of a file as 16 kHz mono 16-bit WAV; `formats` are those it may be in. */
const decodeArguments = (
  ffmpeg: string,
  formats: string,
  part: Part,
  output: string,
  boundBytes: number,
): Argv => {
  const from = part.startMs > 0 ? ['-ss', seconds(part.startMs)] : [];
  const length = part.durationMs === null ? [] : ['-t', seconds(part.durationMs)];
  const input = [...from, ...length, '-i', `file:${part.file}`];
  // One second more, so that audio that is too long can be distinguished from audio that fits.
  const bounded = ['-t', seconds(mostMs + 1000), '-fs', String(boundBytes)];
  const file = `file:${output}`;
  const quiet = [...quietly, ...withProgress, ...itself(formats)];
  return [ffmpeg, ...quiet, ...input, ...inPlace, ...bounded, ...asWav, file];
};

/** How long a WAV file made by `decode` is, in milliseconds. */
export const audioMsOf = async (wav: string): Promise<number> => {
  const { size } = await stat(wav);
  return Math.max(0, Math.round((size - headerBytes) / bytesPerMs));
};

export interface DecodeTools {
  readonly ffmpeg: string;
  /** Null when it is not installed: headers are not read in advance then. */
  readonly ffprobe: string | null;
}

/** The length of the requested part, null when the header does not hold the file's. */
const partMs = (found: Probe, { startMs, durationMs }: Part): number | null => {
  if (found.durationMs === null) return durationMs;
  const restMs = Math.max(0, found.durationMs - startMs);
  return durationMs === null ? restMs : Math.min(restMs, durationMs);
};

/** How much ffmpeg has written, in milliseconds; null for other lines. Both names hold microseconds. */
const writtenMs = (line: string): number | null => {
  const found = /^out_time_(?:us|ms)=(\d{1,15})$/.exec(line);
  return found === null ? null : Number(found[1]) / 1000;
};

/**
 * Decodes a part of a file; `note` gets the share that is done where the header holds the length. Throws MediaUnreadable when ffmpeg cannot, when the requested part holds no
 * audio or more than a day, or when the disk has no room for it.
 */
export const decode = async (
  run: Run,
  { ffmpeg, ffprobe }: DecodeTools,
  part: Part,
  output: string,
  note: (share: number) => void = () => undefined,
): Promise<void> => {
  const formats = await safeFormats(run, ffmpeg);
  const { size: bytes } = await stat(part.file);
  const found = ffprobe === null ? null : await probe(run, ffprobe, formats, part.file);
  const boundBytes = await diskBound(dirname(output));
  if (found !== null)
    checkLength({ durationMs: found.durationMs, bytes }, partMs(found, part), boundBytes);
  try {
    const totalMs = found === null ? null : partMs(found, part);
    for await (const line of run(decodeArguments(ffmpeg, formats, part, output, boundBytes))) {
      const doneMs = writtenMs(line);
      if (doneMs !== null && totalMs !== null && totalMs > 0) note(Math.min(1, doneMs / totalMs));
    }
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    throw new MediaUnreadable(`Cannot decode the audio: ${decodeReason(error, bytes, found)}`);
  }
  const audioMs = await audioMsOf(output);
  if (audioMs === 0) throw new MediaUnreadable('The requested part of the file holds no audio');
  if (audioMs > mostMs) throw new MediaUnreadable('The requested part is longer than 24 hours');
  // ffmpeg stops at the bound without an error.
  if (audioMs * bytesPerMs >= boundBytes - bytesPerMs * 1000)
    throw tooLarge(audioMs * bytesPerMs, boundBytes);
};
