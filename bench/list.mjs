// `list` and `get`, compared with bare loops of the same signed calls with the official client.
// `npm run build` first. Usage: list.mjs [RUNS]
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';

const runs = Number(process.argv[2] ?? 7);
const root = fileURLToPath(new URL('..', import.meta.url));
const launcher = join(root, 'bin', 'asrctl.cjs');
const bare = join(root, 'bench', 'bare.mjs');
const home = mkdtempSync(join(tmpdir(), 'asrctl-bench-'));
const { NODE_EXTRA_CA_CERTS: _certificates, ...inherited } = process.env;
const env = { ...inherited, ASRCTL_HOME: home, ASRCTL_PROFILE: 'local', NO_COLOR: '1' };

const asrctl = (...args) => {
  const done = spawnSync(process.execPath, [launcher, ...args], { env, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`asrctl ${args.join(' ')}: ${done.stderr}`);
  return done.stdout;
};

const jobCount = 10_000;
const idOf = (i) => i.toString(16).padStart(32, '0');

/** Writes finished jobs directly into the table of the service: transcription is not measured here. */
const fill = () => {
  const db = new Database(join(home, 'state', 'local', 'jobs.db'));
  const insert = db.prepare(
    `INSERT INTO jobs (id, protocol, type, state, input, file, start_ms, duration_ms, request,
       created_ms, updated_ms, started_ms, finished_ms, result)
     VALUES (:id, 'ims', 'ASR', 'finished', :input, '/tmp/none.wav', 0, NULL, :request,
       :at, :at, :at, :at, :result)`,
  );
  const startMs = Date.now() - jobCount * 1000;
  const result = JSON.stringify({
    segments: Array.from({ length: 20 }, (_, i) => ({
      startMs: i * 1000,
      endMs: i * 1000 + 900,
      text: `sentence number ${i} of the recording`,
      words: [],
    })),
    audioMs: 20_000,
    engine: 'fake',
  });
  db.transaction(() => {
    for (let i = 0; i < jobCount; i += 1) {
      const request = {
        title: `Recording ${i}`,
        description: null,
        userData: `{"n":${i}}`,
        editingConfig: null,
        startTime: null,
        duration: null,
        sentenceMaxLength: null,
      };
      const input = `oss://talks/recording-${i}.wav`;
      insert.run({
        id: idOf(i),
        input,
        request: JSON.stringify(request),
        at: startMs + i * 1000,
        result,
      });
    }
  })();
  db.close();
};

/** Loaded into the measured process. */
const observe = `--import=${join(root, 'bench', 'observe.mjs')}`;

const measure = (args, more = {}) => {
  const stats = join(home, 'stats.json');
  const from = performance.now();
  const done = spawnSync(process.execPath, [observe, ...args], {
    env: { ...env, ...more, BENCH_STATS: stats },
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const ms = performance.now() - from;
  if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.stderr}`);
  const lines = done.stdout.split('\n').length - 1;
  return { ms, lines, mb: JSON.parse(readFileSync(stats, 'utf8')).mb };
};

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs both sides in turn, so that other load on the machine affects both. */
const compare = (name, bound, ours, theirs, lines) => {
  const times = { ours: [], theirs: [] };
  for (const side of [ours, theirs]) side();
  let mb = 0;
  for (let run = 0; run < runs; run += 1) {
    for (const [key, side] of Object.entries({ ours, theirs })) {
      const measured = side();
      if (measured.lines !== lines) throw new Error(`${name}: ${measured.lines} lines`);
      times[key].push(measured.ms);
      if (key === 'ours') mb = Math.max(mb, measured.mb);
    }
  }
  const ratio = median(times.ours) / median(times.theirs);
  console.log(
    `${name}: ${median(times.ours).toFixed(0)} ms, bare loop ${median(times.theirs).toFixed(0)} ms, ` +
      `${ratio.toFixed(2)} x, ${ratio <= bound ? 'within' : 'OVER'} ${bound}; ${mb.toFixed(0)} MB`,
  );
  return ratio <= bound;
};

/** The second page never comes: a row that is printed does not depend on it. */
const firstRow = async () => {
  const silent = createServer();
  await new Promise((resolve) => {
    silent.listen(0, '127.0.0.1', resolve);
  });
  const args = [observe, launcher, 'list', '--all', '--format', 'jsonl'];
  const child = spawn(process.execPath, args, {
    env: { ...env, BENCH_HOLD: String(silent.address().port) },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const got = await Promise.race([
    new Promise((resolve) => {
      child.stdout.once('data', () => resolve(true));
    }),
    new Promise((resolve) => {
      child.once('exit', () => resolve(false));
    }),
  ]);
  child.kill();
  silent.close();
  console.log(`first row before the second page is answered: ${got ? 'yes' : 'NO'}`);
  return got;
};

const main = async () => {
  asrctl('local', 'start', '--engine', 'fake', '--idle-timeout', '0');
  asrctl('local', 'stop');
  fill();
  asrctl('local', 'start', '--engine', 'fake', '--idle-timeout', '0');
  const keys = JSON.parse(asrctl('local', 'env', '--json'));
  const ids = Array.from({ length: 100 }, (_, i) => idOf(i * 97));
  const list = () => measure([launcher, 'list', '--all', '--format', 'jsonl']);
  const few = measure([launcher, 'list', '--limit', '1000', '--format', 'jsonl']);
  const all = list();
  const results = [
    compare(
      `list --all of ${jobCount} jobs`,
      1.05,
      list,
      () => measure([bare, 'list'], keys),
      jobCount,
    ),
    compare(
      'get of 100 ids',
      1.3,
      () => measure([launcher, 'get', ...ids, '--format', 'jsonl']),
      () => measure([bare, 'get', ...ids], keys),
      100,
    ),
    await firstRow(),
  ];
  console.log(
    `memory: ${few.mb.toFixed(0)} MB for 1,000 jobs, ${all.mb.toFixed(0)} MB for ${jobCount}`,
  );
  if (!results.every(Boolean)) process.exitCode = 1;
};

try {
  await main();
} finally {
  spawnSync(process.execPath, [launcher, 'local', 'stop'], { env });
  rmSync(home, { recursive: true, force: true });
}
