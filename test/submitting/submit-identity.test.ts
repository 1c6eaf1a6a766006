// Equal submits have equal keys, also those of versions that sent no title.
import { expect, it } from 'vitest';
import { imsProvider } from '../../src/api/ims/provider.js';
import type { Connection, Tools } from '../../src/api/provider.js';
import { submitKey } from '../../src/submitting/submit-identity.js';

const connection: Connection = {
  provider: 'ims',
  profile: 'work',
  region: 'cn-shanghai',
  endpoint: null,
  settings: {},
  local: false,
  credentials: () => Promise.reject(new Error('nothing is sent')),
};
const tools: Tools = {
  env: {},
  clock: { now: () => 0, sleep: async () => {} },
  random: () => 0.5,
  trace: () => {},
  command: (...words: readonly string[]) => ['asrctl', ...words].join(' '),
  notice: () => {},
};
const provider = imsProvider(connection, tools);
const media = 'oss://talks/a/talk.wav';

const keyOf = async (name: string | null, options = {}): Promise<string> =>
  submitKey(provider, await provider.prepare({ media, options, name }), null);

it('the name of the file as title changes no key', async () => {
  const prepared = await provider.prepare({ media, options: {}, name: 'talk.wav' });
  expect(prepared).toMatchObject({ title: 'talk.wav', parameters: { Title: 'talk.wav' } });
  expect(await keyOf('talk.wav')).toBe(await keyOf(null));
  // As version 0.1.0 computed it: a repeat of its submit is the same submit.
  expect(await keyOf('talk.wav')).toBe(
    '36304edb0c66c6cbd87e80487f64a53492516024010516a8ce183f9d2396b74c',
  );
});

it('a title that the user gave is part of the key, whatever the name', async () => {
  const titled = await provider.prepare({ media, options: { title: 'Talk' }, name: 'talk.wav' });
  expect(titled).toMatchObject({ title: 'Talk', parameters: { Title: 'Talk' } });
  expect(await keyOf('talk.wav', { title: 'Talk' })).toBe(await keyOf(null, { title: 'Talk' }));
  expect(await keyOf('talk.wav', { title: 'Talk' })).not.toBe(await keyOf('talk.wav'));
});

const titleOf = async (name: string): Promise<string> =>
  (await provider.prepare({ media, options: {}, name })).title ?? '';

it('a long name is cut between characters, to 128 bytes of UTF-8', async () => {
  expect(await titleOf('a'.repeat(200))).toBe('a'.repeat(128));
  expect(await titleOf('课'.repeat(60))).toBe('课'.repeat(42));
  const family = '👩‍👩‍👧';
  expect(Buffer.byteLength(family)).toBe(18);
  expect(await titleOf(family.repeat(10))).toBe(family.repeat(7));
});
