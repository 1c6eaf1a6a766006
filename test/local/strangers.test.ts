// The service before programs that have no keys: other users' listeners on its port, web pages,
// requests that are not signed, and files that another user wrote.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findService, provenPid } from '../../src/local/client/find.js';
import { readLastStart, saveLastStart } from '../../src/local/client/last-start.js';
import { localPaths } from '../../src/local/process/paths.js';
import { replacePrivate } from '../../src/local/process/private-file.js';
import { readServiceFile } from '../../src/local/process/service-file.js';
import { defaultOptions, defaultRoots } from '../../src/local/process/start-options.js';
import { ensureBuilt, launcher } from '../support/spawn.js';
import { endService } from './process.js';
import { freshDir, recording, runService, until, type TestService } from './support.js';

let service: TestService;
let nowMs = Date.now();
beforeEach(async () => {
  nowMs = Date.now();
  service = await runService({}, () => nowMs);
});
afterEach(() => service.end());
const file = () => service.running.file;

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

/** What comes back for these bytes; resolves with the first piece. */
const exchange = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: file().port });
    socket.setEncoding('latin1');
    socket.once('data', (text: string) => {
      socket.destroy();
      resolve(text);
    });
    socket.once('error', reject);
    socket.write(bytes);
  });

describe('the proof', () => {
  it('is given by the service, on its own port only', async () => {
    expect(await provenPid(file(), file().port)).toBe(process.pid);
    // Another program passes the question on to the service, and its answer back.
    const relay = createServer((request, response) => {
      const { host: _, ...headers } = request.headers;
      void fetch(`${file().endpoint}${request.url}`, { headers: headers as Record<string, string> })
        .then((answer) => answer.text())
        .then((text) => response.end(text));
    });
    const port = await listening(relay);
    expect(await provenPid(file(), port)).toBeNull();
    relay.close();
  });

  it('answers no nonce that is not one', async () => {
    for (const nonce of ['', 'short', 'Z'.repeat(32), 'a'.repeat(65)]) {
      const answer = await fetch(`${file().endpoint}/_asrctl/proof?nonce=${nonce}`);
      expect(answer.status).toBe(400);
    }
  });

  it('of a service that has not written its file yet does not pass for the old one', async () => {
    replacePrivate(service.paths.service, { ...file(), pid: process.pid + 1 });
    expect(await findService(service.paths.service)).toBeNull();
  });
});

it('health says ok, and status and faults nothing without the token', async () => {
  const get = async (path: string) => {
    const answer = await fetch(`${file().endpoint}/_asrctl/${path}`);
    return [answer.status, await answer.text()];
  };
  expect(await get('health')).toEqual([200, 'ok']);
  for (const path of ['status', 'faults']) expect((await get(path))[0]).toBe(401);
});

