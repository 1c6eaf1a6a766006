// Hostile sizes: answers without end, long messages, long tags. Read to a bound, and no pattern slows down.
import { existsSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ci } from '../../src/api/ci/index.js';
import { bundleProgram, type Bundled } from '../support/program.js';
import { runProgram } from '../support/spawn.js';
import { bench, failure, type Script } from './contract.js';
import { imsScript } from './ims/script.js';

const mebibyte = 1024 * 1024;
const boundBytes = 64 * mebibyte;

/** 100 MiB, in less than 200 KB. */
const packed = gzipSync(Buffer.alloc(100 * mebibyte), { level: 1 });

type Form = 'announced' | 'chunked' | 'until closed' | 'packed';

/** Sends an answer without end in one of its forms, and counts what it wrote. */
const flood = (socket: Socket, form: Form, sent: { bytes: number }): void => {
  const piece = Buffer.alloc(mebibyte, 'a');
  const head: Readonly<Record<Form, string>> = {
    announced: 'Content-Length: 10000000000\r\n',
    chunked: 'Transfer-Encoding: chunked\r\n',
    'until closed': 'Connection: close\r\n',
    packed: 'Content-Encoding: gzip\r\n',
  };
  socket.write(`HTTP/1.1 200 OK\r\n${head[form]}\r\n`);
  if (form === 'packed') return void socket.end(packed);
  const more = (): void => {
    while (!socket.destroyed) {
      if (form === 'chunked') socket.write(`${piece.length.toString(16)}\r\n`);
      sent.bytes += piece.length;
      const goesOn = socket.write(piece);
      if (form === 'chunked') socket.write('\r\n');
      if (!goesOn) return void socket.once('drain', more);
    }
  };
  more();
};

interface Hostile {
  readonly endpoint: string;
  readonly sent: { bytes: number };
  requests: number;
  readonly server: Server;
}

const hostile = async (form: Form): Promise<Hostile> => {
  const sent = { bytes: 0 };
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => {
      world.requests += 1;
      flood(socket, form, sent);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const world: Hostile = { endpoint, sent, requests: 0, server };
  return world;
};

const bucket = 'talks-1250000000';
const scripts: readonly (readonly [string, Pick<Script, 'connection' | 'open'>])[] = [
  ['IMS', imsScript],
  [
    'CI',
    {
      connection: { provider: 'ci', region: 'ap-chongqing', settings: { bucket } },
      open: (connection, tools) => ci.open(connection, tools),
    },
  ],
];

describe.each(scripts)('%s', (_name, script) => {
  const open = (endpoint?: string) =>
    bench({
      ...script,
      connection: { ...script.connection, ...(endpoint === undefined ? {} : { endpoint }) },
    });

  it.each<[Form, string, number]>([
    ['announced', 'larger than', 1],
    ['chunked', 'larger than', 1],
    ['until closed', 'larger than', 1],
    ['packed', 'a proxy or gateway answered', 5],
  ])('reads an answer to its bound: %s', async (form, words, requests) => {
    const world = await hostile(form);
    const { provider, server } = await open(world.endpoint);
    const error = await failure(provider.get(['j']));
    expect([error.exitCode, error.message]).toEqual([8, expect.stringContaining(words)]);
    expect(world.requests).toBe(requests);
    // Beyond the bound lies only what the sockets' buffers took.
    expect(world.sent.bytes).toBeLessThan(boundBytes + 16 * mebibyte);
    world.server.close();
    await server.close();
  });

  const fillers = [
    ' ',
    '\t',
    '\n',
    '.',
    ',',
    '?',
    '=',
    '?a=',
    '&',
    '<',
    '>',
    '-',
    '"',
    'a',
    '0',
    '/',
  ];
  it.each(fillers.map((filler) => [JSON.stringify(filler), filler] as const))(
    'says an error of 200,000 times %s at once, and in short',
    async (_shown, filler) => {
      const { provider, server } = await open();
      const long = filler.repeat(200_000);
      const xml = long.replace(/[<&]/g, ' ');
      server.answer(
        script === imsScript
          ? { status: 400, body: { RequestId: long, Code: `Odd${long}`, Message: `m${long}` } }
          : {
              status: 400,
              body: `<Error><Code>Odd${xml}</Code><Message>m${xml}</Message><RequestId>${xml}</RequestId></Error>`,
            },
      );
      const error = await failure(provider.list({}));
      expect(error.message.length).toBeLessThan(800);
      expect([error.code.length, (error.requestId ?? '').length].map((n) => n <= 128)).toEqual([
        true,
        true,
      ]);
      expect(error.exitCode).toBe(1);
      await server.close();
    },
  );

  it('cleans codes and request ids of control characters and keys', async () => {
    const { provider, server } = await open();
    const id = 'AKTESTmadeUpKeyId000001';
    server.answer(
      script === imsScript
        ? {
            status: 400,
            body: { RequestId: `r\u001b[2J${id}`, Code: `Odd\u0007${id}`, Message: 'm' },
          }
        : {
            status: 400,
            headers: { 'x-ci-request-id': `r${id}` },
            body: `<Error><Code>Odd\u0085${id}</Code><Message>m</Message></Error>`,
          },
    );
    const error = await failure(provider.list({}));
    expect([error.code, error.requestId]).toEqual([
      'Odd***',
      script === imsScript ? 'r[2J***' : 'r***',
    ]);
    expect(error.message).toContain('Odd***: m');
    await server.close();
  });
});

describe('the program before an answer without end', () => {
  let program: Bundled;
  let folder = '';
  beforeAll(async () => {
    program = await bundleProgram('bounded');
    folder = await mkdtemp(join(tmpdir(), 'asrctl-bounded-'));
    // The peak of this very program; maxRSS of Linux would begin with the parent's.
    const report = `process.on('exit', () => process._rawDebug(
      require('node:fs').readFileSync('/proc/self/status', 'utf8')));`;
    await writeFile(join(folder, 'rss.cjs'), report);
  });
  afterAll(async () => {
    await program.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it.runIf(existsSync('/proc/self/status')).each([
    [
      'IMS',
      'ALIBABA_CLOUD_ACCESS_KEY_ID',
      'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      'ALIBABA_CLOUD_ENDPOINT',
    ],
    ['CI', 'TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY', 'COS_ENDPOINT'],
  ])('stays under 250 MB: %s', async (_name, id, secret, endpoint) => {
    const world = await hostile('chunked');
    const env = {
      ASRCTL_HOME: folder,
      ASRCTL_REGION: 'ap-chongqing',
      COS_BUCKET: bucket,
      NODE_OPTIONS: `--require ${join(folder, 'rss.cjs')}`,
      [id]: 'madeUpId0001',
      [secret]: 'madeUpSecret0001',
      [endpoint]: world.endpoint,
    };
    const { code, stderr } = await runProgram(process.execPath, [program.launcher, 'list'], {
      env,
    });
    world.server.close();
    expect([code, stderr]).toEqual([8, expect.stringContaining('larger than')]);
    const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(stderr)?.[1]);
    expect(kilobytes).toBeGreaterThan(10_000);
    expect(kilobytes).toBeLessThan(250_000);
  });
});
