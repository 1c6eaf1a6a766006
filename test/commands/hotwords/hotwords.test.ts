import { expect, test } from 'vitest';
import { decodeLibrary, hotwordsApi } from '../../../src/api/ims/hotwords.js';
import type { ImsClient } from '../../../src/api/ims/client.js';
import { Exit } from '../../../src/errors.js';
import type { HotwordLibrary } from '../../../src/jobs/hotwords.js';
import { asrctl } from '../../support/run.js';
import { scriptedProvider } from '../../support/scripted-provider.js';

/** The fields of a list's item, as the service spells them. */
const item = (id: string, more = {}) => ({
  HotwordLibraryId: id,
  Name: `names ${id}`,
  Description: 'boats of the harbour',
  UsageScenario: 'ASR',
  CreationTime: '2026-01-02T03:04:05Z',
  ModifiedTime: '2026-01-03T03:04:05Z',
  ...more,
});

/** A client that answers call after call. */
const answering = (...bodies: object[]) => {
  const asked: unknown[] = [];
  const client: ImsClient = {
    create: async () => {
      throw new Error('nothing is created here');
    },
    read: async (call) => {
      asked.push(call);
      const body = bodies.shift() as Record<string, unknown> | undefined;
      return body === undefined ? null : { text: JSON.stringify(body), body };
    },
  };
  return { client, asked };
};

test('pages are followed to the end', async () => {
  const { client, asked } = answering(
    { HotwordLibraryList: [item('a')], NextToken: 'n', MaxResults: 50, TotalCount: 2 },
    { HotwordLibraryList: [item('b')], NextToken: '' },
  );
  const found: string[] = [];
  for await (const { id } of hotwordsApi(client).list()) found.push(id);
  expect(found).toEqual(['a', 'b']);
  expect(asked).toMatchObject([
    { action: 'ListHotwordLibraries', query: { MaxResults: '50' } },
    { action: 'ListHotwordLibraries', query: { MaxResults: '50', NextToken: 'n' } },
  ]);
});

test('words come as a list or as its JSON text, weights as numbers or texts', async () => {
  const words = [
    { Text: '舫', Language: 'zh', Weight: 2 },
    { Text: 'halyard', Language: 'en', Weight: '-6' },
  ];
  const expected = [
    { text: '舫', language: 'zh', weight: 2 },
    { text: 'halyard', language: 'en', weight: -6 },
  ];
  expect(decodeLibrary({ Hotwords: words }).words).toEqual(expected);
  expect(decodeLibrary({ Hotwords: JSON.stringify(words) }).words).toEqual(expected);
  const { client } = answering(item('a', { Hotwords: words }));
  expect(await hotwordsApi(client).get('a')).toMatchObject({ id: 'a', words: expected });
  expect(await hotwordsApi(client).get('gone')).toBeNull();
});

const library: HotwordLibrary = decodeLibrary(
  item('b1', { Hotwords: [{ Text: 'halyard', Language: 'en', Weight: 2 }] }),
);
const provider = scriptedProvider({
  hotwords: {
    async *list() {
      yield { ...library, words: null };
    },
    get: async (id) => (id === 'b1' ? library : null),
  },
});

test('list prints a table, get the words', async () => {
  expect((await asrctl(['hotwords', 'list'], { provider })).stdout).toBe(
    'ID  NAME      SCENARIO  DESCRIPTION\nb1  names b1  ASR       boats of the harbour\n',
  );
  expect((await asrctl(['hotwords', 'get', 'b1', '--utc'], { provider })).stdout).toBe(
    `Library:     b1
Name:        names b1
Scenario:    ASR
Description: boats of the harbour
Created:     2026-01-02 03:04:05 UTC
Updated:     2026-01-03 03:04:05 UTC

1 words
  WORD     LANGUAGE  WEIGHT
  halyard  en        2
`,
  );
});

test('an unknown library is exit 3, a service without any exit 2', async () => {
  expect((await asrctl(['hotwords', 'get', 'no'], { provider })).code).toBe(Exit.notFound);
  const none = await asrctl(['hotwords', 'list'], { provider: scriptedProvider({}) });
  expect(none.code).toBe(Exit.usage);
});
