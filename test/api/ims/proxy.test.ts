// Every call goes through HTTPS_PROXY, the official clients' too. Behind a CONNECT proxy on loopback
// stands the local service with TLS before it, under the clouds' own names, which resolve to nothing:
// what does not take the proxy gets nowhere. Certificates are checked all the way.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import { connect, type AddressInfo, type LookupFunction, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proxyingAgent } from '../../../src/api/http/proxy-agent.js';
import { medium, runService, type TestService } from '../../local/support.js';
import { bundleProgram, type Bundled } from '../../support/program.js';
import { runProgram } from '../../support/spawn.js';

const folder = mkdtempSync(join(tmpdir(), 'asrctl-proxy-'));
const at = (name: string): string => join(folder, name);

const names = [
  'ice.cn-shanghai.aliyuncs.com',
  'oss-cn-shanghai.aliyuncs.com',
  '*.oss-cn-shanghai.aliyuncs.com',
  '*.ci.ap-chongqing.myqcloud.com',
  '*.cos.ap-chongqing.myqcloud.com',
];

/** A certificate for the clouds' names, signed by itself, good for two days. */
const makeCertificate = (): void => {
  const san = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', at('key.pem'), '-out', at('ca.pem')];
  const what = ['-days', '2', '-subj', '/CN=asrctl test', '-addext', san];
  execFileSync('openssl', ['req', '-x509', ...key, ...what], { stdio: 'ignore' });
};

let service: TestService;
let program: Bundled;
let proxy: Server;
let tls: ReturnType<typeof createTlsServer>;
let tlsConnections = 0;
const connected: (string | undefined)[] = [];

const listening = async (server: Server | typeof tls): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** Joins two sockets; when one breaks the other goes too. */
const join2 = (one: Socket, other: Socket): void => {
  one.on('error', () => other.destroy());
  other.on('error', () => one.destroy());
  one.pipe(other).pipe(one);
};

const portOf = (server: Server | typeof tls): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  makeCertificate();
  service = await runService();
  program = await bundleProgram('proxy');
  const files = { key: readFileSync(at('key.pem')), cert: readFileSync(at('ca.pem')) };
  tls = createTlsServer(files, (socket) => {
    tlsConnections += 1;
    join2(socket, connect(service.running.file.port, '127.0.0.1'));
  });
  // A client that does not trust us says so by ending the handshake.
  tls.on('tlsClientError', () => {});
  await listening(tls);
  proxy = createServer();
  proxy.on('connect', (asked, socket) => {
    connected.push(asked.url);
    const onward = connect(portOf(tls), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      join2(socket as Socket, onward);
    });
  });
  await listening(proxy);
});
afterAll(async () => {
  proxy.close();
  tls.close();
  await service.end();
  await program.remove();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
  connected.length = 0;
  tlsConnections = 0;
});

