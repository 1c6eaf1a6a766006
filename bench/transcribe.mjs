// `transcribe` of a thousand recordings with the local service and its fake engine: wall time compared with the
// time that the service needs for the same jobs, memory, and calls per finished job. Both run in turn, because the
// speed of a shared machine varies; the result is the median of the ratios.
// `npm run build` first. Usage: transcribe.mjs [ITEMS] [ROUNDS]
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';

const items = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 5);
const root = new URL('..', import.meta.url).pathname;
const launcher = join(root, 'bin', 'asrctl.cjs');
const home = mkdtempSync(join(tmpdir(), 'asrctl-bench-'));
const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;
const env = { ...inherited, ASRCTL_HOME: home, ASRCTL_PROFILE: 'local', NO_COLOR: '1' };

/** The promised bounds. */
const bounds = { wall: 1.3, mb: 200, callsPerJob: 3 };

const asrctl = (...args) => {
  const done = spawnSync(process.execPath, [launcher, ...args], { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`asrctl ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
};

const start = () =>
  asrctl('local', 'start', '--engine', 'fake', '--idle-timeout', '0', '--root', home);

/** The number of jobs in the service. */
const jobCount = () => {
  const db = new Database(join(home, 'state', 'local', 'jobs.db'));
  const { jobs } = db.prepare('SELECT COUNT(*) AS jobs FROM jobs').get();
  db.close();
  return jobs;
};

/** A proxy in front of the service that counts the calls. */
const counting = async (service) => {
  const calls = new Map();
  const proxy = createServer((incoming, outgoing) => {
    const action = String(incoming.headers['x-acs-action'] ?? incoming.method);
    calls.set(action, (calls.get(action) ?? 0) + 1);
    const { method, headers, url } = incoming;
    const forward = request(`${service}${url}`, { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(outgoing);
    });
    incoming.pipe(forward);
  });
  await new Promise((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve);
  });
  return { calls, proxy, endpoint: `http://127.0.0.1:${proxy.address().port}` };
};

/** Writes the peak memory of the process to the file BENCH_RSS when it ends. */
const preload = `data:text/javascript,${encodeURIComponent(
  "import{writeFileSync}from'node:fs';process.on('exit',()=>writeFileSync(process.env.BENCH_RSS,String(process.resourceUsage().maxRSS)))",
)}`;

const timed = (args, more) => {
  const rss = join(home, 'rss');
  const from = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [`--import=${preload}`, ...args], {
      env: { ...env, ...more, BENCH_RSS: rss },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) => {
      const mb = Number(readFileSync(rss, 'utf8')) / 1024;
      resolve({ code, ms: performance.now() - from, mb });
    });
  });
};

/** Creates files with contents that no earlier round had, and a list of them. */
const recordings = (round) => {
  const dir = join(home, `media-${round}`);
  mkdirSync(dir);
  const files = Array.from({ length: items }, (_, i) => join(dir, `talk-${i}.wav`));
  for (const file of files) writeFileSync(file, `sound of ${file}`);
  const list = join(dir, 'list.txt');
  writeFileSync(list, `${files.join('\n')}\n`);
  return list;
};

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** The range of some numbers, as text. */
const span = (values, digits) =>
  `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;

const runRound = async (round, address, calls) => {
  const list = recordings(round);
  // The limit of the service: the same jobs from a bare loop that stores and writes nothing.
  const bare = await timed([join(root, 'bench', 'bare.mjs'), 'run', list], address);
  calls.clear();
  const before = jobCount();
  const subs = join(home, `subs-${round}`);
  const endpoint = `http://${address.ALIBABA_CLOUD_ENDPOINT}`;
  const args = ['transcribe', '--from', list, '--output-dir', subs, '-q', '--endpoint', endpoint];
  const { code, ms, mb } = await timed([launcher, ...args], {});
  const jobs = jobCount() - before;
  const files = readdirSync(subs).length;
  const good = code === 0 && jobs === items && files === items;
  if (!good) console.log(`round ${round}: exit ${code}, ${jobs} jobs, ${files} files of ${items}`);
  const total = [...calls.values()].reduce((sum, n) => sum + n, 0);
  return { good, bareMs: bare.ms, ms, ratio: ms / bare.ms, mb, perJob: total / items };
};

const main = async () => {
  start();
  const keys = JSON.parse(asrctl('local', 'env', '--json'));
  const { calls, proxy, endpoint } = await counting(`http://${keys.ALIBABA_CLOUD_ENDPOINT}`);
  const address = { ...keys, ALIBABA_CLOUD_ENDPOINT: new URL(endpoint).host };
  const done = [];
  for (let round = 0; round < rounds; round += 1) done.push(await runRound(round, address, calls));
  proxy.closeAllConnections();
  proxy.close();
  const all = (key) => done.map((one) => one[key]);
  const ratio = median(all('ratio'));
  const mb = Math.max(...all('mb'));
  const perJob = Math.max(...all('perJob'));
  const report = (what, ok, bound) => console.log(`${what}: ${ok ? 'within' : 'OVER'} ${bound}`);
  console.log(`${rounds} rounds of ${items} items, each with new jobs and files`);
  report(
    `wall ${(median(all('ms')) / 1000).toFixed(1)} s, the service's limit ${(median(all('bareMs')) / 1000).toFixed(1)} s, ${ratio.toFixed(2)} x (${span(all('ratio'), 2)})`,
    ratio <= bounds.wall,
    bounds.wall,
  );
  report(`memory ${mb.toFixed(0)} MB`, mb <= bounds.mb, `${bounds.mb} MB`);
  const each = [...calls].map(([action, n]) => `${action} ${n}`).join(', ');
  report(
    `calls per job ${perJob.toFixed(2)} (last round: ${each})`,
    perJob <= bounds.callsPerJob,
    bounds.callsPerJob,
  );
  const good = ratio <= bounds.wall && mb <= bounds.mb && perJob <= bounds.callsPerJob;
  if (!good || !done.every((one) => one.good)) process.exitCode = 1;
};

try {
  await main();
} finally {
  spawnSync(process.execPath, [launcher, 'local', 'stop'], { env });
  rmSync(home, { recursive: true, force: true });
}
