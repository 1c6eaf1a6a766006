// A failed call to a service, in the form that both adapters share.
import type { HttpFault } from './http-fault.js';
import { retryAfterMs } from './retry.js';

/** Facts that the head of an answer carries. */
export interface AnswerHead {
  readonly status: number;
  readonly requestId: string | null;
  /** The wait that the service asks for, milliseconds. */
  readonly retryAfterMs: number | null;
  /** How far the service's clock is ahead of ours, milliseconds; null without a date. */
  readonly skewMs: number | null;
}

export interface ServiceFault {
  /** `refused`: the service said no. `unreadable`: not the service's format. `network`: no whole answer. */
  readonly kind: 'refused' | 'unreadable' | 'network';
  /** The service's Code, or the system's error code; `cut` for an answer that breaks off; null where there is none. */
  readonly code: string | null;
  /** The service's words, or why the answer was not readable. */
  readonly message: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly skewMs: number | null;
  /** False only when the service certainly did not get the request, or refused it. */
  readonly mayHaveArrived: boolean;
}

/** The head of an answer by its headers, names in lower case. `requestIds` are the headers that may hold the request id. */
export const headOf = (
  status: number,
  header: (name: string) => string | undefined,
  requestIds: readonly string[],
  nowMs: number,
): AnswerHead => {
  const date = Date.parse(header('date') ?? '');
  return {
    status,
    requestId: requestIds.map(header).find((id) => id !== undefined) ?? null,
    retryAfterMs: retryAfterMs(header, nowMs),
    skewMs: Number.isNaN(date) ? null : date - nowMs,
  };
};

/** A lost or refused connection. */
export const networkFault = ({ code, message, sent }: HttpFault): ServiceFault => ({
  kind: 'network',
  code,
  message,
  status: null,
  requestId: null,
  retryAfterMs: null,
  skewMs: null,
  mayHaveArrived: sent,
});
