// Error answers of a service, or of a proxy in front of it, as each protocol writes them.
import { randomUUID } from 'node:crypto';
import { ImsFault, faultBody } from '../wire/ims/ims-fault.js';
import { xmlAnswer } from '../wire/storage/dialect.js';
import type { WireAnswer, WireProtocol } from '../wire/wire.js';

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly headers: Readonly<Record<string, string>>;
}

const inJson = ({ status, code, message, headers }: Refusal, authority: string): WireAnswer => {
  const requestId = randomUUID().toUpperCase();
  return {
    status,
    headers: {
      'Content-Type': 'application/json;charset=utf-8',
      'X-Acs-Request-Id': requestId,
      ...headers,
    },
    body: JSON.stringify(faultBody(new ImsFault(status, code, message), requestId, authority)),
  };
};

const inXml = ({ status, code, message, headers }: Refusal): WireAnswer => {
  const requestId = randomUUID();
  const answer = xmlAnswer(status, [
    'Error',
    [
      ['Code', code],
      ['Message', message],
      ['RequestId', requestId],
    ],
  ]);
  const all = { ...answer.headers, 'x-ci-request-id': requestId, ...headers };
  return { ...answer, headers: all };
};

/** The service is temporarily unavailable: 503, and nothing was done. */
export const unavailable = (protocol: WireProtocol['name'], authority: string): WireAnswer => {
  const message = 'The request has failed due to a temporary failure of the server.';
  const refusal = { status: 503, code: 'ServiceUnavailable', message, headers: {} };
  return protocol === 'ims' ? inJson(refusal, authority) : inXml(refusal);
};

/**
 * Too many requests. IMS's gateway says it with status 400 and asks in milliseconds (x-acs-retry-after,
 * read by its own command line tool); COS, CI and OSS with SlowDown and the standard header in seconds.
 */
export const throttled = (
  protocol: WireProtocol['name'],
  authority: string,
  afterMs: number,
): WireAnswer => {
  if (protocol === 'ims') {
    const message = 'Request was denied due to user flow control.';
    const headers = { 'x-acs-retry-after': String(afterMs) };
    return inJson({ status: 400, code: 'Throttling.User', message, headers }, authority);
  }
  const message = 'Reduce your request rate.';
  const headers = { 'Retry-After': String(Math.ceil(afterMs / 1000)) };
  return inXml({ status: 503, code: 'SlowDown', message, headers });
};

/** The page of a proxy that does not reach the service. */
export const proxyPage = (): WireAnswer => ({
  status: 502,
  headers: { 'Content-Type': 'text/html; charset=utf-8' },
  body: '<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>\n',
});

/** The first half of an answer's text; answers that are files stay whole. */
export const cutInHalf = (answer: WireAnswer): WireAnswer =>
  typeof answer.body === 'string'
    ? { ...answer, body: answer.body.slice(0, Math.ceil(answer.body.length / 2)) }
    : answer;
