// The meaning of an answer: a document with the expected root, or a fault by the service's own Code.
import type { HttpAnswer } from '../../http/answer.js';
import {
  headOf,
  refusedFault,
  unreadFault,
  verdictFor,
  type AnswerHead,
  type ServiceFault,
} from '../../http/service-fault.js';
import { child, readXml, textOf, XmlFault, type Element } from '../../xml.js';

export interface Reply {
  readonly root: Element;
  readonly text: string;
  readonly requestId: string | null;
}

export type Outcome<T = Reply> =
  | { readonly ok: true; readonly reply: T }
  | { readonly ok: false; readonly fault: ServiceFault };

const head = (answer: HttpAnswer, nowMs: number): AnswerHead =>
  headOf(answer, ['x-ci-request-id', 'x-cos-request-id'], nowMs);

// A broken back end may have done the work; a refusal or a throttle has not.
const isOutage = (code: string | null, status: number): boolean =>
  code === null ? status >= 500 : /^(?:Internal|ServiceUnavailable|RequestTimeOut)/.test(code);

type Words = Parameters<typeof refusedFault>[1];

const refusal = (words: Words, base: AnswerHead): ServiceFault => {
  const requestId = base.requestId ?? words.requestId;
  return refusedFault(base, { ...words, requestId }, isOutage(words.code, base.status));
};

/** The service's own answer, not whole. Looks at the two ends only: patterns must not meet the whole text. */
const isCut = (text: string): boolean =>
  /^\s{0,99}<(?:\?xml|Response|Error)\b/.test(text.slice(0, 200)) &&
  !/(?:<\/(?:Response|Error)|\/)>$/.test(text.slice(-200).trimEnd());

const said = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value : null;

// The official Go SDK also knows errors as JSON: {code, message, request_id}.
const jsonWords = (text: string): Words | null => {
  if (!text.slice(0, 99).trimStart().startsWith('{')) return null;
  try {
    const value = JSON.parse(text) as { readonly [name: string]: unknown };
    const [code, requestId] = [said(value['code']), said(value['request_id'])];
    return code === null ? null : { code, message: said(value['message']), requestId };
  } catch {
    return null;
  }
};

const xmlWords = (error: Element | undefined): Words => ({
  code: textOf(error, 'Code'),
  message: textOf(error, 'Message'),
  requestId: textOf(error, 'RequestId'),
});

const read = (text: string): Element | XmlFault => {
  try {
    return readXml(text);
  } catch (error) {
    if (error instanceof XmlFault) return error;
    throw error;
  }
};

/**
 * Reads an answer whose root should be `rootName`. An Error element is a refusal whatever the status: the
 * service's own SDK takes a 200 with one for a success. Only the service's own words are a refusal;
 * everything else is foreign. `accepts` tells whether a success is about what was asked: a cache may replay
 * another one. Never throws.
 */
export const outcomeOf = (
  answer: HttpAnswer,
  rootName: string,
  nowMs: number,
  accepts: (root: Element) => boolean = () => true,
): Outcome => {
  const base = head(answer, nowMs);
  const text = answer.body.toString('utf8');
  const fail = (fault: ServiceFault): Outcome => ({ ok: false, fault });
  const json = jsonWords(text);
  if (json !== null) return fail(refusal(json, base));
  const root = read(text);
  if (root instanceof XmlFault)
    return fail(unreadFault(base, isCut(text) ? 'cut' : 'foreign', root.message));
  const error = root.name === 'Error' ? root : child(root, 'Error');
  if (error !== undefined) return fail(refusal(xmlWords(error), base));
  if (root.name !== rootName || base.status >= 300)
    return fail(unreadFault(base, 'foreign', 'it has another root element'));
  if (!accepts(root)) return fail(unreadFault(base, 'foreign', 'the answer to another request'));
  const requestId = base.requestId ?? textOf(root, 'RequestId');
  return { ok: true, reply: { root, text, requestId } };
};

/**
 * A refusal of COS, which has no body after HEAD: the request id in its head shows that COS sent it. A
 * body that is not the service's is foreign.
 */
export const statusFault = (answer: HttpAnswer, nowMs: number): ServiceFault => {
  const base = head(answer, nowMs);
  const isBare = answer.body.length === 0 && base.requestId !== null && base.status >= 400;
  if (isBare) return refusal({ code: null, message: null, requestId: null }, base);
  const outcome = outcomeOf(answer, 'Error', nowMs);
  return outcome.ok ? unreadFault(base, 'foreign', 'it is not an error') : outcome.fault;
};

/** Codes of faults that may pass by themselves. */
export const isPassing = (code: string): boolean =>
  /^(?:SlowDown|ServiceUnavailable|Internal|RequestTimeOut|RequestLimitExceeded|TooManyRequests)/i.test(
    code,
  );

/** Whether a read is repeated after this outcome. */
export const verdictOf = verdictFor(isPassing);
