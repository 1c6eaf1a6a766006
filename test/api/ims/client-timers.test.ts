// The official client sets a timer of minutes per request: none may run after its answer.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { asrctl } from '../../support/run.js';
import { scriptedServer } from '../../support/scripted-server.js';
import { imsScript } from './script.js';

test('no timer of a request runs after its answer', async () => {
  const server = await scriptedServer();
  onTestFinished(() => server.close());
  server.answer(({ url }) => {
    const id = new URLSearchParams(url.slice(url.indexOf('?'))).get('JobId') ?? '';
    return imsScript.job(id, 'running');
  });
  const timers = new Set<object>();
  const note = (message: unknown): void => {
    const { socket } = (message as { request: ClientRequest }).request;
    if (socket === null) return;
    for (const key of Object.getOwnPropertySymbols(socket))
      if (key.description === 'TIMER::READ_TIMER') timers.add(Reflect.get(socket, key) as object);
  };
  subscribe('http.client.response.finish', note);
  onTestFinished(() => void unsubscribe('http.client.response.finish', note));
  const env = { ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAImadeUp', ALIBABA_CLOUD_ACCESS_KEY_SECRET: 's' };
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k'];
  const argv = ['get', ...ids, '--profile', 'env', '--region', 'cn-shanghai'];
  const { code } = await asrctl([...argv, '--endpoint', server.endpoint], { env });
  expect(code).toBe(0);
  expect(timers.size).toBe(ids.length);
  // Node marks a timer that was stopped or has fired.
  for (const timer of timers) expect(timer).toMatchObject({ _destroyed: true });
});
