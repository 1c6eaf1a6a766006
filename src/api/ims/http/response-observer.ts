// Seeing what the official client does not show. Of an error it keeps no header, of a page of HTML
// not even the status, and it cannot be aborted. Node's own diagnostics channels give us request and
// response without touching either; a nonce of ours, which the client accepts and signs, tells the
// calls apart.
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { HttpFault } from '../../http/http-fault.js';
import { headOf, type AnswerHead } from '../../http/service-fault.js';

/** What came of one call. `refusal` holds an error body, `unreadable` is an error that is no JSON object. */
export type Exchange =
  | ({ readonly kind: 'answer'; readonly text: string } & AnswerHead)
  | ({ readonly kind: 'refusal'; readonly body: Readonly<Record<string, unknown>> } & AnswerHead)
  | ({ readonly kind: 'unreadable' } & AnswerHead)
  | { readonly kind: 'network'; readonly code: string; readonly sent: boolean };

/** What was seen of one call so far. */
export interface Watch {
  request: ClientRequest | null;
  response: IncomingMessage | null;
  /** True once the connection stood, so that the request may have arrived. */
  connected: boolean;
}

export const nonceHeader = 'x-acs-signature-nonce';
const watches = new Map<string, Watch>();

/** Begins to watch the call that carries this nonce; `unwatch` must follow. */
export const watchCall = (nonce: string): Watch => {
  const watch: Watch = { request: null, response: null, connected: false };
  watches.set(nonce, watch);
  return watch;
};
export const unwatch = (nonce: string): void => void watches.delete(nonce);

const watchOf = (request: ClientRequest): Watch | undefined =>
  watches.get(String(request.getHeader(nonceHeader)));

/** Emitted when the request is handed to a socket, which may still be connecting. */
const onStart = (message: unknown): void => {
  const { request } = message as { request: ClientRequest };
  const watch = watchOf(request);
  if (watch === undefined) return;
  watch.request = request;
  const { socket } = request;
  const connected = (): void => void (watch.connected = true);
  if (socket?.connecting === true)
    socket.once('encrypted' in socket ? 'secureConnect' : 'connect', connected);
  else connected();
};

const onResponse = (message: unknown): void => {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const watch = watchOf(request);
  if (watch !== undefined) watch.response = response;
};

/** Listens from now on; once per process is enough. */
export const startWatching = (): void => {
  subscribe('http.client.request.start', onStart);
  subscribe('http.client.response.finish', onResponse);
};

/** What the head of a response tells. */
export const readResponseHead = (response: IncomingMessage, nowMs: number): AnswerHead => {
  const header = (name: string): string | undefined => {
    const value = response.headers[name];
    return Array.isArray(value) ? value[0] : value;
  };
  return headOf(response.statusCode ?? 0, header, ['x-acs-request-id'], nowMs);
};

/** Failures of the transport itself carry a code or this name; everything else is about the answer. */
const networkCode = (error: unknown): string | null => {
  const { code, name } = error as { code?: unknown; name?: unknown };
  if (typeof name === 'string' && name.includes('Timeout')) return 'ETIMEDOUT';
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(code) ? code : null;
};

/** What a rejected call means, by what was seen of it. The error's own message is never used: it quotes the query. */
export const explain = (error: unknown, watch: Watch, nowMs: number): Exchange => {
  if (error instanceof HttpFault) return { kind: 'network', code: error.code, sent: error.sent };
  const data = (error as { data?: unknown }).data;
  const { response } = watch;
  const code = networkCode(error);
  if (response !== null && typeof data === 'object' && data !== null && !Array.isArray(data))
    return { kind: 'refusal', body: { ...data }, ...readResponseHead(response, nowMs) };
  if (response !== null && code === null)
    return { kind: 'unreadable', ...readResponseHead(response, nowMs) };
  return { kind: 'network', code: code ?? 'unknown', sent: watch.connected };
};

/** The work's result, or the signal's reason as soon as it aborts; the connection is then cut. */
export const untilAborted = async (signal: AbortSignal, watch: Watch, work: Promise<unknown>) => {
  let stop: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      watch.request?.destroy();
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
};
