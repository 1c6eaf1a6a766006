// Temporary credentials are fetched again before they expire, once for all calls that wait for them.
import type { Credentials } from '../api/provider.js';

/** Long enough for a call with all its retries (150 s), and for a clock that is a little wrong. */
const marginMs = 5 * 60_000;

/** Keys that were short-lived when they came are not asked for again with every call. */
const pauseMs = 60_000;

interface Held {
  readonly credentials: Credentials;
  /** From then on they are fetched again. */
  readonly untilMs: number;
}

const heldUntil = ({ expiresAtMs }: Credentials, nowMs: number): number =>
  expiresAtMs === undefined
    ? Number.POSITIVE_INFINITY
    : Math.max(expiresAtMs - marginMs, Math.min(nowMs + pauseMs, expiresAtMs));

/**
 * What `fetch` found, until shortly before it expires. A refresh that fails while the old credentials are valid keeps
 * them; else its error is the caller's. Errors are not kept.
 */
export const refreshed = (
  fetch: () => Promise<Credentials>,
  now: () => number,
): (() => Promise<Credentials>) => {
  let held: Held | null = null;
  let running: Promise<Credentials> | null = null;
  const renew = async (): Promise<Credentials> => {
    const before = held;
    try {
      const credentials = await fetch();
      held = { credentials, untilMs: heldUntil(credentials, now()) };
      return credentials;
    } catch (error) {
      if (before === null || (before.credentials.expiresAtMs ?? 0) <= now()) throw error;
      held = { ...before, untilMs: Math.min(now() + pauseMs, before.credentials.expiresAtMs ?? 0) };
      return before.credentials;
    } finally {
      running = null;
    }
  };
  return async () => {
    if (held !== null && now() < held.untilMs) return held.credentials;
    return (running ??= renew());
  };
};
