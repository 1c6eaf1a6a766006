// Production calls over the wire: what is sent, and what the service's answers become.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { imsProvider } from '../../../src/api/ims/provider.js';
import type { ProductionApi } from '../../../src/api/provider.js';
import { CliError, Exit } from '../../../src/errors.js';
import type { ProductionRequest } from '../../../src/jobs/production.js';
import { jumpingClock } from '../../support/run.js';
import { scriptedServer, type ScriptedServer } from '../../support/scripted-server.js';
import { productionJob } from '../../commands/production/fixture.js';
import { refusal } from './script.js';

let server: ScriptedServer;
let api: ProductionApi;
const notices: string[] = [];

beforeAll(async () => {
  server = await scriptedServer();
  const provider = imsProvider(
    {
      provider: 'ims',
      profile: 'work',
      region: 'cn-shanghai',
      endpoint: server.endpoint,
      settings: {},
      local: false,
      credentials: async () => ({
        accessKeyId: 'LTAImadeUpId00000001',
        accessKeySecret: { reveal: () => 'madeUpSecret0000000001' },
        securityToken: null,
        origin: 'config.json',
      }),
    },
    {
      env: {},
      clock: jumpingClock(),
      random: () => 0.5,
      trace: () => {},
      command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
      notice: (line) => void notices.push(line),
    },
  );
  if (provider.production === undefined) throw new Error('IMS has production jobs');
  api = provider.production;
});
afterAll(() => server.close());

const request: ProductionRequest = {
  functionName: 'VideoClip',
  input: 'oss://harbour/walk.mp4',
  output: 'oss://harbour/out/walk',
  params: '{"a":"b c+d"}',
  name: '港口',
  templateId: null,
  modelId: null,
  userData: null,
  pipelineId: null,
  priority: '6',
};

const thrown = async (work: Promise<unknown>): Promise<CliError> => {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof CliError) return error;
  throw new Error('no CliError was thrown');
};

test('a submit is one call, its objects one parameter each', async () => {
  server.answer({ body: { RequestId: 'R', JobId: 'j1' } });
  const prepared = await api.prepare(request);
  expect(await api.submit(prepared)).toEqual({
    input: 'oss://harbour/walk.mp4',
    id: 'j1',
    state: 'queued',
  });
  expect(server.asked).toHaveLength(1);
  const [asked] = server.asked;
  expect(asked).toMatchObject({
    method: 'POST',
    headers: { 'x-acs-action': 'SubmitIProductionJob' },
    body: '',
  });
  const sent = new URL(asked?.url ?? '', server.endpoint).searchParams;
  expect(Object.fromEntries(sent)).toEqual({
    FunctionName: 'VideoClip',
    Input: '{"Type":"OSS","Media":"oss://harbour/walk.mp4"}',
    Output: '{"Type":"OSS","Media":"oss://harbour/out/walk"}',
    JobParams: '{"a":"b c+d"}',
    Name: '港口',
    ScheduleConfig: '{"Priority":6}',
  });
});

test('a submit whose answer is lost is never sent again, and the advice fits', async () => {
  const prepared = await api.prepare(request);
  for (const answer of [{ cut: 'before' } as const, refusal(503, 'ServiceUnavailable')]) {
    server.answer(answer);
    const error = await thrown(api.submit(prepared));
    expect(error).toMatchObject({ exitCode: Exit.unavailable, code: 'submit_uncertain' });
    expect(error.hint).toContain('lists no production jobs');
    expect(server.asked).toHaveLength(1);
  }
});

test('an answer without an id, and a function that the region does not offer', async () => {
  const prepared = await api.prepare(request);
  server.answer({ body: { RequestId: 'R-7' } });
  expect(await thrown(api.submit(prepared))).toMatchObject({ exitCode: 1, requestId: 'R-7' });
  server.answer(refusal(400, 'InvalidParameter.FunctionNotSupported'));
  const error = await thrown(api.submit(prepared));
  expect(error).toMatchObject({ exitCode: Exit.usage });
  expect(error.hint).toContain('cn-beijing');
});

test('a query is asked again when throttled; an unknown job is null', async () => {
  const answer = productionJob('cover').raw ?? '';
  server.answer(refusal(400, 'Throttling.User'), { body: answer });
  const job = await api.get('j1', { raw: true });
  expect(job).toEqual({ ...productionJob('cover'), id: 'j1' });
  expect(server.asked).toHaveLength(2);
  server.answer(refusal(404, 'InvalidParameter.JobNotFound'));
  expect(await api.get('nobody')).toBeNull();
  expect(await api.cancel('nobody')).toBe(false);
  server.answer({ body: { RequestId: 'R', Message: 'success' } });
  expect(await api.cancel('j1')).toBe(true);
  expect(server.asked[0]?.headers['x-acs-action']).toBe('CancelIProductionJob');
});

test('a name that the page does not know is sent with a notice', async () => {
  notices.length = 0;
  await api.prepare({ ...request, functionName: 'BrandNewThing' });
  expect(notices).toEqual(['BrandNewThing is not a function that the API page names.']);
});
