// The answer to a request that is under way: read to a bound, and settled whatever the other end does.
import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { faultOf, HttpFault } from './http-fault.js';
import type { Limits, Progress } from './limits.js';

export interface HttpAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined with `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /** As it travelled: no content encoding is undone, since none is asked for. */
  readonly body: Buffer;
}

const tooLarge = (limitBytes: number): HttpFault =>
  new HttpFault('too_large', true, `the answer is larger than ${limitBytes} bytes`);

/** The body. Throws HttpFault when it is larger than the limit or cut off. */
const readAll = async (
  answer: IncomingMessage,
  limitBytes: number,
  onPiece: () => void,
): Promise<Buffer> => {
  if (Number(answer.headers['content-length']) > limitBytes) throw tooLarge(limitBytes);
  onPiece();
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    onPiece();
    size += piece.length;
    if (size > limitBytes) throw tooLarge(limitBytes);
    pieces.push(piece);
  }
  if (!answer.complete) throw new HttpFault('cut', true, 'the answer was cut off');
  return Buffer.concat(pieces, size);
};

const headersOf = (answer: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(answer.headersDistinct).map(([name, values]) => [
      name,
      values?.join(', ') ?? '',
    ]),
  );

/** Marks the connection as standing: from then on the request may have arrived. */
export const noteSocket = (
  outgoing: ClientRequest,
  socket: Duplex & { readonly connecting?: boolean },
  progress: Progress,
): void => {
  const ready =
    'encrypted' in socket || outgoing.protocol === 'https:' ? 'secureConnect' : 'connect';
  if (socket.connecting === true) socket.once(ready, () => (progress.sent = true));
  else progress.sent = true;
};

/** The answer itself, if its head has the request id that the service always sends. Throws HttpFault `foreign`. */
export const ownAnswer = (answer: HttpAnswer, requestId: string): HttpAnswer => {
  if (answer.headers[requestId] !== undefined) return answer;
  throw new HttpFault('foreign', true, `status ${answer.status}, without a request id`);
};

/** A time limit that begins again with `again`; none where `ms` is undefined. */
const timeLimit = (ms: number | undefined, over: () => void) => {
  const timer = ms === undefined ? null : setTimeout(over, ms);
  return {
    again: (): void => void timer?.refresh(),
    end: (): void => void (timer !== null && clearTimeout(timer)),
  };
};

/** Calls `fail` for every way in which a request ends without an answer. */
const watchForLoss = (
  outgoing: ClientRequest,
  progress: Progress,
  fail: (fault: HttpFault) => void,
): void => {
  let answered = false;
  outgoing.once('response', () => (answered = true));
  outgoing.once('upgrade', (message, socket) => {
    socket.destroy();
    fail(new HttpFault('upgrade', true, `status ${message.statusCode}, a switch of protocols`));
  });
  outgoing.on('error', (error) => fail(faultOf(error, progress.sent)));
  outgoing.once('close', () => {
    const message = 'the connection was closed without an answer';
    if (!answered) fail(new HttpFault('ECONNRESET', progress.sent, message));
  });
};

/**
 * Resolves to the whole answer, whatever its status. Rejects with HttpFault for anything else that ends
 * the request (a reset, a close without an answer, a switch of protocols, an answer that is late, too
 * large or cut off), and with the signal's reason.
 */
export const answerOf = (
  outgoing: ClientRequest,
  { answerTimeoutMs, limitBytes }: Limits,
  progress: Progress,
  signal: AbortSignal,
): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    // Rejects before it destroys: other listeners may write addresses into an error that they see.
    const fail = (reason: Error): void => {
      reject(reason);
      outgoing.destroy();
    };
    const late = (): void => fail(new HttpFault('timeout', progress.sent, 'no answer in time'));
    const limit = timeLimit(answerTimeoutMs, late);
    const stop = (): void => fail(signal.reason as Error);
    const read = async (message: IncomingMessage): Promise<void> => {
      try {
        const body = await readAll(message, limitBytes, limit.again);
        resolve({ status: message.statusCode ?? 0, headers: headersOf(message), body });
      } catch (error) {
        const cut = new HttpFault('cut', true, 'the answer was cut off');
        fail(error instanceof HttpFault ? error : cut);
      }
    };
    outgoing.once('response', (message) => void read(message));
    outgoing.once('close', () => {
      limit.end();
      signal.removeEventListener('abort', stop);
    });
    watchForLoss(outgoing, progress, fail);
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
  });
