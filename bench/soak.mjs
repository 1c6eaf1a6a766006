// The local service under load for a while: signed requests over many connections, slow clients, and
// connections that send junk. Usage: soak.mjs [SECONDS], ten minutes by default. Prints a line every
// twentieth of the time, and fails when a signed request fails or memory or descriptors keep growing.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const seconds = Number(process.argv[2] ?? 600);
const endMs = Date.now() + seconds * 1000;
/** For ten minutes; a shorter run sends fewer, at the same rate. */
const share = seconds / 600;
const requests = Math.ceil(22_000 * share);
const connections = 200;
const slowClients = 300;
const junkConnections = Math.ceil(3_000 * share);

const launcher = fileURLToPath(new URL('../bin/asrctl.cjs', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'asrctl-soak-'));
const asrctl = (...args) => {
  const env = { PATH: process.env.PATH, HOME: home, ASRCTL_HOME: home };
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
};

asrctl('local', 'start', '--engine', 'fake', '--root', home);
const service = JSON.parse(readFileSync(join(home, 'state', 'local', 'service.json'), 'utf8'));
const medium = join(home, 'talk.wav');
writeFileSync(medium, 'talk');

const encode = (text) =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** The query of a call, signed in the older style (HMAC-SHA1). */
const signedQuery = (action, parameters) => {
  const all = {
    AccessKeyId: service.accessKeyId,
    Action: action,
    Format: 'JSON',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: randomUUID(),
    SignatureVersion: '1.0',
    Timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    Version: '2020-11-09',
    ...parameters,
  };
  const query = Object.keys(all)
    .toSorted()
    .map((name) => `${encode(name)}=${encode(all[name])}`)
    .join('&');
  const text = `GET&%2F&${encode(query)}`;
  const signature = createHmac('sha1', `${service.accessKeySecret}&`).update(text).digest('base64');
  return `${query}&Signature=${encode(signature)}`;
};

const agent = new Agent({ keepAlive: true, maxSockets: connections });
const call = (action, parameters) =>
  new Promise((resolve, reject) => {
    const path = `/?${signedQuery(action, parameters)}`;
    const sent = request({ port: service.port, host: '127.0.0.1', path, agent }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (piece) => (text += piece));
      answer.on('end', () =>
        answer.statusCode === 200
          ? resolve(JSON.parse(text))
          : reject(new Error(`${answer.statusCode}: ${text.slice(0, 200)}`)),
      );
    });
    sent.on('error', reject).end();
  });

const times = [];
const faults = [];
let done = 0;
let lastJob = null;
/** One of ten calls submits, three read a job, the others list. */
const oneCall = async (n) => {
  const fromMs = performance.now();
  try {
    if (n % 10 === 0 || lastJob === null)
      lastJob = (await call('SubmitASRJob', { InputFile: `file://${medium}` })).JobId;
    else if (n % 10 < 4) await call('GetSmartHandleJob', { JobId: lastJob });
    else await call('ListSmartJobs', { MaxResults: '20' });
  } catch (error) {
    faults.push(error.message);
  }
  times.push(performance.now() - fromMs);
  done += 1;
};

/** Spreads the requests over the time, in waves that use all connections at once. */
const sendRequests = async () => {
  const waves = Math.ceil(requests / connections);
  const startMs = Date.now();
  for (let wave = 0; wave < waves; wave += 1) {
    const size = Math.min(connections, requests - wave * connections);
    await Promise.all(Array.from({ length: size }, (_, i) => oneCall(wave * connections + i)));
    await sleep(Math.max(0, startMs + ((wave + 1) * seconds * 1000) / waves - Date.now()));
  }
};

let opened = 0;
let closed = 0;
const openSocket = () => {
  opened += 1;
  const socket = connect({ port: service.port, host: '127.0.0.1' });
  socket.on('error', () => undefined).on('close', () => (closed += 1));
  return socket;
};

/** A head at one byte a second, until the service closes the connection; then again. */
const slowClient = async () => {
  while (Date.now() < endMs) {
    const socket = openSocket();
    const head = `GET /?${'x'.repeat(4_000)} HTTP/1.1\r\n`;
    for (let i = 0; i < head.length && !socket.destroyed && Date.now() < endMs; i += 1) {
      socket.write(head[i]);
      await sleep(1_000);
    }
    socket.destroy();
  }
};

const sendJunk = async () => {
  for (let n = 0; n < junkConnections; n += 1) {
    openSocket().end(randomBytes(1 + (n % 2_000)));
    await sleep((seconds * 1000) / junkConnections);
  }
};

const measure = () => {
  try {
    const status = readFileSync(`/proc/${service.pid}/status`, 'utf8');
    const rssKb = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]);
    return { rss: Math.round(rssKb / 1024), fds: readdirSync(`/proc/${service.pid}/fd`).length };
  } catch {
    return { rss: null, fds: null };
  }
};

const percentile = (sorted, part) =>
  sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const cells = (values) => values.map((value) => String(value).padStart(9)).join('');

const lines = [];
const report = () => {
  const sorted = times.splice(0).toSorted((a, b) => a - b);
  const line = { ...measure(), p50: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
  lines.push(line);
  const time = Math.round(seconds - (endMs - Date.now()) / 1000);
  const latency = [line.p50.toFixed(1), line.p99.toFixed(1)];
  const sockets = opened - closed;
  console.log(cells([time, done, faults.length, ...latency, sockets, line.rss, line.fds]));
};

const watch = async () => {
  console.log(cells(['s', 'requests', 'errors', 'p50 ms', 'p99 ms', 'sockets', 'RSS MB', 'fds']));
  for (let n = 0; n < 20; n += 1) {
    await sleep((seconds * 1000) / 20);
    report();
  }
};

try {
  const slow = Array.from({ length: slowClients }, slowClient);
  await Promise.all([sendRequests(), sendJunk(), watch(), ...slow]);
  agent.destroy();
  await sleep(1_000);
  const rest = measure();
  console.log(
    `\n${done} requests, ${faults.length} errors, ${opened} other connections; at rest ${rest.rss} MB, ${rest.fds} descriptors`,
  );
  for (const message of [...new Set(faults)].slice(0, 5)) console.log(`error: ${message}`);
  // The first tenth warms up; afterwards neither memory nor descriptors may keep growing.
  const [early, late] = [lines[2], lines.at(-1)];
  const grows = late.rss > early.rss * 1.5 + 50 || late.fds > early.fds * 1.5 + 50;
  if (faults.length > 0 || grows) process.exitCode = 1;
} finally {
  asrctl('local', 'stop');
  rmSync(home, { recursive: true, force: true });
}
