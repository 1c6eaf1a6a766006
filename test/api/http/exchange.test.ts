import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { exchangeHttp, type HttpRequest } from '../../../src/api/http/exchange.js';
import { HttpFault } from '../../../src/api/http/http-fault.js';
import { proxyFor } from '../../../src/api/http/proxy.js';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.js';

const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET',
  url: new URL(url),
  headers: {},
  timeoutMs: 20_000,
  connectTimeoutMs: 20_000,
  limitBytes: 1000,
  env: {},
  ...more,
});

const fault = async (one: HttpRequest): Promise<HttpFault> => {
  const thrown: unknown = await exchangeHttp(one).catch((error: unknown) => error);
  if (thrown instanceof HttpFault) return thrown;
  throw thrown;
};

describe('an exchange', () => {
  let server: ScriptedServer;
  afterEach(() => server.close());

  it('gives status, headers and body whatever the status', async () => {
    server = await scriptedServer();
    server.answer({ status: 404, headers: { 'x-a': '1' }, body: 'gone' });
    const answer = await exchangeHttp(
      request(`${server.endpoint}/p?q=1`, { method: 'POST', body: 'in' }),
    );
    expect(answer.status).toBe(404);
    expect(answer.headers['x-a']).toBe('1');
    expect(answer.body.toString()).toBe('gone');
    expect(server.asked).toMatchObject([{ method: 'POST', url: '/p?q=1', body: 'in' }]);
  });

  it('follows no redirect', async () => {
    server = await scriptedServer();
    server.answer({ status: 308, headers: { location: 'https://elsewhere.example/' } });
    expect((await exchangeHttp(request(server.endpoint))).status).toBe(308);
    expect(server.asked).toHaveLength(1);
  });

  it('stops at its size limit', async () => {
    server = await scriptedServer();
    server.answer({ body: 'x'.repeat(1001) });
    expect(await fault(request(server.endpoint))).toMatchObject({ code: 'too_large', sent: true });
  });

  it('says whether a lost request may have arrived', async () => {
    server = await scriptedServer();
    server.answer({ cut: 'before' });
    expect(await fault(request(server.endpoint, { method: 'POST' }))).toMatchObject({
      code: 'ECONNRESET',
      sent: true,
    });
    server.answer({ cut: 'within', body: 'half' });
    expect(await fault(request(server.endpoint))).toMatchObject({ code: 'cut', sent: true });
    const { endpoint } = server;
    await server.close();
    expect(await fault(request(endpoint))).toMatchObject({ code: 'ECONNREFUSED', sent: false });
  });

  it.each([
    ['HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n', 'upgrade'],
    ['HTTP/1.1 100 Continue\r\n\r\n', 'ECONNRESET'],
    ['', 'ECONNRESET'],
    ['HTTP/1.1 2', 'ECONNRESET'],
    ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', 'cut'],
    ['nonsense\r\n\r\n', 'HPE_INVALID_CONSTANT'],
  ])('settles when the other end sends %j and closes', async (bytes, code) => {
    server = await scriptedServer();
    const raw = createTcpServer((socket) => {
      socket.on('error', () => {});
      socket.once('data', () => socket.end(bytes));
    });
    await new Promise<void>((resolve) => raw.listen(0, '127.0.0.1', resolve));
    const thrown = await fault(request(`http://127.0.0.1:${(raw.address() as AddressInfo).port}`));
    expect(thrown).toMatchObject({ code, sent: true });
    raw.close();
  });

  it('ends in time, and at once when it is told to', async () => {
    server = await scriptedServer();
    const controller = new AbortController();
    const reason = new Error('the user left');
    const silent = createServer(() => controller.abort(reason));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    await expect(exchangeHttp(request(url, { signal: controller.signal }))).rejects.toBe(reason);
    expect(await fault(request(url, { timeoutMs: 1000 }))).toMatchObject({
      code: 'timeout',
      sent: true,
    });
    await expect(exchangeHttp(request(url, { signal: controller.signal }))).rejects.toBe(reason);
    silent.closeAllConnections();
    silent.close();
  });
});

describe('a proxy', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['https://a.example/', {}, null],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1' }, 'http://p:1/'],
    ['https://a.example/', { https_proxy: 'p:1' }, 'http://p:1/'],
    ['https://a.example/', { ALL_PROXY: 'http://p:1' }, 'http://p:1/'],
    ['http://a.example/', { HTTPS_PROXY: 'http://p:1' }, null],
    ['https://127.0.0.1:9/', { HTTPS_PROXY: 'http://p:1' }, null],
    ['https://localhost/', { HTTPS_PROXY: 'http://p:1' }, null],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }, null],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'b.com, .example' }, null],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', no_proxy: 'a.example:443' }, null],
    ['https://a.example/', { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'a.example:444' }, 'http://p:1/'],
    [
      'https://a.example/',
      { HTTPS_PROXY: 'http://p:1', NO_PROXY: 'xa.example,ample' },
      'http://p:1/',
    ],
  ])('of %s with %j is %s', (url, env, proxy) => {
    expect(proxyFor(new URL(url), env)?.href ?? null).toBe(proxy);
  });

  it('must be an address', () => {
    const env = { HTTPS_PROXY: 'socks5://p:1' };
    expect(() => proxyFor(new URL('https://a.example/'), env)).toThrow(HttpFault);
  });

  const proxyServer = async (answer: 'refuse' | 'tunnel', to = 0) => {
    const asked: { target: string | undefined; authorization: string | undefined }[] = [];
    const server: Server = createServer();
    server.on('connect', (incoming, socket) => {
      asked.push({ target: incoming.url, authorization: incoming.headers['proxy-authorization'] });
      if (answer === 'refuse') {
        socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const upstream = connect(to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { asked, server, port: (server.address() as AddressInfo).port };
  };

  it('is asked to CONNECT with its own credentials; what it refuses was not sent', async () => {
    const { asked, server, port } = await proxyServer('refuse');
    const env = { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port}` };
    const thrown = await fault(request('https://a.example/secret?x=1', { env, method: 'POST' }));
    expect(thrown).toMatchObject({ code: 'proxy', sent: false });
    expect(thrown.message).toBe('the proxy refused the connection with status 407');
    expect(asked).toEqual([{ target: 'a.example:443', authorization: `Basic ${btoa('me:p@ss')}` }]);
    server.close();
  });

  it('carries TLS to the end: a plain server behind it is no https service', async () => {
    const plain = await scriptedServer();
    const { server, port } = await proxyServer('tunnel', Number(new URL(plain.endpoint).port));
    const env = { HTTPS_PROXY: `http://127.0.0.1:${port}` };
    const thrown = await fault(request('https://a.example/', { env }));
    expect(thrown.sent).toBe(false);
    expect(plain.asked).toEqual([]);
    await plain.close();
    server.close();
  });

  it('that is not there is a fault of its own', async () => {
    const gone = await scriptedServer();
    await gone.close();
    const thrown = await fault(
      request('https://a.example/', { env: { HTTPS_PROXY: gone.endpoint } }),
    );
    expect(thrown.message).toContain('HTTPS_PROXY');
  });
});
