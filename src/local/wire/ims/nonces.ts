// Which nonces were used while their timestamps are still good.

/** Nonces are good for as long as a timestamp is: up to 15 minutes ahead and 15 behind. */
const keepMs = 30 * 60_000;

/**
 * Remembers up to `limit` nonces. Beyond that the oldest is forgotten before its time: memory has
 * a bound, and on loopback only the user's own programs could have seen a request to repeat.
 */
export const nonceMemory = (limit = 200_000): ((nonce: string, nowMs: number) => boolean) => {
  const seen = new Map<string, number>();
  const forget = (nowMs: number): void => {
    // A Map keeps the order of arrival: the first is the oldest.
    for (const [nonce, usedMs] of seen) {
      if (usedMs + keepMs > nowMs && seen.size < limit) return;
      seen.delete(nonce);
    }
  };
  /** True when the nonce is new; it is used then. */
  return (nonce, nowMs) => {
    forget(nowMs);
    if (seen.has(nonce)) return false;
    seen.set(nonce, nowMs);
    return true;
  };
};
