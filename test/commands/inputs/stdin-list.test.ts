// Lists on stdin are taken as they are: no comments, no trimming, NUL where asked for.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitList } from '../../../src/commands/inputs/stdin-list.js';
import { asrctl } from '../../support/run.js';
import { scriptedProvider } from '../../support/scripted-provider.js';

it.each([
  ['a.wav\nb.wav\n', false, ['a.wav', 'b.wav']],
  ['# a.wav\r\n\r\n#b.wav', false, ['# a.wav', '#b.wav']],
  [' a.wav \n\tb.wav\n', false, [' a.wav ', '\tb.wav']],
  ['a\nb.wav\0#c.wav\0\0', true, ['a\nb.wav', '#c.wav']],
  ['', false, []],
  ['\0', true, []],
])('%j is %j', (text, nul, items) => {
  expect(splitList(text, nul)).toEqual(items);
});

describe('submit -', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'asrctl-list-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const submitted = async (stdin: string, ...flags: string[]): Promise<string[]> => {
    const seen: string[] = [];
    const provider = scriptedProvider({
      prepare: async ({ media }) => {
        seen.push(media.slice(folder.length + 1));
        return { media, input: media, operation: 'Submit', parameters: {} };
      },
    });
    const argv = ['submit', '-', '--dry-run', '--json', ...flags];
    const { code, stderr } = await asrctl(argv, { provider, cwd: folder, stdin });
    expect([code, stderr]).toEqual([0, '']);
    return seen;
  };

  it('sends a file whose name begins with #, or has spaces at its ends', async () => {
    for (const name of ['#1.wav', ' 2.wav ']) await writeFile(join(folder, name), 'sound');
    expect(await submitted('#1.wav\n 2.wav \n')).toEqual(['#1.wav', ' 2.wav ']);
  });

  it('reads what find -print0 prints', async () => {
    const names = ['a\nb.wav', '#c.wav'];
    for (const name of names) await writeFile(join(folder, name), 'sound');
    expect(await submitted(`${names.join('\0')}\0`, '-0')).toEqual(names);
    expect(await submitted(`${names.join('\0')}\0`, '--null')).toEqual(names);
  });
});
