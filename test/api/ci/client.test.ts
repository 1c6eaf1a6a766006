import { afterEach, describe, expect, it } from 'vitest';
import { secretOf } from '../../../src/profiles/secret.js';
import { addToken } from '../../../src/jobs/token.js';
import {
  connection,
  jobXml,
  keys,
  providerAt,
  queueList,
  scripted,
  world,
  type Answer,
  type Asked,
  type Scripted,
} from './support.js';

const media = 'cos://talks-1250000000/a.mp3';
const token = '0123456789abcdef01234567';

let server: Scripted;
afterEach(() => server.close());

const serve = async (answers: readonly Answer[] | ((asked: Asked) => Answer)): Promise<string> => {
  server = await scripted(answers);
  return server.endpoint;
};

const answer = (...details: string[]): string => `<Response>${details.join('')}</Response>`;
const urls = (): string[] => server.asked.map(({ method, url }) => `${method} ${url}`);

it('cancel is PUT /jobs/ID?cancel, whatever interface the profile uses', async () => {
  const provider = providerAt(await serve([answer()]));
  await provider.cancel?.('sabc1', {});
  expect(urls()).toEqual(['PUT /jobs/sabc1?cancel']);
  expect(server.asked[0]).toMatchObject({ body: '' });
});

describe('submit', () => {
  it('finds the queue once, sends once, signs what it sends', async () => {
    const provider = providerAt(
      await serve((asked) => (asked.method === 'GET' ? queueList : answer(jobXml('s1')))),
    );
    const prepared = await provider.prepare({ media, options: {} });
    expect(prepared.operation).toBe('POST /asr_jobs');
    expect(await provider.submit(prepared)).toEqual({ input: media, id: 's1', state: 'queued' });
    await provider.submit(prepared);
    expect(urls()).toEqual([
      'GET /asrqueue?pageNumber=1&pageSize=100',
      'POST /asr_jobs',
      'POST /asr_jobs',
    ]);
    const [, post] = server.asked;
    expect(post?.body).toContain('<QueueId>p0123456789abcdef0123456789abcdef</QueueId>');
    expect(post?.headers['content-type']).toBe('application/xml');
    expect(post?.headers.authorization).toMatch(
      new RegExp(
        `^q-sign-algorithm=sha1&q-ak=${keys.id}&.*&q-header-list=content-length;content-type;host&q-url-param-list=&q-signature=[0-9a-f]{40}$`,
      ),
    );
  });

  it('asks for the queue again when the asking failed', async () => {
    const denied = {
      status: 403,
      body: '<Error><Code>AccessDenied</Code><Message>no</Message></Error>',
    };
    const provider = providerAt(await serve([denied, queueList, answer(jobXml('s1'))]));
    const prepared = await provider.prepare({ media, options: {} });
    await expect(provider.submit(prepared)).rejects.toMatchObject({
      exitCode: 4,
      hint: expect.stringContaining('"ci:DescribeAsrQueues"'),
    });
    expect(await provider.submit(prepared)).toMatchObject({ id: 's1' });
  });

  it('asks for no queue under /jobs', async () => {
    const settings = { bucket: 'talks-1250000000', jobsApi: 'jobs' };
    const provider = providerAt(await serve([answer(jobXml('s1'))]), world(), { settings });
    await provider.submit(await provider.prepare({ media, options: {} }));
    expect(urls()).toEqual(['POST /jobs']);
    expect(server.asked[0]?.body).not.toContain('QueueId');
  });

  it('prefers an active queue and says when the job will wait', async () => {
    const queue = (id: string, state: string) =>
      `<QueueList><QueueId>${id}</QueueId><State>${state}</State></QueueList>`;
    const queues = answer(
      '<TotalCount>2</TotalCount>',
      queue('p1', 'Paused'),
      queue('p2', 'Active'),
    );
    const paused = jobXml('s1').replace('Submitted', 'Pause');
    const around = world();
    const provider = providerAt(
      await serve((asked) => (asked.method === 'GET' ? queues : answer(paused))),
      around,
    );
    const done = await provider.submit(await provider.prepare({ media, options: {} }));
    expect(done.state).toBe('paused');
    expect(server.asked[1]?.body).toContain('<QueueId>p2</QueueId>');
    expect(around.notices).toEqual([
      'The queue is paused: job s1 waits until the queue is resumed.',
    ]);
  });

  it('says how to enable speech recognition when there is no queue', async () => {
    const provider = providerAt(await serve([answer('<TotalCount>0</TotalCount>')]));
    await expect(
      provider.submit(await provider.prepare({ media, options: {} })),
    ).rejects.toMatchObject({
      exitCode: 1,
      code: 'AsrNotEnabled',
      hint: expect.stringContaining('console.cloud.tencent.com/ci'),
    });
    expect(urls().some((url) => url.startsWith('POST'))).toBe(false);
  });

  it('carries its token in UserData beside the user’s own, and gives the user’s own back', async () => {
    const own = 'row 7';
    const details = `<Operation><UserData>${addToken(own, token)}</UserData></Operation>`;
    const provider = providerAt(await serve([answer(jobXml('s1', details))]));
    const prepared = await provider.prepare({ media, options: { queue: 'p1', userData: own } });
    await provider.submit(prepared, { token });
    expect(server.asked[0]?.body).toContain(`<UserData>${addToken(own, token)}</UserData>`);
    expect((await provider.get(['s1']))[0]?.userData).toBe(own);
  });

  it('does not ask again after a lost answer', async () => {
    const provider = providerAt(
      await serve([(response) => void response.socket?.resetAndDestroy()]),
    );
    const prepared = await provider.prepare({ media, options: { queue: 'p1' } });
    await expect(provider.submit(prepared)).rejects.toMatchObject({
      exitCode: 8,
      code: 'submit_uncertain',
    });
    expect(urls()).toEqual(['POST /asr_jobs']);
  });

  it('is certain that nothing was made when nobody listens', async () => {
    const endpoint = await serve([]);
    await server.close();
    const provider = providerAt(endpoint);
    const prepared = await provider.prepare({ media, options: { queue: 'p1' } });
    await expect(provider.submit(prepared)).rejects.toMatchObject({
      exitCode: 8,
      code: 'ECONNREFUSED',
    });
  });
});

