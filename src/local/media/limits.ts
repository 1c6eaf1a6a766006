// How long a program may work for a job before it counts as hanging. Generous: a limit that ends
// honest work is worse than one that comes late. The numbers are ours.
const leastMs = 10 * 60_000;

/** ffmpeg reads a hundred times faster than this even from a slow disk: 100 kB a second. */
const decodeBytesPerMs = 100;

/** Ten times slower than whisper.cpp's largest model on a small machine without a GPU, about six times the sound. */
const engineShare = 60;

/** Where an engine reads the medium itself, no length is known: that of a day's sound, the longest there is. */
const dayMs = 24 * 3_600_000;

/** For a file of so many bytes, in milliseconds. */
export const decodeLimitMs = (bytes: number): number => leastMs + bytes / decodeBytesPerMs;

/** For so much sound, null where it is not known; in milliseconds, within what a timer can count. */
export const engineLimitMs = (audioMs: number | null): number =>
  Math.min(leastMs + (audioMs ?? dayMs) * engineShare, 2 ** 31 - 1);
