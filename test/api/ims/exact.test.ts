import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bench, type Bench } from '../contract.js';
import { imsScript } from './script.js';

let world: Bench;
beforeAll(async () => {
  world = await bench(imsScript);
});
afterAll(() => world.server.close());

describe('answers', () => {
  const info = '{"UserId":1234562230123456789,"FutureField":{"n":98765432109876543210}}';

  it('are kept as received, long integers and unknown fields included', async () => {
    const text = `{"JobId":"j","State":"Finished","SmartJobInfo":${info},"New":[9007199254740993]}`;
    world.server.answer({ body: text });
    const [job] = await world.provider.get(['j'], { raw: true });
    expect(job?.raw).toBe(text);
    expect((await world.provider.get(['j']))[0]?.raw).toBeNull();
  });

  it('of a list are kept job by job', async () => {
    const one = `{"JobId":"a", "UserId":1234562230123456789 ,"X":${info}}`;
    world.server.answer({ body: `{"SmartJobList":[${one},{"JobId":"b"}]}` });
    const { jobs } = await world.provider.list({}, { raw: true });
    expect(jobs.map((job) => job.raw)).toEqual([one, '{"JobId":"b"}']);
  });

  it('give long integers in results as texts, every digit of them', async () => {
    const body =
      '{"JobId":"j","State":"Finished","JobResult":{"Usage":"{\\"n\\":9007199254740993}"}}';
    world.server.answer({ body });
    expect((await world.provider.get(['j']))[0]?.usage).toEqual({ n: '9007199254740993' });
  });
});

describe('many calls at once', () => {
  it('each get their own answer', async () => {
    world.server.answer((asked) => {
      const id = new URLSearchParams(asked.url.slice(2)).get('JobId') ?? '';
      return id === 'j7' ? { status: 502, body: '<html>' } : imsScript.job(id, 'running');
    });
    const ids = Array.from({ length: 20 }, (_, i) => `j${i}`);
    const results = await Promise.allSettled(ids.map((id) => world.provider.get([id])));
    const said = results.map((r) => (r.status === 'fulfilled' ? r.value[0]?.id : 'failed'));
    expect(said).toEqual(ids.map((id) => (id === 'j7' ? 'failed' : id)));
  });

  it('leaves nothing hanging when they are stopped', async () => {
    const controller = new AbortController();
    const reason = new Error('stopped');
    world.server.answer(() => {
      controller.abort(reason);
      return imsScript.job('j', 'running');
    });
    const work = ['a', 'b', 'c'].map((id) =>
      world.provider.get([id], { signal: controller.signal }),
    );
    for (const result of await Promise.allSettled(work))
      expect(result).toEqual({ status: 'rejected', reason });
    await expect(world.provider.get(['d'], { signal: controller.signal })).rejects.toBe(reason);
  });
});
