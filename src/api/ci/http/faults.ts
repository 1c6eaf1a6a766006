// What an answer means: a document with the root we asked for, or a fault by the service's own Code.
import type { HttpAnswer } from '../../http/exchange.js';
import type { Verdict } from '../../http/retry.js';
import { headOf, type AnswerHead, type ServiceFault } from '../../http/service-fault.js';
import { child, readXml, textOf, XmlFault, type Element } from './xml.js';

export interface Reply {
  readonly root: Element;
  readonly text: string;
  readonly requestId: string | null;
}

export type Outcome<T = Reply> =
  | { readonly ok: true; readonly reply: T }
  | { readonly ok: false; readonly fault: ServiceFault };

const basics = ({ status, headers }: HttpAnswer, nowMs: number): AnswerHead =>
  headOf(status, (name) => headers[name], ['x-ci-request-id', 'x-cos-request-id'], nowMs);

// A broken back end may have done the work; a refusal or a throttle has not.
const isOutage = (code: string | null, status: number): boolean =>
  code === null ? status >= 500 : /^(?:Internal|ServiceUnavailable|RequestTimeOut)/.test(code);

const refusal = (code: string | null, message: string | null, base: AnswerHead): ServiceFault => ({
  ...base,
  kind: 'refused',
  code,
  message,
  mayHaveArrived: isOutage(code, base.status),
});

const unreadable = (message: string, base: AnswerHead): ServiceFault => ({
  ...base,
  kind: 'unreadable',
  code: null,
  message,
  mayHaveArrived: true,
});

/** The service's own answer, not whole: unlike a page of somebody else, the next one may be. */
const isCut = (text: string): boolean =>
  /^\s*<(?:\?xml|Response|Error)\b/.test(text) && !/(?:<\/(?:Response|Error)|\/)>\s*$/.test(text);

const said = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

// The official Go SDK also knows errors as JSON: {code, message, request_id}.
const jsonFault = (text: string, base: AnswerHead): ServiceFault | null => {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    const value = JSON.parse(text) as { readonly [name: string]: unknown };
    const code = said(value['code']);
    const requestId = base.requestId ?? said(value['request_id']);
    return code === null ? null : { ...refusal(code, said(value['message']), base), requestId };
  } catch {
    return null;
  }
};

const xmlFault = (root: Element, base: AnswerHead): ServiceFault | null => {
  const error = root.name === 'Error' ? root : child(root, 'Error');
  if (error === undefined && base.status < 300) return null;
  const requestId = base.requestId ?? textOf(error, 'RequestId');
  return { ...refusal(textOf(error, 'Code'), textOf(error, 'Message'), base), requestId };
};

const read = (text: string): Element | XmlFault => {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlFault) return error;
    throw error;
  }
};

/**
 * Reads an answer whose root should be `rootName`. An Error element is a refusal whatever the
 * status: the service's own SDK takes a 200 with one for a success. Never throws.
 */
export const outcomeOf = (answer: HttpAnswer, rootName: string, nowMs: number): Outcome => {
  const base = basics(answer, nowMs);
  const text = answer.body.toString('utf8');
  const fail = (fault: ServiceFault): Outcome => ({ ok: false, fault });
  const json = jsonFault(text, base);
  if (json !== null) return fail(json);
  const root = read(text);
  if (root instanceof XmlFault) {
    return fail({ ...unreadable(root.message, base), code: isCut(text) ? 'cut' : null });
  }
  const refused = xmlFault(root, base);
  if (refused !== null) return fail(refused);
  if (root.name !== rootName) return fail(unreadable('it has another root element', base));
  const requestId = base.requestId ?? textOf(root, 'RequestId');
  return { ok: true, reply: { root, text, requestId } };
};

/** A refusal without a readable body, by its status alone: what COS answers to a GET of an object. */
export const statusFault = (answer: HttpAnswer, nowMs: number): ServiceFault => {
  const outcome = outcomeOf(answer, 'Error', nowMs);
  return outcome.ok ? unreadable('it is no error document', basics(answer, nowMs)) : outcome.fault;
};

const passingCodes =
  /^(?:SlowDown|ServiceUnavailable|Internal|RequestTimeOut|RequestLimitExceeded|TooManyRequests)/i;
const lasting = /CERT|SSL|TLS|ENOTFOUND|^too_large$|^proxy$/;

/** Whether a read should be asked again: outages, throttling and lost connections. */
export const verdictOf = (outcome: Outcome<unknown>): Verdict => {
  if (outcome.ok) return { again: false };
  const { kind, code, status, retryAfterMs: afterMs } = outcome.fault;
  const passes =
    kind === 'network'
      ? !lasting.test(code ?? '')
      : code === 'cut' || passingCodes.test(code ?? '') || status === 429 || (status ?? 0) >= 500;
  return passes ? { again: true, afterMs, why: code ?? `status ${status}` } : { again: false };
};
