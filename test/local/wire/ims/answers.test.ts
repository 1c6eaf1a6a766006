// Shapes, types and spellings of the answers; pages of the list.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAiResult } from '../../../../src/transcripts/results/ai-result.js';
import type { LocalSegment } from '../../../../src/local/jobs/job.js';
import { aiResultText, cutSegment } from '../../../../src/local/wire/ims/ai-result.js';
import { codeOf, openApiClient, type Body, type Call } from '../../official.js';
import { medium, runService, until, type TestService } from '../../support.js';

let service: TestService;
let call: Call;
let ids: string[];
let clockMs = Date.now();
beforeAll(async () => {
  service = await runService({ concurrency: 1 }, () => clockMs);
  const { port, accessKeyId, accessKeySecret } = service.running.file;
  call = openApiClient(`127.0.0.1:${port}`, { accessKeyId, accessKeySecret });
  const inputs = await Promise.all(
    Array.from({ length: 12 }, (_, index) => medium(service.dir, `${index}.wav`)),
  );
  inputs[5] = await medium(service.dir, 'empty.wav', '');
  ids = [];
  for (const [index, InputFile] of inputs.entries()) {
    clockMs += 1000;
    const { JobId } = await call('SubmitASRJob', { InputFile, Title: `job ${index}` });
    ids.push(String(JobId));
  }
  await until(
    () => service.running.queue.running(),
    (count) => count === 0,
  );
});
afterAll(() => service.end());

interface Entry extends Body {
  readonly JobId: string;
}

const list = async (query: Record<string, string> = {}): Promise<Body & { ids: string[] }> => {
  const body = await call('ListSmartJobs', query);
  return { ...body, ids: (body['SmartJobList'] as Entry[]).map(({ JobId }) => JobId) };
};

const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('GetSmartHandleJob', () => {
  it('has State, a string UserId and the result as text in two places', async () => {
    const body = await call('GetSmartHandleJob', { JobId: ids[0] ?? '' });
    expect(Object.keys(body).toSorted()).toEqual(
      ['JobId', 'JobResult', 'Output', 'RequestId', 'SmartJobInfo', 'State'].toSorted(),
    );
    expect(body['State']).toBe('Finished');
    expect(typeof body['Output']).toBe('string');
    expect(body['JobResult']).toEqual({ AiResult: body['Output'] });
    expect(body['SmartJobInfo']).toEqual({
      Title: 'job 0',
      UserId: expect.stringMatching(/^\d{16}$/) as string,
      CreateTime: expect.stringMatching(time) as string,
      ModifiedTime: expect.stringMatching(time) as string,
      JobType: 'ASR',
      InputConfig: { InputFile: expect.stringMatching(/^file:.*\/0\.wav$/) as string },
    });
  });

  it('of a failed job has code and message and no result', async () => {
    const body = await call('GetSmartHandleJob', { JobId: ids[5] ?? '' });
    expect(body).toMatchObject({
      State: 'Failed',
      ErrorCode: 'InvalidMedia.Unreadable',
      ErrorMessage: 'The file is empty',
    });
    expect(body).not.toHaveProperty('JobResult');
    expect(body).not.toHaveProperty('Output');
  });

  it('gives back what was asked', async () => {
    const asked = {
      InputFile: await medium(service.dir, 'asked.wav'),
      Description: 'a description',
      UserData: '{"n":12345678901234567890}',
      StartTime: '00:00:01',
      Duration: '00:00:02',
      EditingConfig: '{"EnableSemanticSentenceDetection":true}',
    };
    const { JobId } = await call('SubmitASRJob', asked);
    const body = await call('GetSmartHandleJob', { JobId: String(JobId) });
    expect(body).toMatchObject({
      UserData: asked.UserData,
      SmartJobInfo: {
        Title: expect.stringMatching(/^default_title_.*Z$/) as string,
        Description: asked.Description,
        EditingConfig: asked.EditingConfig,
        InputConfig: {
          InputFile: asked.InputFile,
          JobParameters: '{"duration":"00:00:02","start_time":"00:00:01"}',
        },
      },
    });
    await call('DeleteSmartJob', { JobId: String(JobId) });
  });
});

