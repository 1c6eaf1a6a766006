import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ci } from '../../../src/api/ci/index.js';

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/ci/${name}`, import.meta.url), 'utf8');

const fromJson = (text: string) => ci.readAnswer(JSON.parse(text) as unknown, text);

describe('saved answers', () => {
  it('reads a get in XML', async () => {
    const text = fixture('get.xml');
    const job = await ci.readAnswer(undefined, text);
    expect(job).toMatchObject({
      id: 'sfeedc0de00000000000000000000a001',
      state: 'succeeded',
      profile: null,
    });
    expect(job?.transcript?.segments).toEqual([
      {
        startMs: 500,
        endMs: 2500,
        text: '海边的风很大。',
        speaker: null,
        channel: null,
        words: [
          { startMs: 500, endMs: 1100, text: '海边', estimated: false },
          { startMs: 1100, endMs: 1300, text: '的', estimated: false },
          { startMs: 1300, endMs: 1700, text: '风', estimated: false },
          { startMs: 1800, endMs: 2500, text: '很大。', estimated: false },
        ],
      },
    ]);
  });

  it('reads what the Python SDK prints, one job or several', async () => {
    const job = await fromJson(fixture('python-get.json'));
    expect(job).toMatchObject({ id: 'sfeedc0de00000000000000000000a002', state: 'succeeded' });
    expect(job?.transcript?.segments).toMatchObject([
      { startMs: 160, endMs: 60_640, text: 'A quiet morning' },
    ]);
    const created = await fromJson(fixture('python-create.json'));
    expect(created).toMatchObject({ state: 'queued', finishedAt: null, error: null });
  });

  it('reads what the Node SDK gives', async () => {
    const inner = fixture('python-get.json');
    expect((await fromJson(`{"Response":${inner},"statusCode":200}`))?.id).toBe(
      'sfeedc0de00000000000000000000a002',
    );
  });

  it.each(['{}', '[]', 'null', '"x"', '{"JobsDetail":null}', '{"JobId":"1","State":"Finished"}'])(
    'is none in %s',
    async (text) => {
      expect(await fromJson(text)).toBeNull();
    },
  );

  it.each(['', 'plain', '<Response/>', '<tt/>', '<Response><JobsDetail>'])(
    'is none in %j',
    async (text) => {
      expect(await ci.readAnswer(undefined, text)).toBeNull();
    },
  );
});
