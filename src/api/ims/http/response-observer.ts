// Takes the answers of the official client. Of an error that keeps no header and of an HTML page no
// status; it reads without a bound, unpacks what comes, and cannot be aborted. Node's diagnostics channel
// gives us each request, and a nonce of ours, which the client signs, identifies the call. Our own code
// then reads the answer, and the client gets an empty one.
import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { noteSocket } from '../../http/answer.js';
import type { Progress } from '../../http/limits.js';

export const nonceHeader = 'x-acs-signature-nonce';

type Take = (request: ClientRequest) => void;
const expected = new Map<string, Take>();

/**
 * Stops the timer that the client sets per request and keeps on the socket. It would run for minutes after the
 * answer and keep the request in memory: a thousand jobs would hold two thousand requests.
 */
const stopTimer = (socket: object): void => {
  const key = Object.getOwnPropertySymbols(socket).find(
    ({ description }) => description === 'TIMER::READ_TIMER',
  );
  if (key !== undefined) clearTimeout(Reflect.get(socket, key) as NodeJS.Timeout | undefined);
};

/** An answer that the client reads to its end at once. */
const emptyAnswer = ({ socket }: IncomingMessage): Readable =>
  Object.assign(Readable.from([]), { statusCode: 200, headers: {}, socket });

/** Hands the client's listener an empty answer when ours has read the real one. */
const divert = (request: ClientRequest): void => {
  const listeners = request.listeners('response');
  request.removeAllListeners('response');
  request.once('response', (answer) => {
    stopTimer(answer.socket);
    answer.once('close', () => {
      for (const listener of listeners) Reflect.apply(listener, request, [emptyAnswer(answer)]);
    });
  });
};

/** Emitted when the request is handed to a socket, which may still be connecting. */
const onStart = (message: unknown): void => {
  const { request } = message as { request: ClientRequest };
  const nonce = String(request.getHeader(nonceHeader));
  const take = expected.get(nonce);
  if (take === undefined) return;
  expected.delete(nonce);
  divert(request);
  take(request);
};

/** Listens from now on; once per process is enough. */
export const startObserving = (): void => subscribe('http.client.request.start', onStart);

/** Calls `take` with the request that carries this nonce, as soon as it has a socket. */
export const expectRequest = (nonce: string, progress: Progress, take: Take): void => {
  expected.set(nonce, (request) => {
    if (request.socket !== null) noteSocket(request, request.socket, progress);
    take(request);
  });
};

/** Stops a call that has no socket yet: nothing of it is sent. */
export const abandon = (nonce: string): void => {
  if (expected.has(nonce)) expected.set(nonce, (request) => request.destroy());
};