it('no answer may be read by a web page', async () => {
  for (const path of ['/', '/asrqueue', '/_asrctl/health', '/_asrctl/status', '/nothing/here']) {
    const { headers } = await fetch(`${file().endpoint}${path}`, {
      headers: { origin: 'https://page.example' },
    });
    expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

it.each([
  [
    'IMS',
    'POST / HTTP/1.1\r\nAuthorization: ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=00',
  ],
  ['CI', 'POST /asr_jobs HTTP/1.1\r\nAuthorization: q-sign-algorithm=sha1&q-ak=x'],
  ['OSS', 'PUT /a HTTP/1.1\r\nAuthorization: OSS x:y'],
  ['COS', 'PUT /a HTTP/1.1\r\nAuthorization: q-sign-algorithm=sha1&q-ak=x'],
])('a %s request without a valid signature is refused before its body is sent', async (_, head) => {
  const text = await exchange(`${head}\r\nHost: 127.0.0.1\r\nContent-Length: 1000000\r\n\r\n`);
  expect(text).toMatch(/^HTTP\/1\.1 4\d\d /);
});

it('two hosts or two signatures are refused', async () => {
  const host = `Host: 127.0.0.1:${file().port}\r\n`;
  const twice = (line: string): string => `GET /asrqueue HTTP/1.1\r\n${host}${line}${line}\r\n`;
  expect(await exchange(twice('Authorization: q-ak=1\r\n'))).toMatch(/^HTTP\/1\.1 400 /);
  expect(await exchange(twice('Host: elsewhere.example\r\n'))).toMatch(/^HTTP\/1\.1 400 /);
});

it('only requests with a valid signature delay the idle stop', async () => {
  const before = service.running.lastRequestMs();
  nowMs += 60_000;
  for (const path of ['/', '/asrqueue', '/_asrctl/proof?nonce=00', '/_asrctl/faults', '/x'])
    await fetch(`${file().endpoint}${path}`);
  expect(service.running.lastRequestMs()).toBe(before);
  const { controlToken } = file();
  const headers = { authorization: `Bearer ${controlToken}` };
  expect((await fetch(`${file().endpoint}/_asrctl/status`, { headers })).status).toBe(200);
  expect(service.running.lastRequestMs()).toBe(nowMs);
});

it('connections are capped, and those that send nothing make room again', async () => {
  const sockets: Socket[] = [];
  let closed = 0;
  const open = (): Promise<void> =>
    new Promise((resolve) => {
      const socket = connect({ host: '127.0.0.1', port: file().port });
      // Read, as every client does: a socket that nobody reads never sees its end.
      socket.resume().on('error', () => undefined);
      socket.once('connect', resolve).once('close', () => {
        closed += 1;
        resolve();
      });
      sockets.push(socket);
    });
  // Few at a time: the kernel forgets connections beyond the server's queue of 511.
  for (let n = 0; n < 11; n += 1) await Promise.all(Array.from({ length: 100 }, open));
  await until(
    () => closed,
    (count) => count >= 1_100 - 1_024,
  );
  expect(closed).toBeLessThan(1_100);
  for (const socket of sockets) socket.destroy();
  expect(await until(() => findService(service.paths.service), Boolean)).not.toBeNull();
});

it('a service that starts in the root folder reads the home folder only', () => {
  expect(defaultRoots('/home/a', '/')).toEqual(['/home/a']);
  expect(defaultRoots('/home/a', '/media')).toEqual(['/home/a', '/media']);
});

describe.runIf(process.getuid?.() === 0 && process.platform === 'linux')('another user', () => {
  const nobody = 65_534;
  const run = promisify(execFile);
  let home: string;
  let listener: ChildProcess | null = null;
  beforeEach(async () => {
    await ensureBuilt();
    home = await freshDir();
  });
  afterEach(async () => {
    listener?.kill('SIGKILL');
    await endService(join(home, 'state'));
    await rm(home, { recursive: true, force: true });
  });
  const asrctl = (...argv: string[]) =>
    run(process.execPath, [launcher, ...argv], {
      cwd: home,
      env: { PATH: process.env['PATH'], ASRCTL_HOME: home, ASRCTL_PROFILE: 'local' },
    });

  it('cannot write a service file or last start flags that are read', async () => {
    const { service: path, lastStart, dir } = localPaths(join(home, 'state'));
    await mkdir(dir, { recursive: true });
    replacePrivate(path, file());
    saveLastStart(lastStart, { ...defaultOptions, engine: 'fake' });
    expect(readServiceFile(path)).toEqual(file());
    expect(readLastStart(lastStart)?.engine).toBe('fake');
    for (const one of [path, lastStart]) await chown(one, nobody, nobody);
    expect([readServiceFile(path), readLastStart(lastStart)]).toEqual([null, null]);
    for (const one of [path, lastStart]) {
      await chown(one, 0, 0);
      await chmod(one, 0o622);
    }
    expect([readServiceFile(path), readLastStart(lastStart)]).toEqual([null, null]);
  });

  it('cannot own the folder of a service', async () => {
    const { dir } = localPaths(join(home, 'state'));
    await mkdir(dir, { recursive: true });
    await chown(dir, nobody, nobody);
    await expect(asrctl('local', 'start')).rejects.toMatchObject({
      code: 4,
      stderr: expect.stringContaining(`The folder ${dir} belongs to another user`),
    });
  });

  it('on the port of a stopped service gets neither keys nor files', async () => {
    await asrctl('local', 'start', '--engine', 'fake');
    const { service: path } = localPaths(join(home, 'state'));
    const { port, accessKeyId } = readServiceFile(path) ?? file();
    const { stdout } = await asrctl('local', 'env');
    await asrctl('local', 'stop');
    const heard = join(home, 'heard');
    await writeFile(heard, '');
    await chmod(heard, 0o666);
    await chmod(home, 0o755);
    const script = `require('node:net').createServer((socket) => socket.on('data', (bytes) => {
      require('node:fs').appendFileSync(${JSON.stringify(heard)}, bytes);
      socket.end('HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}');
    })).listen(${port}, '127.0.0.1', () => console.log('ready'))`;
    const user = ['--reuid', String(nobody), '--regid', String(nobody), '--clear-groups'];
    const child = spawn('setpriv', [...user, process.execPath, '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    listener = child;
    await new Promise((resolve) => child.stdout.once('data', resolve));

    await copyFile(recording, join(home, 'talk.wav'));
    expect((await asrctl('submit', 'talk.wav')).stdout).toMatch(/^[0-9a-f]{32}\n$/);
    // The keys in the environment of a shell that ran `local env` before.
    const env = Object.fromEntries(
      stdout
        .trim()
        .split('\n')
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    const withKeys = run(process.execPath, [launcher, 'list', '--profile', 'env'], {
      env: { PATH: process.env['PATH'], ASRCTL_HOME: home, ...env },
    });
    await expect(withKeys).rejects.toMatchObject({ code: 8 });
    const text = await readFile(heard, 'utf8');
    expect(text).toContain('GET /_asrctl/proof?nonce=');
    expect(text).not.toContain(accessKeyId);
    expect(text).not.toContain('talk.wav');
  });
});