describe('find', () => {
  const marked = (id: string) =>
    jobXml(id, `<Operation><UserData>${addToken(null, token)}</UserData></Operation>`);

  it('walks the pages until the token', async () => {
    const pages = [
      answer(jobXml('s3'), '<NextToken>n1</NextToken>'),
      answer(jobXml('s2'), marked('s1')),
    ];
    const provider = providerAt(await serve(pages));
    expect(await provider.find(token, 0)).toMatchObject({ id: 's1', state: 'queued' });
    expect(server.asked[1]?.url).toContain('nextToken=n1');
  });

  it('stops at the window’s edge', async () => {
    const provider = providerAt(await serve([answer(jobXml('s3'), '<NextToken>n1</NextToken>')]));
    expect(await provider.find(token, Date.UTC(2026, 1, 1))).toBeNull();
    expect(server.asked).toHaveLength(1);
  });
});

describe('get', () => {
  it('asks for many ids in one call, with raw commas, and keeps their order', async () => {
    const body = answer(jobXml('s2'), jobXml('s1'), '<NonExistJobIds>s9</NonExistJobIds>');
    const provider = providerAt(await serve([body]));
    const jobs = await provider.get(['s1', 's9', 's2']);
    expect(jobs.map((job) => job?.id ?? null)).toEqual(['s1', null, 's2']);
    expect(urls()).toEqual(['GET /asr_jobs/s1,s9,s2']);
  });

  it('asks nothing for what can be no id', async () => {
    const provider = providerAt(await serve([]));
    expect(await provider.get(['a/b', 'c,d', ''])).toEqual([null, null, null]);
    expect(server.asked).toEqual([]);
  });

  it('decodes every field, in UTC', async () => {
    const detail = `<JobsDetail><Code>Success</Code><CreationTime>2026-01-31T20:00:00+0800</CreationTime><EndTime>-</EndTime><Input><BucketId>talks-1250000000</BucketId><Object>a.mp3</Object><Region>ap-chongqing</Region></Input><JobId>s1</JobId><Message/><Operation><JobLevel>0</JobLevel><JobLevel>0</JobLevel><Output><Bucket>talks-1250000000</Bucket><Object>/r.txt</Object><Region>ap-chongqing</Region></Output></Operation><StartTime>2026-01-31T20:00:02+0800</StartTime><State>Running</State><Tag>SpeechRecognition</Tag></JobsDetail>`;
    const provider = providerAt(await serve([answer(detail)]));
    const [job] = await provider.get(['s1'], { raw: true });
    expect(job).toMatchObject({
      id: 's1',
      provider: 'ci',
      profile: 'tc',
      region: 'ap-chongqing',
      type: 'SpeechRecognition',
      state: 'running',
      providerState: 'Running',
      input: 'cos://talks-1250000000/a.mp3',
      createdAt: '2026-01-31T12:00:00Z',
      startedAt: '2026-01-31T12:00:02Z',
      finishedAt: null,
      error: null,
      output: { uri: 'cos://talks-1250000000/r.txt', detailUri: null, region: 'ap-chongqing' },
      transcript: null,
      raw: answer(detail),
    });
  });

  it.each([
    ['Submitted', 'queued'],
    ['Running', 'running'],
    ['Success', 'succeeded'],
    ['Failed', 'failed'],
    ['Pause', 'paused'],
    ['Cancel', 'cancelled'],
    ['Napping', 'unknown'],
  ])('state %s is %s', async (word, state) => {
    const detail = jobXml('s1')
      .replace('Submitted', word)
      .replace('<Message/>', '<Message>why</Message>');
    const provider = providerAt(await serve([answer(detail)]));
    const [job] = await provider.get(['s1']);
    expect(job).toMatchObject({ state, providerState: word });
    expect(job?.error).toEqual(word === 'Failed' ? { code: null, message: 'why' } : null);
  });

  it('asks again after an outage, obeying Retry-After, and gives up politely', async () => {
    const busy = {
      status: 503,
      headers: { 'retry-after': '2' },
      body: '<Error><Code>SlowDown</Code><Message>busy</Message></Error>',
    };
    const around = world();
    const provider = providerAt(await serve([busy, busy, answer(jobXml('s1'))]), around);
    expect((await provider.get(['s1']))[0]?.id).toBe('s1');
    expect(around.slept).toHaveLength(2);
    expect(Math.min(...around.slept)).toBeGreaterThanOrEqual(2000);
  });
});

