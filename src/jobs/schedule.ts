// When to ask again about a job that is not done.

/** First pause: short recordings are done in seconds. */
const firstMs = 500;
/** Longest pause: what a person who watches still accepts, 120 calls an hour for a day-long job. */
const longestMs = 30_000;
/** Each pause is this share of the time waited so far: calls grow with the logarithm of a job's length. */
const share = 0.2;

/**
 * Milliseconds until the next look at jobs waited on for `waitedMs`. `random` in [0, 1) spreads
 * clients that started together by ±10 %.
 */
export const nextLookMs = (waitedMs: number, random: number): number => {
  const pause = Math.min(longestMs, Math.max(firstMs, waitedMs * share));
  return Math.round(pause * (0.9 + 0.2 * random));
};
