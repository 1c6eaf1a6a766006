// The meaning of an answer: fields, or a fault by the service's own Code. Status numbers are not enough
// here: throttling may be a 400 and an unknown key a 404.
import { isFields, jsonProblem, type Fields } from '../../../json.js';
import type { HttpAnswer } from '../../http/answer.js';
import {
  headOf,
  networkFault,
  refusedFault,
  unreadFault,
  verdictFor,
  type AnswerHead,
  type ServiceFault,
} from '../../http/service-fault.js';
import type { HttpFault } from '../../http/http-fault.js';
import { parseExactly } from './exact-json.js';

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

/** A text with content, or null. The SDKs write "undefined" for what is missing. */
const said = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' && value !== 'undefined' ? value : null;

const isOutage = (code: string): boolean =>
  /^(?:ServiceUnavailable|Internal(?:Error|Failure))/.test(code);

/** Codes of faults that may pass by themselves. A used nonce is one: each try has a new one. */
export const isPassing = (code: string): boolean =>
  code.startsWith('Throttling') || isOutage(code) || code === 'SignatureNonceUsed';

const failed = (fault: ServiceFault, deniedAction: string | null = null): Outcome => ({
  ok: false,
  fault: { ...fault, deniedAction },
});

const refused = (body: Fields, head: AnswerHead): Outcome => {
  const code = said(body['Code']) ?? said(body['code']);
  const message = said(body['Message']) ?? said(body['message']);
  const requestId = said(body['RequestId']) ?? said(body['requestId']);
  // A gateway that throttles does not pass the call on; a broken back end may have done the work.
  const mayHaveArrived =
    code === 'SignatureNonceUsed' || (code === null ? head.status >= 500 : isOutage(code));
  const denied = body['AccessDeniedDetail'];
  return failed(
    refusedFault(head, { code, message, requestId }, mayHaveArrived),
    isFields(denied) ? said(denied['AuthAction']) : null,
  );
};

/** An error may come as XML instead of JSON. Only its beginning is looked at. */
const xmlError = (text: string): Fields | null => {
  const begin = text.slice(0, 4_096);
  if (!/^\s{0,99}<(?:\?xml|Error)\b/.test(begin)) return null;
  const field = (name: string) => new RegExp(`<${name}>([^<]{0,2048})</${name}>`).exec(begin)?.[1];
  return { Code: field('Code'), Message: field('Message'), RequestId: field('RequestId') };
};

const parse = (text: string): unknown => {
  try {
    return parseExactly(text);
  } catch {
    return null;
  }
};

const ownFields = ['RequestId', 'requestId', 'Code', 'code', 'JobId', 'SmartJobList'] as const;

/** Every answer of the service has a request id, in the body or as a header; errors have a Code. */
const isOwn = (body: Fields, head: AnswerHead): boolean =>
  ownFields.some((name) => name in body && body[name] !== null) ||
  (head.requestId !== null && Object.keys(body).length > 0);

/** Codes with which an answer of status 200 says that all is well. */
const fine = new Set(['', 'ok', 'success', '200']);

const strange = (text: string, status: number): string => {
  if (text.trim() === '') return 'an empty answer';
  if (/^\s{0,99}<(?:!doctype|html)/i.test(text.slice(0, 200))) return 'an HTML page';
  return status >= 300 && status < 400
    ? 'a redirect'
    : 'an answer without the fields of the service';
};

/**
 * Reads an answer. Only the service's own words are a refusal; everything else is foreign. A Code in an
 * answer of status 200 is a refusal unless the answer also names jobs. `accepts` tells whether a success is
 * about what was asked: a cache may replay another one. Never throws.
 */
export const outcomeOf = (
  received: HttpAnswer,
  nowMs: number,
  accepts: (body: Fields) => boolean = () => true,
): Outcome => {
  const head = headOf(received, ['x-acs-request-id'], nowMs);
  const { status } = head;
  const text = received.body.toString('utf8');
  const parsed = parse(text);
  const body = isFields(parsed) ? parsed : status >= 300 ? xmlError(text) : null;
  if (body === null && status < 300 && text.slice(0, 99).trimStart().startsWith('{')) {
    const problem = jsonProblem(text) ?? 'it is not an object';
    return problem.includes('nested')
      ? failed(unreadFault(head, 'foreign', `an answer that cannot be read: ${problem}`))
      : failed(unreadFault(head, 'cut', 'the answer was cut off'));
  }
  if (body === null || !isOwn(body, head))
    return failed(unreadFault(head, 'foreign', strange(text, status)));
  const code = said(body['Code']) ?? '';
  const names = body['JobId'] !== undefined || 'SmartJobList' in body;
  if (status >= 300 || (!fine.has(code.toLowerCase()) && !names)) return refused(body, head);
  if (!accepts(body)) return failed(unreadFault(head, 'foreign', 'the answer to another request'));
  return { ok: true, answer: { text, body } };
};

/** What a call without an answer comes to. */
export const lostOutcome = (fault: HttpFault): Outcome => failed(networkFault(fault));

/** Whether a read is repeated after this outcome. */
export const judge = verdictFor(isPassing);
