// What a batch costs: requests that the service sees for each item, uploads included.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { writeFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openDesk, type Desk } from './support.js';

const items = Number(process.env['ASRCTL_TEST_ITEMS'] ?? 120);

let desk: Desk;
let requests: Map<string, number>;
const count = (message: unknown): void => {
  const { request } = message as { readonly request: IncomingMessage };
  const name = String(request.headers['x-acs-action'] ?? request.method);
  requests.set(name, (requests.get(name) ?? 0) + 1);
};

beforeEach(async () => {
  desk = await openDesk();
  requests = new Map();
  subscribe('http.server.request.start', count);
});
afterEach(async () => {
  unsubscribe('http.server.request.start', count);
  await desk.end();
});

it.each([
  [['--upload'], 3.2],
  [[], 2.1],
])(
  'transcribe %j asks at most %d times for each item',
  async (flags, most) => {
    const files = await desk.recordings(items);
    await writeFile(join(desk.home, 'list.txt'), files.join('\n'));
    const run = await desk.run(['transcribe', '--from', 'list.txt', '-q', ...flags]);
    expect(run).toMatchObject({ code: 0, stderr: '' });
    expect(desk.jobs()).toBe(items);
    const total = [...requests.values()].reduce((sum, n) => sum + n, 0);
    // A file that is small costs one PUT, no look before it; a submit and the result cost one call each.
    expect(requests.get('HEAD') ?? 0).toBe(0);
    expect(total / items).toBeLessThanOrEqual(most);
  },
  600_000,
);