const run = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const { file } = service.running;
  return runProgram(process.execPath, [program.launcher, ...argv], {
    cwd: folder,
    env: {
      ASRCTL_HOME: at('home'),
      ALIBABA_CLOUD_ACCESS_KEY_ID: file.accessKeyId,
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: file.accessKeySecret,
      TENCENTCLOUD_SECRET_ID: file.secretId,
      TENCENTCLOUD_SECRET_KEY: file.secretKey,
      HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}`,
      NODE_EXTRA_CA_CERTS: at('ca.pem'),
      ...env,
    },
  });
};

/** Ran well, and every connection that arrived had come through the proxy. */
const proxied = async (argv: readonly string[], ...hosts: string[]): Promise<string> => {
  connected.length = 0;
  tlsConnections = 0;
  const { code, stdout, stderr } = await run(argv);
  expect([argv.join(' '), code, stderr]).toEqual([argv.join(' '), 0, expect.any(String)]);
  expect(new Set(connected)).toEqual(new Set(hosts.map((host) => `${host}:443`)));
  expect(tlsConnections).toBe(connected.length);
  return stdout.trim();
};

const ice = 'ice.cn-shanghai.aliyuncs.com';
const ims = ['--profile', 'env', '--region', 'cn-shanghai'];

describe('HTTPS_PROXY', () => {
  it('carries every call to IMS, and the upload to OSS', async () => {
    await medium(folder, 'talk.wav');
    const bucket = service.running.file.bucket;
    const profile = ims;
    const upload = ['transcribe', 'talk.wav', '--upload-bucket', bucket, '--output-dir', folder];
    await proxied([...upload, ...profile], ice, `${bucket}.oss-cn-shanghai.aliyuncs.com`);
    expect(readFileSync(at('talk.srt'), 'utf8')).toContain('-->');
    const id = await proxied(['list', '--format', 'id', ...profile], ice);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await proxied(['get', id, ...profile], ice);
    await proxied(['wait', id, ...profile], ice);
    const again = ['submit', '--again', `oss://${bucket}/talk.wav`, ...profile];
    writeFileSync(join(service.paths.storage, bucket, 'talk.wav'), 'x');
    expect(await proxied(again, ice)).not.toBe(id);
  });

  it('carries every call to CI, and the upload to COS', async () => {
    const { bucket, region } = service.running.file;
    const add = ['profile', 'add', 'tx', '--provider', 'ci', '--source', 'tencent-env'];
    const added = await run([...add, '--region', region, '--bucket', bucket]);
    expect([added.code, added.stderr]).toEqual([0, expect.any(String)]);
    await medium(folder, 'speech.wav');
    const [ci, cos] = ['ci', 'cos'].map((name) => `${bucket}.${name}.${region}.myqcloud.com`);
    const profile = ['--profile', 'tx'];
    const upload = ['transcribe', 'speech.wav', '--output-dir', folder, ...profile];
    await proxied(upload, ci ?? '', cos ?? '');
    expect(readFileSync(at('speech.srt'), 'utf8')).toContain('-->');
    const id = await proxied(['list', '--format', 'id', ...profile], ci ?? '');
    await proxied(['get', id, ...profile], ci ?? '');
  });

  it('is no way around certificates: one that is not trusted ends the call', async () => {
    const { code, stderr } = await run(['list', ...ims], { NODE_EXTRA_CA_CERTS: '' });
    expect([code, stderr]).toEqual([8, expect.stringContaining('certificate is self-signed')]);
    expect(stderr).toContain('NODE_EXTRA_CA_CERTS');
    expect(connected).toContain(`${ice}:443`);
  });

  it('that does not connect is named as what failed, for a submit too: nothing was sent', async () => {
    const env = { HTTPS_PROXY: 'http://127.0.0.1:9' };
    for (const argv of [['list'], ['submit', 'oss://bucket/a.wav']]) {
      const { code, stderr } = await run([...argv, ...ims], env);
      expect(code).toBe(8);
      expect(stderr).toContain('the proxy of HTTPS_PROXY');
      expect(stderr).toContain('NO_PROXY');
      expect(stderr).not.toContain('may exist');
    }
    expect(tlsConnections).toBe(0);
  });
});

describe('the client as it is bundled', () => {
  it('still reads an error in XML, with a reader that loads for it', async () => {
    const text = '<Error><Code>InvalidParameter.Odd</Code><Message>no such tide</Message></Error>';
    const server = createServer((_request, response) => {
      response.writeHead(400, { 'content-type': 'text/xml;charset=utf-8' }).end(text);
    });
    const endpoint = `http://127.0.0.1:${await listening(server)}`;
    const { code, stderr } = await run(['get', 'x', ...ims, '--endpoint', endpoint]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('no such tide')]);
    server.close();
  });
});

describe('an agent that asks for the proxy with each connection', () => {
  /** One request to a name that means this machine, on the port of the TLS server. */
  const ask = (env: Readonly<Record<string, string>>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const options = {
        agent: new (proxyingAgent(env))({ keepAlive: false }),
        port: portOf(tls),
        ca: readFileSync(at('ca.pem')),
        path: '/_asrctl/health',
        headers: { host: new URL(service.running.file.endpoint).host },
        lookup,
      };
      const sent = request({ host: ice, ...options }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      sent.on('error', reject).end();
    });
  const lookup: LookupFunction = (_name, _options, done) =>
    done(null, [{ address: '127.0.0.1', family: 4 }]);
  const proxyEnv = () => ({ HTTPS_PROXY: `http://127.0.0.1:${portOf(proxy)}` });

  it('leaves the hosts of NO_PROXY alone, and all of them where there is no proxy', async () => {
    expect(await ask({ ...proxyEnv(), NO_PROXY: 'aliyuncs.com' })).toBe(200);
    expect(await ask({})).toBe(200);
    expect([connected, tlsConnections]).toEqual([[], 2]);
  });

  it('trusts what Node trusts, and fails the request alone when HTTPS_PROXY is no address', async () => {
    await expect(ask(proxyEnv())).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(connected).toEqual([`${ice}:${portOf(tls)}`]);
    const odd = ask({ HTTPS_PROXY: 'socks5://127.0.0.1:9' });
    await expect(odd).rejects.toMatchObject({ code: 'proxy', sent: false });
  });
});
