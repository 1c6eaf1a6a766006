// Answers that the service did not write, and outages, while commands wait: over HTTP, through the real client.
import { rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../src/api/provider.js';
import { asrctl, jumpingClock, temporaryFolder } from '../support/run.js';
import {
  scriptedServer,
  type Answer,
  type ReceivedRequest,
  type ScriptedServer,
} from '../support/scripted-server.js';

let server: ScriptedServer;
let home = '';
beforeEach(async () => {
  server = await scriptedServer();
  home = await temporaryFolder();
});
afterEach(async () => {
  await server.close();
  await rm(home, { recursive: true, force: true });
});

const page = '<!doctype html><html><body>Sign in to the network</body></html>';
const foreign: Readonly<Record<string, Answer>> = {
  'a page with 200': { headers: { 'content-type': 'text/html' }, body: page },
  'an empty 204': { status: 204 },
  'a redirect': { status: 302, headers: { location: 'https://portal.example/' }, body: page },
  'a page with 403': { status: 403, headers: { 'content-type': 'text/html' }, body: page },
  'a page with 404': { status: 404, headers: { 'content-type': 'text/html' }, body: page },
  'a page with 407': { status: 407, headers: { 'content-type': 'text/html' }, body: page },
  'a 408': { status: 408 },
  'a page with 502': { status: 502, headers: { 'content-type': 'text/html' }, body: page },
  'a cut connection': { cut: 'before' },
};

const result = JSON.stringify([{ from: '0', to: '1000', content: 'Hello.' }]);
const jobAnswer = (JobId: string, State: 'Executing' | 'Finished'): Answer => ({
  body: {
    RequestId: 'R',
    JobId,
    State,
    SmartJobInfo: { JobType: 'ASR', CreateTime: '2026-01-31T12:00:00Z' },
    ...(State === 'Finished' ? { JobResult: { AiResult: result } } : {}),
  },
});

const action = ({ headers }: ReceivedRequest): string => String(headers['x-acs-action']);

/** Jobs run at the first look and are finished later; reads in between answer as `between` says. */
const service = (between: (read: number) => Answer | null): void => {
  let [submits, reads] = [0, 0];
  const looks = new Map<string, number>();
  server.answer((asked) => {
    if (action(asked) === 'SubmitASRJob') {
      submits += 1;
      return { body: { RequestId: 'R', JobId: `job${submits}`, State: 'Created' } };
    }
    reads += 1;
    const fault = between(reads);
    if (fault !== null) return fault;
    const id = /JobId=([^&]+)/.exec(`${asked.url}&${asked.body}`)?.[1] ?? '';
    looks.set(id, (looks.get(id) ?? 0) + 1);
    return jobAnswer(id, looks.get(id) === 1 ? 'Executing' : 'Finished');
  });
};

const run = (argv: readonly string[], clock: Clock = jumpingClock()) =>
  asrctl([...argv, '--profile', 'env', '--endpoint', server.endpoint, '-q'], {
    home,
    cwd: home,
    clock,
    env: {
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAImadeUp',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'made-up',
      ASRCTL_REGION: 'cn-shanghai',
    },
  });

describe.each(Object.keys(foreign))('%s', (name) => {
  const answer = foreign[name] ?? {};

  test('for a while: wait and transcribe outlast it', async () => {
    service((read) => (read >= 2 && read <= 21 ? answer : null));
    expect(await run(['wait', 'a'])).toEqual(
      expect.objectContaining({ code: 0, stdout: 'a succeeded\n', stderr: '' }),
    );
    service((read) => (read >= 2 && read <= 21 ? answer : null));
    const media = ['oss://b/one.wav', 'oss://b/two.wav'];
    const { code, stdout, stderr } = await run(['transcribe', ...media]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.trim().split('\n').toSorted()).toEqual([`${home}/one.srt`, `${home}/two.srt`]);
    expect(server.asked.filter((one) => action(one) === 'SubmitASRJob')).toHaveLength(2);
  });

  test('for good: they end with exit 8 and the reason, and no job is lost', async () => {
    service((read) => (read >= 2 ? answer : null));
    const clock = jumpingClock(0);
    const waited = await run(['wait', 'a'], clock);
    expect(waited).toMatchObject({ code: 8, stdout: '' });
    expect(waited.stderr).toMatch(
      /; not finished, last seen: a running\nThe jobs continue\. Resume/,
    );
    const reason = answer.cut === undefined ? 'a proxy or gateway answered' : 'GetSmartHandleJob';
    expect(waited.stderr).toContain(reason);
    expect(clock.now()).toBeLessThan(20 * 60_000);
    service((read) => (read >= 2 ? answer : null));
    const failed = await run(['transcribe', 'oss://b/one.wav', '--json'], jumpingClock(0));
    expect(failed.code).toBe(8);
    expect(JSON.parse(failed.stdout)).toMatchObject({
      items: [{ id: 'job1', error: { exitCode: 8, input: 'oss://b/one.wav' } }],
    });
    service(() => null);
    expect(await run(['transcribe', 'oss://b/one.wav'])).toMatchObject({
      code: 0,
      stdout: `${home}/one.srt\n`,
    });
    expect(server.asked.filter((one) => action(one) === 'SubmitASRJob')).toHaveLength(0);
  });
});
