// How long an exchange may take. One setting of the profile, `requestTimeout`, rules both services.
import { usageError } from '../../errors.js';
import type { Connection } from '../connection.js';
import { faultOf, HttpFault } from './http-fault.js';

export interface Limits {
  /** Until the connection stands, TLS included. */
  readonly connectTimeoutMs: number;
  /** Until the head of the answer, and between two pieces of its body. Absent: `timeoutMs` alone holds. */
  readonly answerTimeoutMs?: number | undefined;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number;
  /** The largest answer that is read. */
  readonly limitBytes: number;
}

const mebibyte = 1024 * 1024;
const defaultMs = 60_000;
const connectMs = 10_000;

const units: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, '': 1_000 };

/** How long to wait for an answer, milliseconds. Throws exit 2 for a setting that is no time. */
const requestTimeoutMs = ({ settings, profile }: Connection): number => {
  const typed = settings['requestTimeout'];
  if (typed === undefined) return defaultMs;
  const [, number, unit = ''] = /^(\d{1,6})(ms|s|m)?$/.exec(typed) ?? [];
  const ms = Number(number) * (units[unit] ?? Number.NaN);
  if (ms > 0) return ms;
  throw usageError(
    `Profile ${profile} has an invalid request timeout: ${JSON.stringify(typed)}`,
    'Write a number with its unit: 90s, 2m.',
  );
};

/**
 * For calls of the service. The whole answer gets half as long again as its head: with the budget of
 * retries (60 s) a read ends within 150 s by default. A transcript of hours has a few megabytes.
 */
export const callLimits = (connection: Connection): Limits => {
  const answerTimeoutMs = requestTimeoutMs(connection);
  const connectTimeoutMs = Math.min(connectMs, answerTimeoutMs);
  const timeoutMs = 1.5 * answerTimeoutMs;
  return { connectTimeoutMs, answerTimeoutMs, timeoutMs, limitBytes: 64 * mebibyte };
};

/** For parts of an upload: by default long enough for 8 MiB at 70 KB/s. The largest answers are lists of parts. */
export const uploadLimits = (connection: Connection): Limits => {
  const timeoutMs = requestTimeoutMs(connection);
  const connectTimeoutMs = Math.min(connectMs, timeoutMs);
  return { connectTimeoutMs, timeoutMs: 2 * timeoutMs, limitBytes: 8 * mebibyte };
};

/** Whether the connection stood, so that the request may have arrived. */
export interface Progress {
  sent: boolean;
}

/**
 * Runs one exchange. Its signal aborts when the time is over or the caller's signal aborts. Throws
 * HttpFault, or the reason of the caller's signal.
 */
export const withinLimits = async <T>(
  limits: Pick<Limits, 'connectTimeoutMs' | 'timeoutMs'>,
  caller: AbortSignal | undefined,
  progress: Progress,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  caller?.throwIfAborted();
  const over = new AbortController();
  const late = (what: string): void =>
    over.abort(new HttpFault('timeout', progress.sent, `${what} in time`));
  const whole = setTimeout(() => late('no whole answer'), limits.timeoutMs);
  const connect = setTimeout(() => {
    if (!progress.sent) late('no connection');
  }, limits.connectTimeoutMs);
  const forward = (): void => over.abort(caller?.reason);
  caller?.addEventListener('abort', forward, { once: true });
  try {
    return await run(over.signal);
  } catch (error) {
    caller?.throwIfAborted();
    throw faultOf(over.signal.aborted ? over.signal.reason : error, progress.sent);
  } finally {
    clearTimeout(whole);
    clearTimeout(connect);
    caller?.removeEventListener('abort', forward);
  }
};
