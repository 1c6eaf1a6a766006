// Start-up times: medians of runs in turn, as ratios of `node -e 0`. Usage: startup.mjs [RUNS]
// `get` fetches a finished job from a running local service with the fake engine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const runs = Number(process.argv[2] ?? 20);
const launcher = fileURLToPath(new URL('../bin/asrctl.cjs', import.meta.url));
const home = mkdtempSync(join(tmpdir(), 'asrctl-bench-'));

// With NODE_EXTRA_CA_CERTS, Node 20 reads the certificates at every start, which takes 70 ms.
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = { ...process.env, ASRCTL_HOME: home };

const run = (args) => {
  const { status, stdout } = spawnSync(process.execPath, args, {
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return stdout;
};
const asrctl = (...args) => run([launcher, ...args]).trim();

const recording = fileURLToPath(new URL('../examples/recording.wav', import.meta.url));
asrctl('local', 'start', '--engine', 'fake');
const id = asrctl('submit', recording, '--profile', 'local');
asrctl('wait', id, '--profile', 'local', '--interval', '100ms');

/** The bound is a promise; null for figures that are only printed. */
const cases = [
  { name: 'node -e 0', args: ['-e', '0'], bound: null },
  { name: 'asrctl --version', args: [launcher, '--version'], bound: 1.3 },
  { name: 'asrctl --help', args: [launcher, '--help'], bound: 1.6 },
  { name: 'asrctl list --help', args: [launcher, 'list', '--help'], bound: null },
  { name: 'asrctl __complete profiles', args: [launcher, '__complete', 'profiles'], bound: null },
  { name: 'asrctl profile list', args: [launcher, 'profile', 'list'], bound: null },
  { name: 'asrctl get', args: [launcher, 'get', id, '--profile', 'local'], bound: 3 },
];

const timeOf = (args) => {
  const from = performance.now();
  run(args);
  return performance.now() - from;
};

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

const times = cases.map(() => []);
for (const { args } of cases) timeOf(args);
for (let round = 0; round < runs; round += 1) {
  for (const [i, { args }] of cases.entries()) times[i].push(timeOf(args));
}
asrctl('local', 'stop');
rmSync(home, { recursive: true, force: true });

const base = median(times[0]);
for (const [i, { name, bound }] of cases.entries()) {
  const ms = median(times[i]);
  const verdict =
    bound === null ? '' : ms / base <= bound ? `  within ${bound}` : `  OVER ${bound}`;
  console.log(
    `${name.padEnd(28)}${ms.toFixed(1).padStart(7)} ms ${(ms / base).toFixed(2)} x${verdict}`,
  );
}
