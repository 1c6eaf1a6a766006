// The polling interval for unfinished jobs.

/** First interval: short recordings finish within seconds. */
const firstMs = 500;
/** Longest interval: 120 calls per hour for a job that takes a day. */
const longestMs = 30_000;
/** Each interval is this part of the time waited so far: calls grow with the logarithm of a job's duration. */
const waitedRatio = 0.2;

/**
 * Milliseconds until the next poll of jobs that have been waited for `waitedMs`. `random` in [0, 1) spreads the
 * polls of clients that started together by ±10 %.
 */
export const nextPollMs = (waitedMs: number, random: number): number => {
  const interval = Math.min(longestMs, Math.max(firstMs, waitedMs * waitedRatio));
  return Math.round(interval * (0.9 + 0.2 * random));
};
