// How much audio a file may decode to: known from its header before anything is decoded, and bounded by
// the free space on the disk while it is.
import { statfs } from 'node:fs/promises';
import { MediaUnreadable } from './media-unreadable.js';

/** Audio for engines: 16 kHz, mono, 16 bit. */
export const bytesPerMs = 32;

/** Longer audio is refused: a day takes 2.8 GB. */
export const mostMs = 24 * 3_600_000;

/**
 * Speech codecs need at least 80 bytes a second (Codec 2 at 700 bit/s). A few bytes with a late timestamp
 * decode to any amount of silence, so a long file below half of that is refused.
 */
const leastBytesPerSecond = 40;
const longMs = 3_600_000;

const hours = (ms: number): string => `${(ms / 3_600_000).toFixed(1)} h`;
const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1_000_000)} MB`;

/** Half of what is free: other jobs decode at the same time. */
export const diskBound = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return Math.floor((bavail * bsize) / 2);
};

/**
 * Checks the length in a header before decoding. `audioMs` is that of the requested part, null when the
 * header does not hold it. Throws MediaUnreadable.
 */
export const checkLength = (
  header: { readonly durationMs: number | null; readonly bytes: number },
  audioMs: number | null,
  boundBytes: number,
): void => {
  const { durationMs, bytes } = header;
  if (durationMs !== null && durationMs > longMs) {
    const rate = bytes / (durationMs / 1000);
    if (rate < leastBytesPerSecond)
      throw new MediaUnreadable(
        `The header claims ${hours(durationMs)} of audio in ${megabytes(bytes)}, which is not plausible`,
      );
  }
  if (audioMs === null) return;
  if (audioMs > mostMs) throw new MediaUnreadable('The requested part is longer than 24 hours');
  if (audioMs * bytesPerMs > boundBytes) throw tooLarge(audioMs * bytesPerMs, boundBytes);
};

/** The disk has no room for the decoded audio. */
export const tooLarge = (neededBytes: number, boundBytes: number): MediaUnreadable =>
  new MediaUnreadable(
    `The decoded audio needs ${megabytes(neededBytes)} of disk, and ${megabytes(boundBytes)} may be used`,
  );
