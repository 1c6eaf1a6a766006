// How the steps of an upload are repeated, and how parallel ones end together.
import { CliError, Exit } from '../../errors.js';
import { retry, type RetryTools, type Verdict } from '../http/retry.js';

type Result<T> = { readonly value: T } | { readonly error: CliError };

/** Obeys a wait that the service asks for. An error that no waiting helps is final. */
const verdictOf = (result: Result<unknown>): Verdict => {
  if (!('error' in result)) return { again: false };
  const { message: why, retryAfterMs } = result.error;
  if (retryAfterMs === Number.POSITIVE_INFINITY) return { again: false };
  return { again: true, afterMs: retryAfterMs || null, why };
};

/** Repeats work that fails with exit 8, as a read: every request of an upload may arrive twice. */
export const withRetry = async <T>(
  work: () => Promise<T>,
  world: RetryTools,
  signal: AbortSignal,
): Promise<T> => {
  const attempt = async (): Promise<Result<T>> => {
    try {
      return { value: await work() };
    } catch (error) {
      if (error instanceof CliError && error.exitCode === Exit.unavailable) return { error };
      throw error;
    }
  };
  const result = await retry(attempt, verdictOf, world, signal);
  if ('error' in result) throw result.error;
  return result.value;
};

/** Runs works in parallel. When one fails, aborts the others and waits for them. Throws the first error. */
export const allOrAbort = async <T>(
  signal: AbortSignal,
  works: readonly ((signal: AbortSignal) => Promise<T>)[],
): Promise<T[]> => {
  const controller = new AbortController();
  const either = AbortSignal.any([signal, controller.signal]);
  const running = works.map(async (work) => {
    try {
      return await work(either);
    } catch (error) {
      controller.abort(error);
      throw error;
    }
  });
  await Promise.allSettled(running);
  either.throwIfAborted();
  return Promise.all(running);
};