describe('list', () => {
  const query = () => decodeURIComponent(server.asked[0]?.url.split('?')[1] ?? '').split('&');

  it('sends the whole query, with the plus sign encoded', async () => {
    const provider = providerAt(await serve([answer(jobXml('s1'), '<NextToken>21</NextToken>')]));
    const page = await provider.list({
      states: ['queued', 'failed'],
      sinceMs: Date.UTC(2026, 0, 1, 16, 0, 0, 999),
      untilMs: Date.UTC(2026, 0, 2, 0, 0, 0, 1),
      order: 'asc',
      pageSize: 500,
      nextToken: '7',
      options: { queue: 'p1' },
    });
    expect(query()).toEqual([
      'queueId=p1',
      'tag=SpeechRecognition',
      'orderByTime=Asc',
      'nextToken=7',
      'size=100',
      'states=Submitted,Failed',
      'startCreationTime=2026-01-02T00:00:00+0800',
      'endCreationTime=2026-01-02T08:00:01+0800',
    ]);
    expect(server.asked[0]?.url).toContain('00%3A00%3A00%2B0800');
    expect(page).toMatchObject({ nextToken: '21', total: null });
    expect([...page.applied].toSorted()).toEqual([
      'order',
      'sinceMs',
      'states',
      'types',
      'untilMs',
    ]);
  });

  it('says which filters are left to the caller', async () => {
    const provider = providerAt(await serve([answer()]));
    const page = await provider.list({ states: ['unknown'] });
    expect(page).toMatchObject({ jobs: [], nextToken: null });
    expect(page.applied.has('states')).toBe(false);
  });

  it('asks nothing for kinds of jobs that are not of this adapter', async () => {
    const provider = providerAt(await serve([]));
    expect((await provider.list({ types: ['ASR'] })).jobs).toEqual([]);
    expect(server.asked).toEqual([]);
  });
});

it('sends and signs the token of temporary credentials', async () => {
  const credentials = async () => ({
    ...(await connection().credentials()),
    securityToken: secretOf('sts-token'),
  });
  const provider = providerAt(await serve([answer()]), world(), { credentials });
  await provider.get(['s1']);
  expect(server.asked[0]?.headers).toMatchObject({ 'x-ci-security-token': 'sts-token' });
  expect(server.asked[0]?.headers.authorization).toContain(
    'q-header-list=host;x-ci-security-token&',
  );
});

it('probes without keys: any answer will do', async () => {
  const date = new Date(Date.UTC(2026, 0, 31, 12, 1)).toUTCString();
  const around = world();
  const provider = providerAt(await serve([{ status: 403, headers: { date }, body: '' }]), around);
  const { host } = new URL(server.endpoint);
  expect(await provider.probe?.()).toEqual({ host, skewMs: 60_000 });
  expect(server.asked[0]?.headers.authorization).toBeUndefined();
  await server.close();
  await expect(provider.probe?.()).rejects.toMatchObject({ exitCode: 8 });
});

it('fetches a result that lies in COS, at the place of the object', async () => {
  const uri = 'cos://talks-1250000000/out/中 x.txt';
  const provider = providerAt(
    await serve((asked) =>
      asked.url.startsWith('/asr')
        ? answer(jobXml('s1'))
        : { headers: { 'x-cos-request-id': 'r' }, body: '[0:0.000,0:1.000] hi\n' },
    ),
  );
  const [job] = await provider.get(['s1']);
  if (!job) throw new Error('no job');
  const transcript = await provider.fetchResult?.({ ...job, output: { uri } });
  expect(transcript?.segments.map(({ text }) => text)).toEqual(['hi']);
  expect(urls()[1]).toBe('GET /talks-1250000000/out/%E4%B8%AD%20x.txt');
});

describe('the profile', () => {
  it.each<[string, Parameters<typeof providerAt>[2], RegExp]>([
    ['has no bucket', { settings: {} }, /has no bucket/],
    [
      'has a bucket without APPID',
      { settings: { bucket: 'talks' } },
      /invalid bucket name: "talks"/,
    ],
    ['has no region', { region: null }, /has no region/],
    ['has an odd region', { region: 'x/../y' }, /invalid region/],
    [
      'has an unknown jobsApi',
      { settings: { bucket: 'talks-1250000000', jobsApi: 'v3' } },
      /jobsApi/,
    ],
  ])('%s', async (_, over, words) => {
    const provider = providerAt(await serve([]), world(), over);
    await expect(provider.prepare({ media, options: {} })).rejects.toThrow(words);
    await expect(provider.list({})).rejects.toMatchObject({ exitCode: 2 });
  });
});
