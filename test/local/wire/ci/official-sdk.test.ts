// The official cos-nodejs-sdk-v5, unchanged, against the local service.
import COS from 'cos-nodejs-sdk-v5';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { medium, runService, until, type TestService } from '../../support.js';
import { createBody, sdkCall, type SdkAnswer } from './support.js';

let service: TestService;
let url: string;
beforeAll(async () => {
  service = await runService();
  url = await medium(service.dir);
});
afterAll(() => service.end());

const file = () => service.running.file;
const details = async (id: string) =>
  (await sdkCall(file(), { method: 'GET', path: `asr_jobs/${id}` })).Response['JobsDetail']!;
const create = async (body = createBody(url), path = 'asr_jobs') =>
  (await sdkCall(file(), { method: 'POST', path, body })).Response['JobsDetail']!;
const finished = async (id: string) =>
  until(
    () => details(id),
    (job) => job['State'] === 'Success',
  );

describe('create and get', () => {
  it('answers a create with everything in force', async () => {
    const job = await create(
      createBody(url, '<FilterDirty>2</FilterDirty>', '', '<UserData>a&amp;&#66;</UserData>'),
    );
    expect(job['JobId']).toMatch(/^s[0-9a-f]{32}$/);
    expect(job).toMatchObject({
      Code: 'Success',
      Message: '',
      State: 'Submitted',
      Tag: 'SpeechRecognition',
      StartTime: '-',
      EndTime: '-',
      Input: { Url: url },
      Operation: {
        JobLevel: '0',
        UserData: 'a&B',
        Output: { Region: 'ap-chongqing', Bucket: 'local-1250000000', Object: 'r.txt' },
        SpeechRecognition: {
          ChannelNum: '1',
          ConvertNumMode: '0',
          EngineModelType: '16k_zh',
          FilterDirty: '2',
          FilterModal: '0',
          FilterPunc: '0',
          FlashAsr: 'false',
          OutputFileType: 'txt',
          ResTextFormat: '3',
          SentenceMaxLength: '0',
          SpeakerDiarization: '0',
          SpeakerNumber: '0',
        },
      },
    });
    expect(job['QueueId']).toMatch(/^p[0-9a-f]{32}$/);
    expect(job['CreationTime']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0800$/);
  });

  it('gives sentences and words, counted from their sentence', async () => {
    const job = await finished((await create())['JobId'] ?? '');
    const result = job['Operation']?.['SpeechRecognitionResult'];
    expect(result).toMatchObject({ AudioTime: '7.000', ObjectName: 'r.txt' });
    expect(result?.['Result']).toMatch(/^\[0:0\.000,0:2\.000\] {2}\w+( \w+){3}\n(\[.*\n){2}$/);
    const second = result?.['ResultDetail']?.[1];
    expect(second).toMatchObject({ StartMs: '2500', EndMs: '4500', WordsNum: '4', SpeakerId: '0' });
    expect(second?.['Words']?.[1]).toMatchObject({ OffsetStartMs: '500', OffsetEndMs: '1000' });
    expect(job['EndTime']).toMatch(/\+0800$/);
  });

  it('leaves the details out with ResTextFormat 0', async () => {
    const body = createBody(url).replace('<ResTextFormat>3</ResTextFormat>', '');
    const job = await finished((await create(body))['JobId'] ?? '');
    expect(job['Operation']?.['SpeechRecognitionResult']?.['ResultDetail']).toBe('');
  });

  it('answers in flash mode with a channel', async () => {
    const speech =
      '<EngineModelType>16k_zh</EngineModelType><FlashAsr>true</FlashAsr><Format>wav</Format><WordInfo>1</WordInfo>';
    const body = createBody(url).replace(
      /(<SpeechRecognition>).*(<\/SpeechRecognition>)/,
      `$1${speech}$2`,
    );
    const job = await finished((await create(body))['JobId'] ?? '');
    const flash = job['Operation']?.['SpeechRecognitionResult']?.['FlashResult'];
    expect(flash?.['sentence_list']?.[1]).toMatchObject({ start_time: '2500', end_time: '4500' });
    expect(flash?.['sentence_list']?.[1]?.['word_list']?.[0]).toMatchObject({ start_time: '2500' });
  });

  it('answers for several ids at once, and names those it does not know', async () => {
    const ids = [(await create())['JobId'] ?? '', (await create())['JobId'] ?? ''];
    const nobody = `s${'0'.repeat(32)}`;
    const path = `asr_jobs/${ids[0]},${nobody},${ids[1]},strange`;
    const { Response } = await sdkCall(file(), { method: 'GET', path });
    expect(Response['JobsDetail']?.map((job) => job['JobId'])).toEqual(ids);
    expect(Response['NonExistJobIds']).toEqual([nobody, 'strange']);
  });
});

describe('one store under two names', () => {
  it('gets under /asr_jobs what was made under /jobs, and cancels under /jobs', async () => {
    const job = await create(createBody(url), 'jobs');
    expect((await details(job['JobId'] ?? ''))['JobId']).toBe(job['JobId']);
    const path = `jobs/${job['JobId']}`;
    const answer = await sdkCall(file(), { method: 'PUT', path, query: { cancel: '' } });
    expect(answer.Response['JobsDetail']?.['State']).toMatch(/^(?:Cancel|Success)$/);
    const fail = sdkCall(file(), { method: 'PUT', path: `asr_${path}`, query: { cancel: '' } });
    await expect(fail).rejects.toMatchObject({ statusCode: 405, code: 'MethodNotAllowed' });
  });
});

describe('list', () => {
  const list = async (query: Record<string, string>, path = 'asr_jobs') =>
    (await sdkCall(file(), { method: 'GET', path, query })).Response;

  it('pages with a token, newest first, until there is none', async () => {
    for (let i = 0; i < 3; i++) await create();
    const seen: string[] = [];
    let nextToken = '';
    do {
      const page = await list({
        tag: 'SpeechRecognition',
        size: '2',
        nextToken,
        queueId: (await create())['QueueId'] ?? '',
      });
      const jobs = [page['JobsDetail']].flat() as unknown as Record<string, string>[];
      seen.push(...jobs.map((job) => job['JobId'] ?? ''));
      nextToken = page['NextToken'] ?? '';
    } while (nextToken !== '');
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  it('filters by state, time and queue', async () => {
    await finished((await create())['JobId'] ?? '');
    const future = '2099-01-01T00:00:00+0800';
    expect((await list({ states: 'Success,Failed' }))['JobsDetail']).toBeDefined();
    expect((await list({ states: 'Pause' }))['JobsDetail']).toBeUndefined();
    expect((await list({ startCreationTime: future }))['JobsDetail']).toBeUndefined();
    expect((await list({ endCreationTime: future }, 'jobs'))['JobsDetail']).toBeDefined();
    expect((await list({ queueId: 'p0' }))['JobsDetail']).toBeUndefined();
    expect((await list({ tag: 'DocProcess' }))['JobsDetail']).toBeUndefined();
  });

  it.each([
    { size: '0' },
    { size: '101' },
    { states: 'Asleep' },
    { orderByTime: 'Up' },
    { startCreationTime: 'now' },
    { nextToken: '!' },
  ])('refuses %j', async (query) => {
    await expect(list(query as Record<string, string>)).rejects.toMatchObject({
      statusCode: 400,
      code: 'InvalidArgument',
    });
  });
});

describe('queues and buckets', () => {
  it('lists the queue that jobs go to', async () => {
    const queueId = (await create())['QueueId'];
    const { Response } = await sdkCall(file(), {
      method: 'GET',
      path: 'asrqueue',
      query: { state: 'Active', pageSize: '10' },
    });
    expect(Response).toMatchObject({
      TotalCount: '1',
      QueueList: { QueueId: queueId, State: 'Active' },
    });
    expect(Response['RequestId']).not.toBe('');
  });

  it('has speech recognition enabled', async () => {
    const { bucket } = file();
    const one = await sdkCall(file(), {
      method: 'GET',
      path: 'asrbucket',
      query: { bucketNames: bucket },
    });
    expect(one.Response).toMatchObject({ TotalCount: '1', AsrBucketList: { BucketId: bucket } });
    const none = await sdkCall(file(), {
      method: 'GET',
      path: 'asrbucket',
      query: { bucketNames: 'x-1' },
    });
    expect(none.Response['TotalCount']).toBe('0');
    const on = await sdkCall(file(), { method: 'POST', path: 'asrbucket' });
    expect(on.Response['AsrBucket']?.['BucketId']).toBe(bucket);
  });
});

describe('temporary credentials', () => {
  it('are accepted with the right token and refused with another', async () => {
    const call = { method: 'GET', path: 'asrqueue' } as const;
    const good = await sdkCall(file(), call, { SecurityToken: file().securityToken });
    expect(good.statusCode).toBe(200);
    await expect(sdkCall(file(), call, { SecurityToken: 'another' })).rejects.toMatchObject({
      statusCode: 403,
      code: 'InvalidSecurity',
    });
  });
});

describe('the production host, as the SDK reaches it through its Ip option', () => {
  const call = (bucket: string): Promise<SdkAnswer> => {
    const { secretId, secretKey, securityToken, endpoint } = file();
    const ip = new URL(endpoint).host;
    const SecurityToken = securityToken;
    const sdk = new COS({
      SecretId: secretId,
      SecretKey: secretKey,
      SecurityToken,
      Ip: ip,
    });
    const Url = `http://${bucket}.ci.ap-chongqing.myqcloud.com/asrqueue`;
    return new Promise((resolve, reject) => {
      sdk.request({ Method: 'GET', Key: 'asrqueue', Url }, (error: unknown, data: unknown) => {
        // oxlint-disable-next-line promise/prefer-promise-reject-errors -- handed on as it is
        if (error) reject(error);
        else resolve(data as SdkAnswer);
      });
    });
  };

  it('is served for the bucket there is, with the token under its CI name', async () => {
    expect((await call(file().bucket)).Response['TotalCount']).toBe('1');
    await expect(call('other-1250000000')).rejects.toMatchObject({
      statusCode: 404,
      code: 'NoSuchBucket',
    });
  });
});
