// Faults on demand: how they are set, who may set them, and what each does on the wire.
import { stat } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  makeActiveFaults,
  applyJobFault,
  InjectedJobFailure,
} from '../../../src/local/faults/active-faults.js';
import {
  faultNames,
  readFault,
  type InjectedFault,
} from '../../../src/local/faults/injected-fault.js';
import { readServiceFile } from '../../../src/local/process/service-file.js';
import { asrctl } from '../../support/run.js';
import { schemaErrors } from '../../support/schemas.js';
import { raw } from '../wire/ci/support.js';
import { medium, runService, type TestService } from '../support.js';

let service: TestService;
const slept: number[] = [];
beforeAll(async () => {
  const sleep = async (ms: number): Promise<void> => void slept.push(ms);
  service = await runService({}, Date.now, sleep);
});
afterAll(() => service.end());
afterEach(() => faults('clear'));

const faults = (...argv: string[]) => asrctl(['local', 'faults', ...argv], { home: service.dir });

const fault = (more: Partial<InjectedFault> = {}): InjectedFault => ({
  name: 'reset',
  operation: '*',
  left: 1,
  delayMs: null,
  ...more,
});

test('a fault is checked: name, operation, count and delay', () => {
  expect(readFault({ name: 'reset' })).toEqual(fault());
  expect(readFault({ name: 'job-fails' })).toEqual(
    fault({ name: 'job-fails', operation: 'submit' }),
  );
  expect(readFault({ name: 'slow', operation: 'get', count: 3, delayMs: 20 })).toEqual(
    fault({ name: 'slow', operation: 'get', left: 3, delayMs: 20 }),
  );
  expect(readFault({ name: 'skewed-clock', delayMs: -60_000 })).toMatchObject({ delayMs: -60_000 });
  for (const name of faultNames) expect(readFault({ name })).toMatchObject({ name, left: 1 });
  const wrong: unknown[] = [
    null,
    {},
    { name: 'rest' },
    { name: 'reset', operation: 'put' },
    { name: 'job-fails', operation: 'get' },
    { name: 'reset', count: 0 },
    { name: 'reset', count: 1.5 },
    { name: 'reset', delayMs: 5 },
    { name: 'slow', delayMs: -5 },
    { name: 'slow', delayMs: 1e12 },
  ];
  for (const one of wrong) expect(readFault(one)).toBeTypeOf('string');
});

test('active faults are used up in the order they were set, each for its operation', () => {
  const activeFaults = makeActiveFaults();
  activeFaults.set(fault({ operation: 'get', left: 2 }));
  activeFaults.set(fault({ name: 'cut' }));
  expect(activeFaults.take('submit')?.name).toBe('cut');
  expect(activeFaults.take(null)).toBeNull();
  expect(activeFaults.take('get')?.name).toBe('reset');
  expect(activeFaults.list()).toEqual([fault({ operation: 'get', left: 1 })]);
  activeFaults.set(fault({ operation: 'get', left: 7 }));
  expect(activeFaults.list()).toEqual([fault({ operation: 'get', left: 7 })]);
  expect(activeFaults.clear('cut')).toEqual([]);
  expect(activeFaults.clear(null)).toHaveLength(1);
  expect(activeFaults.take('get')).toBeNull();
});

test('a marked job meets its jobFault once', async () => {
  const activeFaults = makeActiveFaults();
  const { signal } = new AbortController();
  const waits: number[] = [];
  const meet = (id: string) =>
    applyJobFault(activeFaults, id, async (ms) => void waits.push(ms), signal);
  activeFaults.mark('a', fault({ name: 'job-fails' }));
  activeFaults.mark('b', fault({ name: 'job-fails-silently' }));
  activeFaults.mark('c', fault({ name: 'job-stuck', delayMs: 90 }));
  await expect(meet('a')).rejects.toMatchObject({ fault: { code: 'FaultOnDemand' } });
  await expect(meet('b')).rejects.toMatchObject({ fault: null });
  await expect(meet('b')).resolves.toBeUndefined();
  await meet('c');
  expect(waits).toEqual([90]);
  activeFaults.mark('d', fault({ name: 'job-fails' }));
  activeFaults.clear(null);
  await expect(meet('d')).resolves.toBeUndefined();
  expect(new InjectedJobFailure(null)).toBeInstanceOf(Error);
});

test('a job may be stuck for longer than a timer can be set to', async () => {
  const own = await runService();
  const warnings: Error[] = [];
  const note = (warning: Error): void => void warnings.push(warning);
  process.on('warning', note);
  const typed = (...argv: string[]) => asrctl(argv, { home: own.dir, cwd: own.dir });
  for (const name of ['stuck.wav', 'free.wav']) await medium(own.dir, name);
  await typed('local', 'faults', 'set', 'job-stuck', '--delay', '30d');
  const stuck = (await typed('submit', 'stuck.wav')).stdout.trim();
  expect(await typed('transcribe', 'free.wav')).toMatchObject({ code: 0 });
  expect(JSON.parse((await typed('get', stuck, '--json')).stdout)).toMatchObject({
    jobs: [{ state: 'running' }],
  });
  await own.end();
  process.off('warning', note);
  expect(warnings).toEqual([]);
});

