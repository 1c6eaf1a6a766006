// A server on a port of its own that answers as a test wrote down, and remembers what it was asked.
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ReceivedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text is sent as it is, anything else as JSON. */
  readonly body?: unknown;
  /** In place of an answer: the connection is cut, or cut in the middle of the body. */
  readonly cut?: 'before' | 'within';
}

export interface ScriptedServer {
  readonly endpoint: string;
  readonly asked: readonly ReceivedRequest[];
  /** Forgets what was asked, and answers so from now on: in order, the last one again and again. */
  answer(...answers: readonly (Answer | ((asked: ReceivedRequest) => Answer))[]): void;
  close(): Promise<void>;
}

const send = (answer: Answer, response: ServerResponse): void => {
  const { status = 200, headers = {}, body = '', cut } = answer;
  if (cut === 'before') return void response.socket?.destroy();
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  if (cut === 'within') {
    response.writeHead(status, { 'content-length': String(Buffer.byteLength(text) + 100) });
    response.write(text, () => response.socket?.destroy());
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json;charset=utf-8', ...headers });
  response.end(text);
};

/** Listens on loopback, port chosen by the system. The caller closes it. */
export const scriptedServer = async (): Promise<ScriptedServer> => {
  let script: readonly (Answer | ((asked: ReceivedRequest) => Answer))[] = [];
  const asked: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(pieces).toString() };
      asked.push(one);
      const next = script[Math.min(asked.length, script.length) - 1] ?? { status: 500 };
      send(typeof next === 'function' ? next(one) : next, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    asked,
    answer(...answers) {
      script = answers;
      asked.length = 0;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
