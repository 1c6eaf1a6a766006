import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decodeProduction } from '../../../src/api/ims/production/decode.js';
import { noticesFor, productionParameters } from '../../../src/api/ims/production/request.js';
import { productionFunctions, type ProductionRequest } from '../../../src/jobs/production.js';

const asker = { profile: 'work', region: 'cn-shanghai' };
const fixture = (name: string): Record<string, unknown> =>
  JSON.parse(
    readFileSync(
      join(import.meta.dirname, '..', '..', 'fixtures', 'ims', `production-${name}.json`),
      'utf8',
    ),
  ) as Record<string, unknown>;
const decoded = (name: string, changes: Record<string, unknown> = {}) =>
  decodeProduction({ ...fixture(name), ...changes }, asker, null);

test('every field of an answer has its place in the document', () => {
  expect(decoded('cover')).toEqual({
    id: '5b1f0c7e9d2a4c3e8f6a7b8c9d0e1f2a',
    provider: 'ims',
    profile: 'work',
    region: 'cn-shanghai',
    function: 'Cover',
    state: 'succeeded',
    providerState: 'Success',
    name: 'Harbour walk',
    input: { type: 'OSS', media: 'oss://harbour/walk.mp4' },
    output: {
      type: 'OSS',
      media: 'oss://harbour/out/walk',
      biz: 'IMS',
      url: 'https://harbour.oss-cn-shanghai.aliyuncs.com/out/walk',
    },
    templateId: '4fa2d6b1c0e94d5f8a7b6c5d4e3f2a1b',
    params: { Model: 'gif' },
    schedule: { pipelineId: 'a0b1c2d3e4f5461728394a5b6c7d8e9f', priority: 6 },
    userData: '{"ticket":17}',
    createdAt: '2026-01-31T11:20:00Z',
    finishedAt: '2026-01-31T11:21:30Z',
    error: null,
    result: [
      { Score: 8.31, Time: '12.5', Url: 'out/walk-00001.jpg' },
      { Score: 7.02, Time: '3723.25', Url: 'out/walk-00002.jpg' },
    ],
    outputFiles: ['out/walk-00001.jpg', 'out/walk-00002.jpg'],
    outputMediaIds: [],
    outputUrls: [
      expect.objectContaining({ expiresAt: '2026-01-31T12:21:29Z' }),
      { url: 'https://harbour.oss-cn-shanghai.aliyuncs.com/out/walk-00002.jpg', expiresAt: null },
    ],
    raw: null,
  });
});

test.each([
  ['Queuing', 'queued'],
  ['Init', 'queued'],
  ['Analysing', 'running'],
  ['ANALYZING', 'running'],
  ['Processing', 'running'],
  ['success', 'succeeded'],
  ['Fail', 'failed'],
  ['Failed', 'failed'],
  ['Sleeping', 'unknown'],
])('the state %s is %s', (word, state) => {
  expect(decoded('plain', { Status: word })).toMatchObject({ state, providerState: word });
});

test('objects that travel as JSON text, and nothing at all, are read as well', () => {
  expect(
    decoded('plain', {
      Input: '{"Type":"Media","Media":"00ff"}',
      ScheduleConfig: '{"Priority":"3"}',
      Output: null,
      OutputUrls: null,
    }),
  ).toMatchObject({
    input: { type: 'Media', media: '00ff' },
    schedule: { pipelineId: null, priority: 3 },
    output: null,
    outputUrls: [],
  });
  expect(decodeProduction({ RequestId: 'x' }, asker, null)).toBeNull();
});

test('a success that wrote nothing says so', () => {
  expect(decoded('nothing-written')).toMatchObject({
    state: 'succeeded',
    error: {
      code: 'nothing_written',
      message: 'The bucket you access does not belong to this region: oss-cn-beijing',
    },
  });
  const empty = { OutputFiles: [], OutputMediaIds: [''], OutputUrls: [] };
  expect(decoded('plain', empty)?.error?.code).toBe('nothing_written');
  // A function whose result is its output has written nothing and is well all the same.
  expect(decoded('music-segments')?.error).toBeNull();
});

