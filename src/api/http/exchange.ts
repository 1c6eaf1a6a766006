// One HTTP exchange over Node's own client: proxies by CONNECT, time and size limits, no retry,
// no redirect. Not fetch: its first touch costs 30 ms. Nothing thrown here holds a path or a query.
import { request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { HttpFault, faultOf } from './http-fault.js';
import { openTunnel, proxyFor } from './proxy.js';

export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** From the call to the last byte of the answer. */
  readonly timeoutMs: number;
  /** Until the connection stands, TLS included. */
  readonly connectTimeoutMs: number;
  /** The largest answer that is read. */
  readonly limitBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Where HTTPS_PROXY and NO_PROXY are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const readAll = async (answer: IncomingMessage, limitBytes: number): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limitBytes) {
      throw new HttpFault('too_large', true, `the answer is larger than ${limitBytes} bytes`);
    }
    chunks.push(chunk);
  }
  if (!answer.complete) throw new HttpFault('cut', true, 'the answer was cut off');
  return Buffer.concat(chunks, size);
};

const answerOf = async (message: IncomingMessage, limitBytes: number): Promise<HttpAnswer> => {
  const headers: Record<string, string> = {};
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    headers[name] = values?.join(', ') ?? '';
  }
  return { status: message.statusCode ?? 0, headers, body: await readAll(message, limitBytes) };
};

const start = (request: HttpRequest, tunnel: Duplex | null): ClientRequest => {
  const send = request.url.protocol === 'https:' ? httpsRequest : httpRequest;
  // Only what may be asked twice goes over a kept connection: one that the service has just
  // closed would leave us not knowing whether a POST arrived.
  const agent = request.method === 'GET' ? {} : { agent: false as const };
  return send(request.url, {
    method: request.method,
    headers: request.headers,
    ...(tunnel === null ? agent : { createConnection: () => tunnel }),
  });
};

interface Progress {
  sent: boolean;
}

const exchange = (
  request: HttpRequest,
  tunnel: Duplex | null,
  progress: Progress,
  signal: AbortSignal,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const outgoing = start(request, tunnel);
    const stop = (): void => void outgoing.destroy(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    outgoing.on('error', reject);
    outgoing.on('socket', (socket) => {
      const ready = request.url.protocol === 'https:' ? 'secureConnect' : 'connect';
      if (tunnel !== null || !socket.connecting) progress.sent = true;
      else socket.once(ready, () => (progress.sent = true));
    });
    outgoing.on('response', (message) => {
      answerOf(message, request.limitBytes)
        .then(resolve, (error: unknown) => {
          outgoing.destroy();
          const cut = new HttpFault('cut', true, 'the answer was cut off');
          reject(error instanceof HttpFault ? error : cut);
        })
        .finally(() => signal.removeEventListener('abort', stop));
    });
    if (signal.aborted) stop();
    else outgoing.end(request.body);
  });

/**
 * Sends once and reads the whole answer, whatever its status. Throws HttpFault, or the
 * signal's reason when the caller's signal is aborted.
 */
export const exchangeHttp = async (request: HttpRequest): Promise<HttpAnswer> => {
  request.signal?.throwIfAborted();
  const progress: Progress = { sent: false };
  const limits = new AbortController();
  const late = (what: string) => () => limits.abort(new HttpFault('timeout', progress.sent, what));
  const whole = setTimeout(late('no whole answer in time'), request.timeoutMs);
  const connect = setTimeout(() => {
    if (!progress.sent) late('no connection in time')();
  }, request.connectTimeoutMs);
  const forward = (): void => limits.abort(request.signal?.reason);
  request.signal?.addEventListener('abort', forward, { once: true });
  try {
    const proxy = proxyFor(request.url, request.env);
    const tunnel = proxy === null ? null : await openTunnel(proxy, request.url, limits.signal);
    return await exchange(request, tunnel, progress, limits.signal);
  } catch (error) {
    request.signal?.throwIfAborted();
    throw faultOf(limits.signal.aborted ? limits.signal.reason : error, progress.sent);
  } finally {
    clearTimeout(whole);
    clearTimeout(connect);
    request.signal?.removeEventListener('abort', forward);
  }
};
