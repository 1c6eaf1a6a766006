import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bench, secrets, type Bench } from '../contract.js';
import { imsScript } from './script.js';
import { isSigned, signatureOf, type Parts } from './sign.js';

type Vector = Parts & {
  readonly source: string;
  readonly secret: string;
  readonly signature: string;
};
const vectors = JSON.parse(
  readFileSync(`${import.meta.dirname}/../../fixtures/ims/acs3.json`, 'utf8'),
) as Vector[];

describe('the judge of signatures', () => {
  it.each(vectors)('agrees with the $source', ({ secret, signature, ...parts }) => {
    expect(signatureOf(parts, secret)).toBe(signature);
  });
});

describe('what the client sends', () => {
  let world: Bench;
  beforeAll(async () => {
    world = await bench(imsScript);
  });
  afterAll(() => world.server.close());

  let jobs = 0;
  const submit = async (options: Record<string, string>) => {
    world.server.answer(imsScript.submitted(`job-${(jobs += 1)}`));
    const media = "oss://talks/dir a/测试 (1)*!'~.mp4";
    await world.provider.submit(await world.provider.prepare({ media, options }));
    const [asked] = world.server.asked;
    if (asked === undefined) throw new Error('nothing arrived');
    return asked;
  };

  it('is signed, with characters that encoders disagree about', async () => {
    const asked = await submit({ title: 't+1 & 2=%', description: 'ü*', userData: '{"a":"b c"}' });
    expect(isSigned(asked, secrets.id, secrets.key)).toBe(true);
    expect(isSigned(asked, secrets.id, 'another')).toBe(false);
    const sent = new URLSearchParams(asked.url.slice(2));
    expect(Object.fromEntries(sent)).toEqual({
      InputFile: "oss://talks.oss-cn-shanghai.aliyuncs.com/dir a/测试 (1)*!'~.mp4",
      Title: 't+1 & 2=%',
      Description: 'ü*',
      UserData: '{"a":"b c"}',
    });
  });

  it('is an RPC of ICE 2020-11-09: POST without a body, parameters in the query, token in a header', async () => {
    const asked = await submit({});
    expect(asked).toMatchObject({ method: 'POST', body: '' });
    expect(asked.headers).toMatchObject({
      'x-acs-action': 'SubmitASRJob',
      'x-acs-version': '2020-11-09',
      'x-acs-security-token': secrets.token,
    });
    expect(asked.url).not.toContain(secrets.token);
  });

  it('is a GET for ListSmartJobs, with filters of one value each', async () => {
    world.server.answer(imsScript.list([], null));
    const page = await world.provider.list({
      types: ['ASR'],
      states: ['succeeded'],
      order: 'asc',
      pageSize: 500,
      nextToken: 'n/1',
    });
    const [asked] = world.server.asked;
    expect(asked?.method).toBe('GET');
    expect(Object.fromEntries(new URLSearchParams(asked?.url.slice(2)))).toEqual({
      MaxResults: '100',
      NextToken: 'n/1',
      JobType: 'ASR',
      JobState: 'Finished',
      SortBy: 'CreationTime:Asc',
    });
    expect([...page.applied].toSorted()).toEqual(['order', 'states', 'types']);
    const several = await world.provider.list({ types: ['ASR', 'Avatar'], states: ['paused'] });
    expect([...several.applied]).toEqual([]);
    expect(several.total).toBe(3);
  });

  it('has a nonce of its own each time', async () => {
    const nonces = [await submit({}), await submit({})].map(
      (a) => a.headers['x-acs-signature-nonce'],
    );
    expect(new Set(nonces).size).toBe(2);
  });
});
