// A failed call to a service, in the form that both adapters share, and when a read is repeated after one.
import type { HttpAnswer } from './answer.js';
import { bounded } from './clean-text.js';
import type { HttpFault } from './http-fault.js';
import { retryAfterMs, type Verdict } from './retry.js';

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
  /**
   * `refused`: the service refused with a code. `foreign`: the answer is not the service's, so a
   * proxy or gateway sent it. `cut`: the service's answer breaks off. `network`: no whole answer.
   */
  readonly kind: 'refused' | 'foreign' | 'cut' | 'network';
  /** The service's Code, or the system's error code; null where there is none. */
  readonly code: string | null;
  /** The service's words, or what is wrong with the answer. */
  readonly message: string | null;
  readonly status: number | null;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly skewMs: number | null;
  /** False only when the service certainly did not get the request, or refused it. */
  readonly mayHaveArrived: boolean;
}

/** Codes and request ids are short; longer ones are not the service's. */
const shortOf = (text: string | undefined): string | null =>
  text === undefined || text === '' ? null : text.slice(0, 128);

/** The head of an answer. `requestIds` are the headers that may hold the request id. */
export const headOf = (
  { status, headers }: HttpAnswer,
  requestIds: readonly string[],
  nowMs: number,
): AnswerHead => {
  const date = Date.parse(headers['date'] ?? '');
  return {
    status,
    requestId: shortOf(requestIds.map((name) => headers[name]).find((id) => id !== undefined)),
    retryAfterMs: retryAfterMs((name) => headers[name], nowMs),
    skewMs: Number.isNaN(date) ? null : date - nowMs,
  };
};

/** The service said no. `mayHaveArrived`: a broken back end may have done the work, a refusal has not. */
export const refusedFault = (
  head: AnswerHead,
  { code, message, requestId }: Readonly<Record<'code' | 'message' | 'requestId', string | null>>,
  mayHaveArrived: boolean,
): ServiceFault => ({
  ...head,
  kind: 'refused',
  code: shortOf(code ?? undefined),
  message: message === null ? null : bounded(message),
  requestId: shortOf(requestId ?? undefined) ?? head.requestId,
  mayHaveArrived,
});

/** An answer that the service did not write, or did not finish. The message says what is wrong with it. */
export const unreadFault = (
  head: AnswerHead,
  kind: 'foreign' | 'cut',
  message: string,
): ServiceFault => ({ ...head, kind, code: null, message, mayHaveArrived: true });

const isForeign = (code: string): boolean => /^(?:upgrade$|foreign$|HPE_)/.test(code);

/** A lost or refused connection, or an answer that is not HTTP. */
export const networkFault = ({ code, message, sent }: HttpFault): ServiceFault => ({
  kind: isForeign(code) ? 'foreign' : code === 'cut' ? 'cut' : 'network',
  code,
  message,
  status: null,
  requestId: null,
  retryAfterMs: null,
  skewMs: null,
  mayHaveArrived: sent,
});

/** Faults of the network that stay: names, certificates, protocols, sizes, the proxy's own setting. */
const lasting =
  /^(?:CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS|ERR_SSL|EPROTO|ENOTFOUND)|^(?:too_large|proxy)$/;

/** Whether a fault may be temporary. `isPassing` knows the service's own codes. */
export const mayPass = (fault: ServiceFault, isPassing: (code: string) => boolean): boolean => {
  const { kind, code, status } = fault;
  if (kind === 'network') return !lasting.test(code ?? '');
  if (kind !== 'refused') return true;
  if (code !== null && isPassing(code)) return true;
  return status === 429 || (status ?? 0) >= 500;
};

/** Whether a read is repeated after this outcome. */
export const verdictFor =
  (isPassing: (code: string) => boolean) =>
  (
    outcome: { readonly ok: true } | { readonly ok: false; readonly fault: ServiceFault },
  ): Verdict => {
    if (outcome.ok || !mayPass(outcome.fault, isPassing)) return { again: false };
    const { code, kind, status, retryAfterMs: afterMs } = outcome.fault;
    const why = code ?? (status === null ? kind : `${kind} answer, status ${status}`);
    return { again: true, afterMs, why };
  };
