// Loaded into a measured process (`--import`): writes its peak memory, CPU time and calls to BENCH_STATS when
// it ends.
// A proxy cannot count the calls: the local service proves that it listens on the port of the connection.
// With BENCH_HOLD (a port that never answers) every page of a list after the first goes there.
import { writeFileSync } from 'node:fs';
import http from 'node:http';

const { BENCH_STATS: file, BENCH_HOLD: hold } = process.env;
const calls = {};
const { request } = http;

const actionOf = ({ headers = {}, method = 'GET' }) => {
  const name = Object.keys(headers).find((key) => key.toLowerCase() === 'x-acs-action');
  return name === undefined ? method : String(headers[name]);
};

http.request = (...args) => {
  const at = args.findIndex((arg) => typeof arg === 'object' && !(arg instanceof URL));
  const options = args[at] ?? {};
  const action = actionOf(options);
  calls[action] = (calls[action] ?? 0) + 1;
  if (hold !== undefined && action === 'ListSmartJobs' && calls[action] > 1)
    args[at] = { ...options, host: '127.0.0.1', hostname: '127.0.0.1', port: Number(hold) };
  return request(...args);
};

process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { mb: maxRSS / 1024, cpuMs: (userCPUTime + systemCPUTime) / 1000 };
  if (file !== undefined) writeFileSync(file, JSON.stringify({ ...used, calls }));
});
