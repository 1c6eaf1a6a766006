// `transcribe` of a thousand recordings with the local service and its fake engine: wall time compared with the
// time that the service needs for the same jobs, memory, and calls per finished job. Both run in turn, because the
// speed of a shared machine varies; every round has to be within the bound. Other load on the machine makes single
// rounds worse, so the CPU time of client and service together is compared as well.
// `npm run build` first. Usage: transcribe.mjs [ITEMS] [ROUNDS]
import { spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';

const items = Number(process.argv[2] ?? 1000);
const rounds = Number(process.argv[3] ?? 5);
const root = fileURLToPath(new URL('..', import.meta.url));
const launcher = join(root, 'bin', 'asrctl.cjs');
const home = mkdtempSync(join(tmpdir(), 'asrctl-bench-'));
const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;
const env = { ...inherited, ASRCTL_HOME: home, ASRCTL_PROFILE: 'local', NO_COLOR: '1' };

/** The promised bounds. */
const bounds = { wall: 1.1, mb: 110, callsPerJob: 2.1 };

const asrctl = (...args) => {
  const done = spawnSync(process.execPath, [launcher, ...args], { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`asrctl ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
};

const start = () =>
  asrctl('local', 'start', '--engine', 'fake', '--idle-timeout', '0', '--root', home);

const servicePid = () =>
  JSON.parse(readFileSync(join(home, 'state', 'local', 'service.json'), 'utf8')).pid;

/** CPU time of the service so far, in ticks of 10 ms; 0 where there is no /proc. */
const serviceCpuMs = (pid) => {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return 0;
  const fields = readFileSync(file, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return 10 * (Number(fields[11]) + Number(fields[12]));
};

/** The number of jobs in the service. */
const jobCount = () => {
  const db = new Database(join(home, 'state', 'local', 'jobs.db'));
  const { jobs } = db.prepare('SELECT COUNT(*) AS jobs FROM jobs').get();
  db.close();
  return jobs;
};

const observe = `--import=${join(root, 'bench', 'observe.mjs')}`;

/** Time, CPU time (the service's included), peak memory and calls of a program. */
const timed = (args, more) => {
  const stats = join(home, 'stats.json');
  const from = performance.now();
  const pid = servicePid();
  const cpuFrom = serviceCpuMs(pid);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [observe, ...args], {
      env: { ...env, ...more, BENCH_STATS: stats },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('close', (code) => {
      const { mb, cpuMs, calls } = JSON.parse(readFileSync(stats, 'utf8'));
      const serviceMs = serviceCpuMs(pid) - cpuFrom;
      resolve({ code, ms: performance.now() - from, cpuMs: cpuMs + serviceMs, mb, calls });
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

const runRound = async (round, address) => {
  const list = recordings(round);
  // The limit of the service: the same jobs from a bare loop that stores and writes nothing.
  const bare = await timed([join(root, 'bench', 'bare.mjs'), 'run', list], address);
  const before = jobCount();
  const subs = join(home, `subs-${round}`);
  const args = ['transcribe', '--from', list, '--output-dir', subs, '-q'];
  const { code, ms, cpuMs, mb, calls } = await timed([launcher, ...args], {});
  const jobs = jobCount() - before;
  const files = readdirSync(subs).length;
  const good = code === 0 && jobs === items && files === items;
  if (!good) console.log(`round ${round}: exit ${code}, ${jobs} jobs, ${files} files of ${items}`);
  const total = Object.values(calls).reduce((sum, n) => sum + n, 0);
  const ratios = { ratio: ms / bare.ms, cpuRatio: cpuMs / bare.cpuMs };
  return { good, bareMs: bare.ms, ms, ...ratios, mb, calls, perJob: total / items };
};

const main = async () => {
  start();
  const keys = JSON.parse(asrctl('local', 'env', '--json'));
  const done = [];
  for (let round = 0; round < rounds; round += 1) done.push(await runRound(round, keys));
  const all = (key) => done.map((one) => one[key]);
  const worst = Math.max(...all('ratio'));
  const mb = Math.max(...all('mb'));
  const perJob = Math.max(...all('perJob'));
  const report = (what, ok, bound) => console.log(`${what}: ${ok ? 'within' : 'OVER'} ${bound}`);
  console.log(`${rounds} rounds of ${items} items, each with new jobs and files`);
  report(
    `wall ${(median(all('ms')) / 1000).toFixed(1)} s, the service's limit ${(median(all('bareMs')) / 1000).toFixed(1)} s, ${median(all('ratio')).toFixed(2)} x (${span(all('ratio'), 2)})`,
    worst <= bounds.wall,
    bounds.wall,
  );
  console.log(
    `CPU time of client and service: ${median(all('cpuRatio')).toFixed(2)} x (${span(all('cpuRatio'), 2)})`,
  );
  report(`memory ${mb.toFixed(0)} MB`, mb <= bounds.mb, `${bounds.mb} MB`);
  const each = Object.entries(done.at(-1).calls)
    .map(([action, n]) => `${action} ${n}`)
    .join(', ');
  report(
    `calls per job ${perJob.toFixed(2)} (last round: ${each})`,
    perJob <= bounds.callsPerJob,
    bounds.callsPerJob,
  );
  const good = worst <= bounds.wall && mb <= bounds.mb && perJob <= bounds.callsPerJob;
  if (!good || !done.every((one) => one.good)) process.exitCode = 1;
};

try {
  await main();
} finally {
  spawnSync(process.execPath, [launcher, 'local', 'stop'], { env });
  rmSync(home, { recursive: true, force: true });
}
