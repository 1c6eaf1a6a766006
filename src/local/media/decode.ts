// From whatever ffmpeg reads to what every engine reads.
import { stat } from 'node:fs/promises';
import { ChildFailed, type Argv } from '../programs/child.js';
import { safeFormats } from './demuxers.js';

/** The medium has no sound that could be decoded. `message` is for the user of the job. */
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
// The medium itself and nothing it may name: no address, no other file.
const itself = (formats: string): readonly string[] => [
  '-protocol_whitelist',
  'file',
  '-format_whitelist',
  formats,
];
/**
 * Longer sound than this is refused: a few bytes with a far time in them decode to any amount of
 * silence, and a day of it is 2.8 GB already.
 */
const mostMs = 24 * 3_600_000;
// Silence where the sound starts late or has gaps, so that times stay those of the file.
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
  // One second more, so that too long a sound is told from one that fits.
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

/** Decodes; throws MediaUnreadable when ffmpeg cannot, or when nothing or more than a day is in the asked part. */
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
  if (audioMs === 0) throw new MediaUnreadable('The asked part of the file holds no sound');
  if (audioMs > mostMs) throw new MediaUnreadable('The asked part is longer than 24 hours');
};
