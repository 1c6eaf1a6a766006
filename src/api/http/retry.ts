// When a read is repeated. Submits are not: a second copy may cost a second job.
import type { Clock } from '../provider.js';

/** The outcome of one try: final, or a fault that may pass. `afterMs` is the pause that the service asks for. */
export type Verdict =
  | { readonly again: false }
  | { readonly again: true; readonly afterMs: number | null; readonly why: string };

export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly attempts: number;
  /** Upper bound of the first pause; it doubles with each try. */
  readonly baseMs: number;
  readonly capMs: number;
  /** No pause starts that would end later than this after the first try. */
  readonly budgetMs: number;
}

/**
 * The official command line tool tries three times and obeys waits up to 60 s. Five tries with full
 * jitter outlast a burst of throttling of a few seconds.
 */
export const readPolicy: RetryPolicy = {
  attempts: 5,
  baseMs: 500,
  capMs: 20_000,
  budgetMs: 60_000,
};

export interface RetryTools {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  random(): number;
  trace(line: string): void;
}

/** Full jitter: anywhere between 0 and the doubled bound. A pause that the service asks for is a lower bound. */
const pauseOf = (attempt: number, afterMs: number | null, policy: RetryPolicy, random: number) => {
  const bound = Math.min(policy.capMs, policy.baseMs * 2 ** attempt);
  return afterMs === null
    ? Math.floor(random * bound)
    : afterMs + Math.floor(random * policy.baseMs);
};

/**
 * Runs `attempt` until `judge` accepts the result, the tries or the budget are used up, or the signal
 * aborts (then it rejects with the signal's reason). Returns the last result; what `attempt` throws is
 * not caught.
 */
export const retry = async <T>(
  attempt: () => Promise<T>,
  judge: (result: T) => Verdict,
  world: RetryTools,
  signal?: AbortSignal,
  policy: RetryPolicy = readPolicy,
): Promise<T> => {
  const begun = world.clock.now();
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    const result = await attempt();
    const verdict = judge(result);
    if (!verdict.again || tries + 1 >= policy.attempts) return result;
    const pauseMs = pauseOf(tries, verdict.afterMs, policy, world.random());
    if (world.clock.now() - begun + pauseMs > policy.budgetMs) return result;
    world.trace(`${verdict.why}: trying again in ${pauseMs} ms`);
    await world.clock.sleep(pauseMs, signal);
  }
};

/**
 * The wait a service asks for, in milliseconds, or null: `x-acs-retry-after` (milliseconds, Alibaba
 * Cloud's gateway) before `Retry-After` (seconds or an HTTP date, RFC 9110 section 10.2.3).
 */
export const retryAfterMs = (
  header: (name: string) => string | undefined,
  nowMs: number,
): number | null => {
  const acs = header('x-acs-retry-after');
  if (acs !== undefined && /^\d+$/.test(acs)) return Number(acs);
  const standard = header('retry-after');
  if (standard === undefined) return null;
  if (/^\d+$/.test(standard)) return Number(standard) * 1000;
  const date = Date.parse(standard);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMs);
};
