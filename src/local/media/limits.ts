// How long a program may run for a job before it counts as hanging. The limits are generous: to stop
// a program that works is worse than to stop one late. The numbers are our own.
const leastMs = 10 * 60_000;

/** ffmpeg reads a hundred times faster than this even from a slow disk: 100 kB a second. */
const decodeBytesPerMs = 100;

/** Ten times slower than whisper.cpp's largest model on a small machine without a GPU, about six times the length of the audio. */
const engineShare = 60;

/** An engine that reads the media file itself gets the limit for the longest audio, a day. */
const dayMs = 24 * 3_600_000;

/** For a file of so many bytes, in milliseconds. */
export const decodeLimitMs = (bytes: number): number => leastMs + bytes / decodeBytesPerMs;

/** For audio of this length, null when unknown; in milliseconds, within the range of a timer. */
export const engineLimitMs = (audioMs: number | null): number =>
  Math.min(leastMs + (audioMs ?? dayMs) * engineShare, 2 ** 31 - 1);
