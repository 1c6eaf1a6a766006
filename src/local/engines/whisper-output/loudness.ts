// How loud a stretch of the decoded audio is: 16 kHz, mono, 16 bit, after a header of 44 bytes.
import { closeSync, openSync, readSync } from 'node:fs';
import { bytesPerMs } from '../../media/bounds.js';
import type { Loudness } from './noise.js';

const headerBytes = 44;
const windowMs = 50;
/** No segment is longer; the model hears 30 s at a time. */
const longestMs = 60_000;

const levelOf = (samples: Buffer): number => {
  let sum = 0;
  for (let at = 0; at + 1 < samples.length; at += 2) sum += (samples.readInt16LE(at) / 32_768) ** 2;
  return Math.sqrt(sum / Math.max(1, samples.length / 2));
};

/** Calls `work` with the loudness of a WAV file; null for stretches outside it, and for a file that cannot be read. */
export const withLoudness = <T>(wav: string, work: (loudness: Loudness) => T): T => {
  let file: number;
  try {
    file = openSync(wav, 'r');
  } catch {
    return work(() => null);
  }
  try {
    return work((startMs, endMs) => {
      const length = Math.min(longestMs, Math.max(0, Math.ceil(endMs - startMs))) * bytesPerMs;
      const buffer = Buffer.alloc(length);
      const from = headerBytes + Math.max(0, Math.floor(startMs)) * bytesPerMs;
      const heard = buffer.subarray(0, readSync(file, buffer, 0, length, from));
      if (heard.length === 0) return null;
      const step = windowMs * bytesPerMs;
      let loudest = 0;
      for (let at = 0; at < heard.length; at += step)
        loudest = Math.max(loudest, levelOf(heard.subarray(at, at + step)));
      return loudest;
    });
  } finally {
    closeSync(file);
  }
};
