// A proxy that hands on requests whole and damages the answers at the level of bytes.
import { request as httpRequest } from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A request and the answer of the real service, as bytes to be. */
interface Exchange {
  readonly socket: Socket;
  /** Asks the service; the request counts there. */
  readonly answer: () => Promise<{ readonly head: string; readonly body: Buffer }>;
  /** The answer to another request of the same kind, remembered from before. */
  readonly earlier: { readonly head: string; readonly body: Buffer } | undefined;
}

type Damage = (exchange: Exchange) => Promise<void>;

const withLength = (status: string, headers: string, body: string | Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status}\r\n${headers}Content-Length: ${body.length}\r\n\r\n`),
    Buffer.from(body),
  ]);

const html = '<!DOCTYPE html><html><body>Sign in to the network</body></html>';
const page =
  (status: string): Damage =>
  async ({ socket }) =>
    void socket.end(withLength(status, 'Content-Type: text/html\r\n', html));

/** Faults before the service sees the request, unless they say otherwise. */
export const damages = {
  'reset unread': async ({ socket }) => void socket.resetAndDestroy(),
  'close unread': async ({ socket }) => void socket.end(),
  'stall unread': async () => {},
  'answer lost': async ({ socket, answer }) => {
    await answer();
    socket.resetAndDestroy();
  },
  'half-close after the request': async ({ socket, answer }) => {
    await answer();
    socket.end();
  },
  'cut in the head': async ({ socket, answer }) => {
    const { head } = await answer();
    socket.end(head.slice(0, 20));
  },
  'cut in the body': async ({ socket, answer }) => {
    const { head, body } = await answer();
    socket.end(Buffer.concat([Buffer.from(head), body.subarray(0, body.length / 2)]));
  },
  'stall in the body': async ({ socket, answer }) => {
    const { head, body } = await answer();
    socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, body.length / 2)]));
  },
  '100, then close': async ({ socket }) => void socket.end('HTTP/1.1 100 Continue\r\n\r\n'),
  '103, then the answer': async ({ socket, answer }) => {
    socket.write('HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n'.repeat(3));
    const { head, body } = await answer();
    socket.end(Buffer.concat([Buffer.from(head), body]));
  },
  '101 Switching Protocols': async ({ socket }) =>
    void socket.end(
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ),
  '204 No Content': async ({ socket }) => void socket.end('HTTP/1.1 204 No Content\r\n\r\n'),
  '302 Found': async ({ socket }) =>
    void socket.end(withLength('302 Found', 'Location: http://127.0.0.1:9/\r\n', '')),
  '200 HTML': page('200 OK'),
  '403 HTML': page('403 Forbidden'),
  '404 HTML': page('404 Not Found'),
  '408 HTML': page('408 Request Timeout'),
  '502 HTML': page('502 Bad Gateway'),
  'gzip unasked': async ({ socket, answer }) => {
    const { body } = await answer();
    socket.end(withLength('200 OK', 'Content-Encoding: gzip\r\n', gzipSync(body)));
  },
  'length too short': async ({ socket, answer }) => {
    const { body } = await answer();
    const short = `HTTP/1.1 200 OK\r\nContent-Length: ${Math.floor(body.length / 2)}\r\n\r\n`;
    socket.end(Buffer.concat([Buffer.from(short), body]));
  },
  'length too long': async ({ socket, answer }) => {
    const { body } = await answer();
    const long = `HTTP/1.1 200 OK\r\nContent-Length: ${body.length + 100}\r\n\r\n`;
    socket.end(Buffer.concat([Buffer.from(long), body]));
  },
  'bytes that are not HTTP': async ({ socket }) => void socket.end('\x16\x03\x01 nonsense\r\n\r\n'),
  huge: async ({ socket }) =>
    void socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n${'{"'.repeat(1000)}`),
  'replayed answer': async ({ socket, answer, earlier }) => {
    const { head, body } = earlier ?? (await answer());
    socket.end(Buffer.concat([Buffer.from(head), body]));
  },
} as const satisfies Readonly<Record<string, Damage>>;

export type DamageName = keyof typeof damages;
export const damageNames = Object.keys(damages) as DamageName[];
/** Damages that keep a request waiting for its time limit. */
export const isStall = (name: DamageName): boolean => name.startsWith('stall');

/** The kind of a request on either protocol. */
export type Kind = 'submit' | 'get' | 'list' | 'upload' | 'other';