test('the command line sets, lists and clears, and its documents keep their schema', async () => {
  const set = await faults('set', 'throttling', '--operation', 'list', '--delay', '2s', '--json');
  expect(set).toMatchObject({ code: 0, stderr: '' });
  const document = JSON.parse(set.stdout) as unknown;
  expect(schemaErrors('local-faults', document)).toEqual([]);
  const throttling = { name: 'throttling', operation: 'list', left: 1, delayMs: 2_000 };
  expect(document).toEqual({ schemaVersion: 1, faults: [throttling] });
  await faults('set', 'skewed-clock', '--delay=-20m', '--count', '4');
  const table = (await faults('list')).stdout;
  expect(table).toMatch(/throttling +list +1 +2s/);
  expect(table).toMatch(/skewed-clock +\* +4 +-1200s/);
  expect((await faults('clear', 'skewed-clock', '--format', 'id')).stdout).toBe('skewed-clock\n');
  expect((await faults('list', '--format', 'id')).stdout).toBe('throttling\n');
});

test.each([
  [['set', 'nonsense'], 'nonsense'],
  [['set', 'reset', '--count', '0'], '--count'],
  [['set', 'reset', '--delay', '1s'], 'reset takes no delay'],
  [['set', 'slow', '--delay=-1s'], 'not a delay'],
  [['set', 'job-stuck', '--operation', 'get'], 'applies to a submit only'],
])('%j is refused with exit 2', async (argv, words) => {
  const refused = await faults(...argv);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(words);
});

test('without a running service there is nothing to set: exit 8 and how to start it', async () => {
  const lost = await asrctl(['local', 'faults', 'list']);
  expect(lost).toMatchObject({ code: 8, stdout: '' });
  expect(lost.stderr).toContain('asrctl local start');
});

test('nobody sets a fault without the token, which lies in a file for this user only', async () => {
  const { file } = service.running;
  const path = `${file.endpoint}/_asrctl/faults`;
  const body = JSON.stringify({ name: 'reset' });
  for (const authorization of ['', 'Bearer ', `Bearer ${file.accessKeySecret}`, 'Bearer x']) {
    for (const method of ['GET', 'POST', 'DELETE']) {
      const more = method === 'POST' ? { body } : {};
      const answer = await fetch(path, { method, headers: { authorization }, ...more });
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain(file.controlToken);
    }
  }
  const headers = { authorization: `Bearer ${file.controlToken}` };
  expect((await fetch(path, { headers })).status).toBe(200);
  expect((await fetch(path, { method: 'PATCH', headers })).status).toBe(405);
  expect((await fetch(path, { method: 'POST', headers, body: '{' })).status).toBe(400);
  expect((await fetch(path, { method: 'POST', headers, body: 'x'.repeat(9999) })).status).toBe(413);
  expect((await fetch(`${path}?name=x`, { method: 'DELETE', headers })).status).toBe(400);
  expect((await stat(service.paths.service)).mode & 0o777).toBe(0o600);
  expect(readServiceFile(service.paths.service)).toEqual(file);
  expect(file.controlToken).toMatch(/^[A-Za-z0-9]{43}$/);
  expect((await faults('list', '--format', 'id')).stdout).toBe('');
});

const list = () => raw(service.running.file, '/asr_jobs');

test('on the wire: what each fault looks like to any client', async () => {
  const set = (...argv: string[]) => faults('set', ...argv, '--operation', 'list');
  await set('reset');
  await expect(list()).rejects.toThrow('fetch failed');
  await set('answer-lost');
  await expect(list()).rejects.toThrow('fetch failed');
  await set('http-503');
  expect(await list()).toMatchObject({ status: 503, text: expect.stringContaining('<Code>Serv') });
  await set('throttling', '--delay', '1500ms');
  const throttled = await list();
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([503, '2']);
  expect(throttled.text).toContain('<Code>SlowDown</Code>');
  await set('html');
  expect(await list()).toMatchObject({ status: 502, text: expect.stringContaining('<html>') });
  await set('cut');
  expect((await list()).text).not.toContain('</Response>');
  await set('slow', '--delay', '7s');
  expect((await list()).text).toContain('</Response>');
  expect(slept).toEqual([7_000]);
  await set('skewed-clock', '--delay', '2h');
  const late = await list();
  expect([late.status, late.text.includes('expired')]).toEqual([403, true]);
  const skewMs = Date.parse(late.headers.get('date') ?? '') - Date.now();
  expect(Math.round(skewMs / 600_000)).toBe(12);
  expect(await list()).toMatchObject({ status: 200 });
});

test('the older style of IMS names its action in the form: it is found there, and the form survives', async () => {
  await faults('set', 'http-503', '--operation', 'get');
  const { endpoint } = service.running.file;
  const ask = (action: string) =>
    fetch(endpoint, { method: 'POST', body: new URLSearchParams({ Action: action }) });
  expect((await ask('ListSmartJobs')).status).toBe(400);
  const answer = await ask('GetSmartHandleJob');
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ Code: 'ServiceUnavailable' });
});
