// Start-up: medians over side-by-side runs, as ratios of `node -e 0`. Usage: startup.mjs [RUNS]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const runs = Number(process.argv[2] ?? 20);
const launcher = new URL('../bin/asrctl.cjs', import.meta.url).pathname;
const home = mkdtempSync(join(tmpdir(), 'asrctl-bench-'));

/** The bound is what we promise; null where we only want to know. */
const cases = [
  { name: 'node -e 0', args: ['-e', '0'], bound: null },
  { name: 'asrctl --version', args: [launcher, '--version'], bound: 1.3 },
  { name: 'asrctl --help', args: [launcher, '--help'], bound: 1.6 },
  { name: 'asrctl list --help', args: [launcher, 'list', '--help'], bound: null },
  { name: 'asrctl __complete profiles', args: [launcher, '__complete', 'profiles'], bound: null },
  { name: 'asrctl profile list', args: [launcher, 'profile', 'list'], bound: null },
];

// With NODE_EXTRA_CA_CERTS set, Node 20 reads the certificates at every start: 70 ms that are not ours.
const { NODE_EXTRA_CA_CERTS: _certificates, ...env } = { ...process.env, ASRCTL_HOME: home };

const timeOf = (args) => {
  const from = performance.now();
  const { status } = spawnSync(process.execPath, args, {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - from;
};

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];

const times = cases.map(() => []);
for (const { args } of cases) timeOf(args);
for (let run = 0; run < runs; run += 1) {
  for (const [i, { args }] of cases.entries()) times[i].push(timeOf(args));
}
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