const kindOf = (method: string, path: string, headers: Readonly<Record<string, string>>): Kind => {
  const action = headers['x-acs-action'] ?? '';
  if (action === 'SubmitASRJob' || (method === 'POST' && path === '/asr_jobs')) return 'submit';
  if (action === 'GetSmartHandleJob' || /^\/asr_jobs\/./.test(path)) return 'get';
  if (action === 'ListSmartJobs' || path.startsWith('/asr_jobs?')) return 'list';
  return method === 'PUT' || method === 'HEAD' ? 'upload' : 'other';
};

export interface ByteProxy {
  readonly endpoint: string;
  /** Damages the next `times` answers to requests of that kind. */
  damage(name: DamageName, kind: Kind, times: number): void;
  clear(): void;
  /** Requests that arrived since the last `damage`, and how many of them stalled. */
  readonly seen: { requests: number; stalled: number };
  close(): Promise<void>;
}

interface Parsed {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly bytes: number;
}

/** The first request in the bytes, or null while it is not whole. */
const parse = (bytes: Buffer): Parsed | null => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [line = '', ...fields] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    fields.map((field) => {
      const at = field.indexOf(':');
      return [field.slice(0, at).toLowerCase(), field.slice(at + 1).trim()];
    }),
  );
  const length = Number(headers['content-length'] ?? 0);
  const whole = end + 4 + length;
  if (bytes.length < whole) return null;
  const [method = '', path = ''] = line.split(' ');
  return { method, path, headers, body: bytes.subarray(end + 4, whole), bytes: whole };
};

const forward = (port: number, { method, path, headers, body }: Parsed) =>
  new Promise<{ head: string; body: Buffer }>((resolve, reject) => {
    const outgoing = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false });
    outgoing.on('error', reject);
    outgoing.on('response', (answer) => {
      const pieces: Buffer[] = [];
      answer.on('data', (piece: Buffer) => pieces.push(piece));
      answer.on('end', () => {
        const whole = Buffer.concat(pieces);
        const kept = answer.rawHeaders.flatMap((name, i, all) =>
          i % 2 === 0 && !/^(?:connection|transfer-encoding|keep-alive)$/i.test(name)
            ? [`${name}: ${all[i + 1]}\r\n`]
            : [],
        );
        const sized = kept.some((field) => /^content-length:/i.test(field));
        const length =
          sized || answer.statusCode === 204 ? '' : `Content-Length: ${whole.length}\r\n`;
        const status = `HTTP/1.1 ${answer.statusCode} ${answer.statusMessage}\r\n`;
        resolve({
          head: `${status}${kept.join('')}${length}Connection: close\r\n\r\n`,
          body: whole,
        });
      });
    });
    outgoing.end(body);
  });

/** Listens on loopback in front of the service at `port`. `onStall` is told of each request that is left waiting. */
export const byteProxy = async (port: number, onStall: () => void): Promise<ByteProxy> => {
  let active: { name: DamageName; kind: Kind; left: number } | null = null;
  const seen = { requests: 0, stalled: 0 };
  const earlier = new Map<Kind, { head: string; body: Buffer }>();
  const sockets = new Set<Socket>();

  const handle = async (socket: Socket, request: Parsed): Promise<void> => {
    const kind = kindOf(request.method, request.path, request.headers);
    seen.requests += 1;
    const answer = () => forward(port, request);
    const isFirst = active?.name === 'replayed answer' && !earlier.has(kind);
    if (active !== null && active.kind === kind && active.left > 0 && !isFirst) {
      active.left -= 1;
      const { name } = active;
      await damages[name]({ socket, answer, earlier: earlier.get(kind) });
      if (!isStall(name)) return;
      seen.stalled += 1;
      return onStall();
    }
    const { head, body } = await answer();
    earlier.set(kind, { head, body });
    socket.end(Buffer.concat([Buffer.from(head), body]));
  };

  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    let bytes = Buffer.alloc(0);
    socket.on('error', () => {}).on('close', () => sockets.delete(socket));
    socket.on('data', (piece) => {
      bytes = Buffer.concat([bytes, piece]);
      const request = parse(bytes);
      if (request === null) return;
      bytes = bytes.subarray(request.bytes);
      handle(socket, request).catch(() => socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    damage(name, kind, times) {
      active = { name, kind, left: times };
      // What a run before submitted is nothing that a cache could take for this one.
      if (kind === 'submit') earlier.delete(kind);
      Object.assign(seen, { requests: 0, stalled: 0 });
    },
    clear: () => void (active = null),
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};