describe('ListSmartJobs', () => {
  it('has JobState, an integer UserId, counts as strings, no result, newest first, ten to a page', async () => {
    const body = await list();
    expect(body.ids).toEqual(ids.toReversed().slice(0, 10));
    expect(body).toMatchObject({ MaxResults: '10', TotalCount: '12' });
    expect((body['SmartJobList'] as Entry[])[0]).toEqual({
      JobId: ids[11],
      Title: 'job 11',
      UserId: expect.any(Number) as number,
      JobType: 'ASR',
      JobState: 'Finished',
      CreateTime: expect.stringMatching(time) as string,
      ModifiedTime: expect.stringMatching(time) as string,
      InputConfig: { InputFile: expect.any(String) as string },
    });
  });

  it('goes from page to page by token, whose end is empty', async () => {
    const first = await list({ MaxResults: '5', SortBy: 'CreationTime:Asc' });
    const query = { MaxResults: '7', SortBy: 'CreationTime:Asc' };
    const second = await list({ ...query, NextToken: String(first['NextToken']) });
    expect([...first.ids, ...second.ids]).toEqual(ids);
    expect(second['NextToken']).toBe('');
  });

  it('goes by numbers where they are given, and by token where both are', async () => {
    expect((await list({ PageNo: '2', PageSize: '5' })).ids).toEqual(ids.toReversed().slice(5, 10));
    expect((await list({ PageNo: '3', PageSize: '5' })).ids).toEqual([ids[1], ids[0]]);
    const first = await list({ MaxResults: '1' });
    const both = { NextToken: String(first['NextToken']), PageNo: '3', MaxResults: '1' };
    expect((await list(both)).ids).toEqual([ids[10]]);
  });

  it('keeps to a state and a type', async () => {
    const failed = await list({ JobState: 'Failed' });
    expect(failed.ids).toEqual([ids[5]]);
    expect(failed['TotalCount']).toBe('1');
    expect((await list({ JobState: 'Finished', MaxResults: '100' })).ids).toHaveLength(11);
    expect((await list({ JobType: 'TextToSpeech' })).ids).toEqual([]);
    expect((await list({ JobType: 'ASR', JobState: 'Created' })).ids).toEqual([]);
  });

  it.each([
    ['MaxResults', '0'],
    ['MaxResults', '101'],
    ['MaxResults', 'ten'],
    ['PageNo', '0'],
    ['SortBy', 'Title:Asc'],
    ['JobState', 'Done'],
    ['NextToken', 'CBB6BC61D08'],
  ])('refuses %s=%s', async (name, value) => {
    expect(await codeOf(call('ListSmartJobs', { [name]: value }))).toBe('InvalidParameter');
  });
});

const segment = (...texts: string[]): LocalSegment => ({
  startMs: 100,
  endMs: 100 + texts.length * 100,
  text: texts.join(' '),
  words: texts.map((text, index) => ({
    startMs: 100 + index * 100,
    endMs: 200 + index * 100,
    text,
    confidence: index === 0 ? 0.5 : null,
  })),
});

describe('the result as text', () => {
  it('is in seconds, with the words the engine knows', () => {
    expect(JSON.parse(aiResultText({ segments: [segment('a', 'b')] }, null))).toEqual([
      {
        content: 'a b',
        from: 0.1,
        to: 0.3,
        words: [
          { content: 'a', from: 0.1, to: 0.2, confidence: 0.5 },
          { content: 'b', from: 0.2, to: 0.3 },
        ],
      },
    ]);
    const plain = { startMs: 0, endMs: 846, text: 'x', words: [] };
    expect(aiResultText({ segments: [plain] }, 4)).toBe('[{"content":"x","from":0,"to":0.846}]');
  });

  it('has the speakers and the language that the engine heard, also where it is cut', () => {
    const segments = [{ ...segment('a', 'b'), speaker: '1' }];
    const text = aiResultText({ segments, language: 'en' }, 1);
    expect(JSON.parse(text)).toMatchObject([
      { content: 'a', speaker: '1', language: 'en' },
      { content: 'b', speaker: '1', language: 'en' },
    ]);
    expect(readAiResult(text)).toMatchObject({
      language: 'en',
      segments: [{ speaker: '1' }, { speaker: '1' }],
    });
    const other = text.replace('"en"', '"de"');
    expect(readAiResult(other)).toMatchObject({ language: null });
  });

  it('is cut between words at the asked length; each character of Chinese counts', () => {
    const cut = cutSegment(segment('a', 'b', 'c', 'd', 'e'), 2);
    expect(cut.map(({ text, startMs, endMs }) => [text, startMs, endMs])).toEqual([
      ['a b', 100, 300],
      ['c d', 300, 500],
      ['e', 500, 600],
    ]);
    const chinese = cutSegment(segment('\u6d4b\u8bd5', '\u6f14\u5458', '\u5df2\u7ecf'), 4);
    expect(chinese.map(({ text }) => text)).toEqual(['\u6d4b\u8bd5\u6f14\u5458', '\u5df2\u7ecf']);
    expect(cutSegment(segment('a', 'b'), 4)).toEqual([segment('a', 'b')]);
  });
});
