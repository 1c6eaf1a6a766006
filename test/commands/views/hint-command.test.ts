import { expect, test } from 'vitest';
import { hintCommand, shellWord } from '../../../src/commands/views/hint-command.js';
import type { GlobalFlags } from '../../../src/app.js';

const flags: GlobalFlags = {
  profile: null,
  region: null,
  endpoint: null,
  formats: [],
  query: null,
  color: 'auto',
  quiet: false,
  verbose: false,
  input: true,
  utc: false,
};

test('a command in a hint has the flags that choose the service', () => {
  expect(hintCommand({ flags }, 'get', 'a1')).toBe('asrctl get a1');
  const chosen = { ...flags, profile: 'work', region: 'cn-beijing', endpoint: 'http://[::1]:80' };
  expect(hintCommand({ flags: chosen }, 'wait', 'a', 'b')).toBe(
    "asrctl wait a b --profile work --region cn-beijing --endpoint 'http://[::1]:80'",
  );
});

test.each([
  ['a1', 'a1'],
  ['two words', "'two words'"],
  ["it's", `'it'\\''s'`],
  ['$(x)', "'$(x)'"],
  ['', "''"],
  ['-0', '-0'],
])('%j is %s in a shell', (word, text) => {
  expect(shellWord(word)).toBe(text);
});
