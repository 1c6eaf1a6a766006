// What a batch costs: requests that the service sees for each item, uploads included, with and without faults.
// `npm run bench:calls` runs it with 2,000 items, prints the counts and the times.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { setFault } from '../../../src/local/client/faults.js';
import type { FaultName } from '../../../src/local/faults/injected-fault.js';
import { ownPaths } from '../../../src/local/process/control-paths.js';
import { openDesk, type Desk } from './support.js';

const given = process.env['ASRCTL_BENCH_ITEMS'];
const items = Number(given ?? 120);
/** The thirty calls of looking that every wait may spend (pace.ts); a slow machine uses them in a small batch too. */
const spare = given === undefined ? 30 / items : 0;

let desk: Desk;
let requests: Map<string, number>;
let ownRequests: Map<string, number>;
let faults = 0;
/** Every so many requests one fails; 0 for none. */
let faultEvery = 0;

const kinds: readonly FaultName[] = [
  'answer-lost',
  'reset',
  'http-503',
  'throttling',
  'cut',
  'html',
];

const total = (): number => [...requests.values()].reduce((sum, n) => sum + n, 0);

const count = (message: unknown): void => {
  const { request } = message as { readonly request: IncomingMessage };
  if (request.url?.includes('faults') === true) return;
  // The service's own paths are no calls of a cloud's API.
  if (request.url?.startsWith(ownPaths) === true) {
    const [own = ''] = request.url.slice(ownPaths.length).split('?');
    ownRequests.set(own, (ownRequests.get(own) ?? 0) + 1);
    return;
  }
  const name = String(request.headers['x-acs-action'] ?? request.method);
  requests.set(name, (requests.get(name) ?? 0) + 1);
  if (faultEvery === 0 || total() % faultEvery !== 0) return;
  const fault = kinds[faults % kinds.length] as FaultName;
  faults += 1;
  void setFault(desk.service.file, {
    name: fault,
    operation: undefined,
    count: 1,
    delayMs: undefined,
  });
};

beforeEach(async () => {
  desk = await openDesk();
  requests = new Map();
  ownRequests = new Map();
  [faults, faultEvery] = [0, 0];
  subscribe('http.server.request.start', count);
});
afterEach(async () => {
  unsubscribe('http.server.request.start', count);
  await desk.end();
});

/** Transcribes the batch in one run; gives the time it took. */
const batch = async (...flags: string[]): Promise<number> => {
  const files = await desk.recordings(items);
  await writeFile(join(desk.home, 'list.txt'), files.join('\n'));
  const fromMs = performance.now();
  const run = await desk.run(['transcribe', '--from', 'list.txt', '-q', ...flags]);
  const tookMs = performance.now() - fromMs;
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(run.stdout.trim().split('\n')).toHaveLength(items);
  expect(desk.jobs()).toBe(items);
  if (given !== undefined)
    console.log(
      flags,
      (total() / items).toFixed(3),
      Math.round(tookMs),
      faults,
      requests,
      ownRequests,
    );
  return tookMs;
};

it.each([
  [['--upload'], 3.2],
  [[], 2.1],
])(
  'transcribe %j asks at most %d times for each item',
  async (flags, most) => {
    await batch(...flags);
    // A file that is small costs one PUT, no look before it; a submit and the result cost one call each.
    expect(requests.get('HEAD') ?? 0).toBe(0);
    expect(total() / items).toBeLessThanOrEqual(most + spare);
    // A local file is admitted once, by a service that proves itself.
    expect(ownRequests.get('admit') ?? 0).toBeLessThanOrEqual(items);
    expect(ownRequests.get('proof') ?? 0).toBeLessThanOrEqual(items + spare * items);
  },
  600_000,
);

it('a batch with upload finishes in one run when every twentieth request fails', async () => {
  faultEvery = 20;
  await batch('--upload');
  expect(faults).toBeGreaterThan(items / 10);
  expect(desk.logged('fault on demand')).toBeGreaterThan(items / 10);
  expect(total() / items).toBeLessThanOrEqual(3.6 + spare);
}, 600_000);
