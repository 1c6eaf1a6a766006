// Decodes media with ffmpeg to the format that every engine reads.
import { stat } from 'node:fs/promises';
import { ChildFailed, type Argv } from '../programs/child.js';
import { safeFormats } from './demuxers.js';

/** The media file has no audio that can be decoded. `message` is shown to the user. */
export class MediaUnreadable extends Error {
  override readonly name = 'MediaUnreadable';
}

const sampleRate = 16_000;
const headerBytes = 44;
const bytesPerMs = (sampleRate * 2) / 1000;

const seconds = (ms: number): string => (ms / 1000).toFixed(3);

export interface Part {
  readonly file: string;
  readonly startMs: number;
  readonly durationMs: number | null;
}

const quietly = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-y'];
// ffmpeg opens the media file itself and nothing it names: no address, no other file.
const itself = (formats: string): readonly string[] => [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  formats,
];
/**
 * Longer audio is refused: a few bytes with a late timestamp decode to any amount of silence, and a day
 * of it takes 2.8 GB.
 */
const mostMs = 24 * 3_600_000;
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
const decodeArguments = (ffmpeg: string, formats: string, part: Part, output: string): Argv => {
  const from = part.startMs > 0 ? ['-ss', seconds(part.startMs)] : [];
  const length = part.durationMs === null ? [] : ['-t', seconds(part.durationMs)];
  const input = [...from, ...length, '-i', `file:${part.file}`];
  // One second more, so that audio that is too long can be distinguished from audio that fits.
  const bounded = ['-t', seconds(mostMs + 1000)];
  const file = `file:${output}`;
  return [ffmpeg, ...quietly, ...itself(formats), ...input, ...inPlace, ...bounded, ...asWav, file];
};

/** How long a WAV file made by `decode` is, in milliseconds. */
export const audioMsOf = async (wav: string): Promise<number> => {
  const { size } = await stat(wav);
  return Math.max(0, Math.round((size - headerBytes) / bytesPerMs));
};

// ffmpeg's last line is the one that says why; the path in it is the user's own.
const reasonOf = ({ stderr, message }: ChildFailed): string =>
  stderr.trim().split('\n').at(-1)?.trim() || message;

/** Decodes; throws MediaUnreadable when ffmpeg cannot, or when nothing or more than a day is in the requested part. */
export const decode = async (
  run: (argv: Argv) => AsyncIterable<string>,
  ffmpeg: string,
  part: Part,
  output: string,
): Promise<void> => {
  const formats = await safeFormats(run, ffmpeg);
  try {
    for await (const line of run(decodeArguments(ffmpeg, formats, part, output))) void line;
  } catch (error) {
    if (!(error instanceof ChildFailed)) throw error;
    throw new MediaUnreadable(`The file has no readable sound: ${reasonOf(error)}`);
  }
  const audioMs = await audioMsOf(output);
  if (audioMs === 0) throw new MediaUnreadable('The requested part of the file holds no audio');
  if (audioMs > mostMs) throw new MediaUnreadable('The requested part is longer than 24 hours');
};