test('file names with blanks are no sentences', () => {
  const named = decoded('plain', { OutputFiles: ['out/my walk (2).mp4'] });
  expect(named?.error).toBeNull();
});

test('a failure gives what reason there is', () => {
  expect(decoded('failed')?.error).toEqual({ code: null, message: 'The service gave no reason.' });
  const told = { Result: '{"Code":"InvalidInput","Message":"no video stream"}' };
  expect(decoded('failed', told)?.error).toEqual({
    code: 'InvalidInput',
    message: 'no video stream',
  });
});

test('a wrapped result is unwrapped', () => {
  expect(decoded('captions')?.result).toEqual({ result: [{ file: 'out/walk.srt' }] });
});

test('every function of the API page with an empty result has null for it', () => {
  for (const name of productionFunctions)
    expect(decoded('plain', { FunctionName: name })).toMatchObject({
      function: name,
      result: null,
    });
});

const request = (changes: Partial<ProductionRequest> = {}): ProductionRequest => ({
  functionName: 'cover',
  input: 'oss://harbour/walk.mp4',
  output: 'oss://harbour/out/cover',
  params: null,
  name: null,
  templateId: null,
  modelId: null,
  userData: null,
  pipelineId: null,
  priority: null,
  ...changes,
});
const cloud = { region: 'cn-shanghai', local: false };

test('objects are sent as JSON text, everything absent is left out', () => {
  expect(productionParameters(request(), cloud)).toEqual({
    FunctionName: 'Cover',
    Input: '{"Type":"OSS","Media":"oss://harbour/walk.mp4"}',
    Output: '{"Type":"OSS","Media":"oss://harbour/out/cover"}',
  });
  const full = request({
    input: '0123456789abcdef0123456789abcdef',
    output: '{"Type":"OSS","Media":"oss://b/o","Biz":"VOD"}',
    params: '{"Model":"gif"}',
    name: 'n',
    templateId: 't',
    modelId: 'm',
    userData: 'u',
    pipelineId: 'p',
    priority: '3',
  });
  expect(productionParameters(full, cloud)).toEqual({
    FunctionName: 'Cover',
    Input: '{"Type":"Media","Media":"0123456789abcdef0123456789abcdef"}',
    Output: '{"Type":"OSS","Media":"oss://b/o","Biz":"VOD"}',
    JobParams: '{"Model":"gif"}',
    Name: 'n',
    TemplateId: 't',
    ModelId: 'm',
    UserData: 'u',
    ScheduleConfig: '{"PipelineId":"p","Priority":3}',
  });
});

test('an address with the OSS host becomes the spelling that this operation takes', () => {
  const input = 'https://harbour.oss-cn-beijing.aliyuncs.com/a/walk.mp4';
  const { Input: sent } = productionParameters(request({ input }), cloud);
  expect(sent).toBe('{"Type":"OSS","Media":"oss://harbour/a/walk.mp4"}');
  expect(noticesFor(request({ input }), cloud)).toEqual([
    'The input lies in cn-beijing but the job goes to cn-shanghai: it may end without output.',
  ]);
});

test('a local path is for the local service', () => {
  const local = { region: null, local: true };
  const { Input: sent } = productionParameters(request({ input: '/srv/a b.wav' }), local);
  expect(sent).toBe('{"Type":"OSS","Media":"file:///srv/a%20b.wav"}');
  expect(() => productionParameters(request({ input: '/srv/a.wav' }), cloud)).toThrow(/local file/);
});

test.each([
  ['params', '[1]', /--params is not a JSON object/],
  ['params', '{', /--params is not a JSON object/],
  ['priority', '11', /--priority/],
  ['name', 'x'.repeat(101), /101 characters/],
  ['userData', '文'.repeat(257), /257 characters/],
  ['functionName', 'no such thing', /not the name of a function/],
  ['input', 'https://example.com/a.mp4', /not an OSS object/],
] as const)('refuses %s %s before anything is sent', (key, value, message) => {
  expect(() => productionParameters(request({ [key]: value }), cloud)).toThrow(message);
});
