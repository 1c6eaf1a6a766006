// One HTTP exchange over Node's own client: proxies by CONNECT, time and size limits, no retry,
// no redirect. Not fetch: its first use costs 30 ms. Nothing thrown here holds a path or a query.
import { request as httpRequest, type ClientRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { answerOf, noteSocket, type HttpAnswer } from './answer.js';
import { withinLimits, type Limits, type Progress } from './limits.js';
import { openTunnel, proxyFor } from './proxy.js';

export interface HttpRequest extends Limits {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Where HTTPS_PROXY and NO_PROXY are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

const start = (request: HttpRequest, tunnel: Duplex | null): ClientRequest => {
  const send = request.url.protocol === 'https:' ? httpsRequest : httpRequest;
  // Only what may be asked twice goes over a kept connection: after one that the service has just
  // closed, it would be unknown whether a POST arrived.
  const agent = request.method === 'GET' ? {} : { agent: false as const };
  return send(request.url, {
    method: request.method,
    headers: request.headers,
    ...(tunnel === null ? agent : { createConnection: () => tunnel }),
  });
};

const exchange = async (
  request: HttpRequest,
  progress: Progress,
  signal: AbortSignal,
): Promise<HttpAnswer> => {
  const proxy = proxyFor(request.url, request.env);
  const tunnel = proxy === null ? null : await openTunnel(proxy, request.url, signal);
  const outgoing = start(request, tunnel);
  outgoing.on('socket', (socket) => noteSocket(outgoing, socket, progress));
  const answer = answerOf(outgoing, request, progress, signal);
  if (!signal.aborted) outgoing.end(request.body);
  return answer;
};

/**
 * Sends once and reads the whole answer, whatever its status. Throws HttpFault, or the
 * signal's reason when the caller's signal is aborted.
 */
export const exchangeHttp = (request: HttpRequest): Promise<HttpAnswer> => {
  const progress: Progress = { sent: false };
  const run = (signal: AbortSignal) => exchange(request, progress, signal);
  return withinLimits(request, request.signal, progress, run);
};
