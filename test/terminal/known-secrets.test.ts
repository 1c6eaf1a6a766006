// What a hostile or careless server echoes of the user's secret never reaches a stream.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { knownSecrets } from '../../src/terminal/known-secrets.js';
import { asrctl } from '../support/run.js';
import { scriptedServer, type ScriptedServer } from '../support/scripted-server.js';

const secret = 'made+Up/Secret=0001';
const token = 'made~up!token(0"001)';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const lowerHex = (text: string): string =>
  text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());

const encodings: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['percent-encoded', encodeURIComponent],
  ['percent-encoded in lower case', (text) => lowerHex(encodeURIComponent(text))],
  ['in base64', base64],
  ['in base64 after its id', (text) => base64(`id:${text}`)],
  ['in base64 in the middle of a text', (text) => base64(`ab${text}cd`)],
  ['in base64url', (text) => Buffer.from(text).toString('base64url')],
  ['in JSON', (text) => JSON.stringify(text)],
];

/** Every part of eight characters. */
const parts = (text: string): string[] =>
  Array.from({ length: Math.max(text.length - 7, 1) }, (_, i) => text.slice(i, i + 8));

test.each(encodings)('a secret is struck %s', (_name, encode) => {
  const secrets = knownSecrets();
  secrets.add(secret);
  secrets.add(token);
  for (const known of [secret, token]) {
    const struck = secrets.strike(`before ${encode(known)} after`);
    expect(struck).toMatch(/^before .*\*\*\*.* after$/);
    expect(parts(encode(known)).filter((part) => struck.includes(part))).toEqual([]);
  }
});

test('other text stays, and so do texts too short for a key', () => {
  const secrets = knownSecrets();
  secrets.add('get');
  expect(secrets.strike('asrctl get job')).toBe('asrctl get job');
});

let server: ScriptedServer;
beforeAll(async () => {
  server = await scriptedServer();
});
afterAll(() => server.close());

const cases = encodings.flatMap(([name, encode]) =>
  [[], ['--json', '--verbose']].map((flags) => [name, flags, encode] as const),
);

test.each(cases)(
  'a server that returns it %s in all its fields, %j',
  async (_name, flags, encode) => {
    const echo = encode(secret);
    server.answer({
      status: 403,
      body: { Code: `Forbidden.${echo}`, Message: `bad ${echo}`, RequestId: echo, HostId: echo },
    });
    const { code, stdout, stderr } = await asrctl(['get', 'a'.repeat(32), ...flags], {
      env: {
        ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAImadeUpId00000001',
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: secret,
        ALIBABA_CLOUD_REGION_ID: 'cn-shanghai',
        ALIBABA_CLOUD_ENDPOINT: server.endpoint,
      },
    });
    expect(code).not.toBe(0);
    expect(stderr).toContain('***');
    expect(parts(echo).filter((part) => (stdout + stderr).includes(part))).toEqual([]);
  },
);
