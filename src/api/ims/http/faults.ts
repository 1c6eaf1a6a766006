// What an exchange means: an answer with its fields, or a fault by the service's own Code. Status
// numbers do not say enough here: throttling may be a 400 and an unknown key a 404.
import { isFields, type Fields } from '../../../json.js';
import type { Verdict } from '../../http/retry.js';
import type { ServiceFault } from '../../http/service-fault.js';
import { parseExactly } from './exact-json.js';
import type { Exchange } from './response-observer.js';

export interface Answer {
  readonly text: string;
  readonly body: Fields;
}

export interface ImsFault extends ServiceFault {
  /** The RAM action that was denied, where the service names it. */
  readonly deniedAction: string | null;
}

export type Outcome =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly fault: ImsFault };

/** A text that says something, or null. The SDKs write "undefined" for what is missing. */
const said = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' && value !== 'undefined' ? value : null;

const isThrottling = (code: string): boolean => code.startsWith('Throttling');
const isOutage = (code: string): boolean =>
  /^(?:ServiceUnavailable|Internal(?:Error|Failure))/.test(code);

/** Not among them: names that do not exist, certificates, protocols. They stay as they are. */
const passingFaults =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|unknown)$/;

/** True for faults that may pass by themselves. A used nonce is one: each try has a new one. */
export const isPassing = (fault: ImsFault): boolean => {
  if (fault.kind === 'network') return passingFaults.test(fault.code ?? '');
  // The service's own answer, not whole: unlike a page of somebody else, the next one may be.
  if (fault.kind === 'unreadable' && fault.code === 'cut') return true;
  if (fault.code !== null && fault.kind === 'refused')
    return isThrottling(fault.code) || isOutage(fault.code) || fault.code === 'SignatureNonceUsed';
  return fault.status === 429 || (fault.status ?? 0) >= 500;
};

const refused = (body: Fields, exchange: Exclude<Exchange, { kind: 'network' }>): Outcome => {
  const code = said(body['Code']) ?? said(body['code']);
  const denied = body['AccessDeniedDetail'];
  return {
    ok: false,
    fault: {
      kind: 'refused',
      code,
      message: said(body['Message']) ?? said(body['message']),
      status: exchange.status,
      requestId: said(body['RequestId']) ?? said(body['requestId']) ?? exchange.requestId,
      retryAfterMs: exchange.retryAfterMs,
      skewMs: exchange.skewMs,
      deniedAction: isFields(denied) ? said(denied['AuthAction']) : null,
      // A gateway that throttles has not passed the call on; a broken back end may have done the work.
      mayHaveArrived:
        code === 'SignatureNonceUsed' || (code === null ? exchange.status >= 500 : isOutage(code)),
    },
  };
};

const isCut = (exchange: Exchange): boolean =>
  exchange.kind === 'answer' && exchange.status < 300 && exchange.text.trimStart().startsWith('{');

const lost = (exchange: Exchange): Outcome => {
  const network = exchange.kind === 'network';
  return {
    ok: false,
    fault: {
      kind: network ? 'network' : 'unreadable',
      code: network ? exchange.code : isCut(exchange) ? 'cut' : null,
      message: null,
      status: network ? null : exchange.status,
      requestId: network ? null : exchange.requestId,
      retryAfterMs: network ? null : exchange.retryAfterMs,
      skewMs: network ? null : exchange.skewMs,
      deniedAction: null,
      mayHaveArrived: network ? exchange.sent : true,
    },
  };
};

const parse = (text: string): unknown => {
  try {
    return parseExactly(text);
  } catch {
    return null;
  }
};

/** Codes with which an answer of status 200 says that all is well. */
const fine = new Set(['', 'ok', 'success', '200']);

/** Reads an exchange. A Code in an answer of status 200 is a refusal unless the answer also names jobs. Never throws. */
export const outcomeOf = (exchange: Exchange): Outcome => {
  if (exchange.kind === 'refusal') return refused(exchange.body, exchange);
  if (exchange.kind !== 'answer') return lost(exchange);
  const body = parse(exchange.text);
  if (!isFields(body) || exchange.status >= 300) return lost(exchange);
  const code = said(body['Code']) ?? '';
  if (!fine.has(code.toLowerCase()) && body['JobId'] === undefined && !('SmartJobList' in body))
    return refused(body, exchange);
  return { ok: true, answer: { text: exchange.text, body } };
};

/** Whether a read is asked again after this outcome. */
export const judge = (outcome: Outcome): Verdict => {
  if (outcome.ok || !isPassing(outcome.fault)) return { again: false };
  const { code, status, retryAfterMs } = outcome.fault;
  return { again: true, afterMs: retryAfterMs, why: code ?? `status ${status}` };
};
