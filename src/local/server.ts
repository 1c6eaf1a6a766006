// The HTTP side: loopback only; each request goes to the wire protocol that claims it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { ConnectionReset, withFaults, type FaultInjection, type Handler } from './faults/apply.js';
import { ownPaths } from './process/control-paths.js';
import { protocols } from './wire/index.js';
import { BodyTooLarge, type Service, type WireAnswer, type WireRequest } from './wire/wire.js';

export interface LocalServer {
  readonly port: number;
  /** Stops listening, gives running answers a moment to finish, then closes every connection. */
  close(): Promise<void>;
}

export interface ServerOptions {
  /** 0 for any free port. */
  readonly port: number;
  /** The service once its address is known. */
  service(authority: string): Service;
  readonly faults: FaultInjection;
  /** The service's own paths, below `/_asrctl/`. */
  readonly ownRoutes: (service: Service) => Handler;
}

/** The gateway closes idle connections after 25 s (`Keep-Alive: timeout=25`). */
const keepAliveMs = 25_000;
const graceMs = 2_000;
/** Presigned addresses and UserData travel in the query: four times Node's default. */
const maxHeaderBytes = 65_536;
/** Several times what a busy client opens. Further connections are refused, so that memory and descriptors are bounded. */
const maxConnections = 1_024;
/** A client on this machine sends its head at once. A connection without one is closed after this time. */
const headersTimeoutMs = 10_000;
/** An upload of 10 GiB to a slow disk takes minutes. */
const requestTimeoutMs = 3_600_000;

async function* bounded(source: AsyncIterable<Buffer>, limit: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const piece of source) {
    size += piece.length;
    if (size > limit) throw new BodyTooLarge(`More than ${limit} bytes`);
    yield piece;
  }
}

const wireRequest = (incoming: IncomingMessage): WireRequest => {
  const url = incoming.url ?? '/';
  const at = url.indexOf('?');
  // Not destroyed when its reader stops early: the answer goes out on the same socket.
  const stream = (): AsyncIterable<Buffer> => incoming.iterator({ destroyOnReturn: false });
  return {
    method: incoming.method ?? 'GET',
    path: at < 0 ? url : url.slice(0, at),
    query: at < 0 ? '' : url.slice(at + 1),
    headers: incoming.headersDistinct,
    stream,
    body: async (limit) => {
      const pieces: Buffer[] = [];
      for await (const piece of bounded(stream(), limit)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
  };
};

const send = async (answer: WireAnswer, response: ServerResponse): Promise<void> => {
  const { status, headers, body } = answer;
  if (typeof body === 'string' || body instanceof Uint8Array) {
    const bytes = typeof body === 'string' ? Buffer.from(body) : body;
    response.writeHead(status, { ...headers, 'Content-Length': bytes.length });
    response.end(bytes);
    return;
  }
  response.writeHead(status, headers);
  await pipeline(body, response);
};

const notFound: WireAnswer = {
  status: 404,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ Code: 'NotFound', Message: 'Unknown path' }),
};

const badRequest: WireAnswer = {
  status: 400,
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ Code: 'BadRequest', Message: 'A header is sent more than once' }),
};

/** Two hosts or two signatures: the check and the handler could read different ones. */
const isAmbiguous = ({ headers }: WireRequest): boolean =>
  ['host', 'authorization'].some((name) => (headers[name]?.length ?? 0) > 1);

const router = (service: Service, { faults, ownRoutes }: ServerOptions): Handler => {
  const own = ownRoutes(service);
  const handlers = protocols.map((protocol) => ({
    protocol,
    handle: withFaults(protocol, service, faults),
  }));
  return async (request) => {
    if (isAmbiguous(request)) return badRequest;
    if (request.path.startsWith(ownPaths)) return own(request);
    const found = handlers.find(({ protocol }) => protocol.claims(request));
    return found === undefined ? notFound : found.handle(request);
  };
};

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const impatient = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(impatient);
      resolve();
    });
    server.closeIdleConnections();
  });

/** Starts to listen on 127.0.0.1. Rejects with the system's error (`EADDRINUSE`) when it cannot. */
export const startServer = async (options: ServerOptions): Promise<LocalServer> => {
  const route: { handle: Handler | null; log: (line: string) => void } = {
    handle: null,
    log: () => undefined,
  };
  const settings = {
    maxHeaderSize: maxHeaderBytes,
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: 1_000,
  };
  const server = createServer(settings, (incoming, response) => {
    const { handle } = route;
    if (handle === null) {
      response.writeHead(503).end();
      return;
    }
    handle(wireRequest(incoming))
      .then((answer) => send(answer, response))
      .catch((error: unknown) => {
        if (error instanceof ConnectionReset) {
          incoming.socket.resetAndDestroy();
          return;
        }
        route.log(`request failed: ${error instanceof Error ? error.message : String(error)}`);
        response.destroy();
      });
  });
  server.keepAliveTimeout = keepAliveMs;
  server.maxConnections = maxConnections;
  const port = await listen(server, options.port);
  const service = options.service(`127.0.0.1:${port}`);
  route.log = (line) => service.log(line);
  route.handle = router(service, options);
  return { port, close: () => closeServer(server) };
};
