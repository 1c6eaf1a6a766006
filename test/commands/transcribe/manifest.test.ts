import { describe, expect, it } from 'vitest';
import { kindOf, readManifest } from '../../../src/commands/transcribe/items/manifest.js';

describe('which kind of list', () => {
  it.each([
    ['list.txt', 'a.wav', 'lines'],
    ['LIST.JSONL', '', 'jsonl'],
    ['list.ndjson', '', 'jsonl'],
    ['list.csv', '', 'csv'],
    ['-', '  {"media":"a"}', 'jsonl'],
    ['-', 'a.wav', 'lines'],
    ['names.txt', '{curly}.wav', 'lines'],
  ])('%s holding %j is %s', (name, text, kind) => {
    expect(kindOf(name, text)).toBe(kind);
  });
});

describe('a plain list', () => {
  it('has a medium a line; comments and blank lines mean nothing', async () => {
    const entries = await readManifest('\uFEFF# talks\r\n\r\n a b.wav \r\noss://b/k\n', 'l.txt');
    expect(entries.map(({ media, from }) => [media, from])).toEqual([
      ['a b.wav', 'l.txt:3'],
      ['oss://b/k', 'l.txt:4'],
    ]);
  });

  it('is taken as it is from stdin: # is part of a name, and so are outer spaces', async () => {
    const entries = await readManifest('#1.wav\r\n\n a.wav \n', '-');
    expect(entries.map(({ media, from }) => [media, from])).toEqual([
      ['#1.wav', 'stdin:1'],
      [' a.wav ', 'stdin:3'],
    ]);
  });
});

describe('JSON Lines', () => {
  it('takes text or objects; names in any spelling, values as flags', async () => {
    const text =
      '"a.wav"\n{"input":"b.wav","output":"x/b","formats":["srt","vtt"],"user-data":{"n":1},' +
      '"sentence_max_length":20,"semanticSentences":true,"title":null,"flash":false}\n';
    expect(await readManifest(text, '-')).toHaveLength(2);
    const [plain, full] = await readManifest(text, 'l.jsonl');
    expect(plain).toEqual({
      media: 'a.wav',
      output: null,
      formats: null,
      flags: {},
      from: 'l.jsonl:1',
    });
    expect(full).toEqual({
      media: 'b.wav',
      output: 'x/b',
      formats: ['srt', 'vtt'],
      flags: {
        userData: '{"n":1}',
        sentenceMaxLength: '20',
        semanticSentences: true,
        flash: false,
      },
      from: 'l.jsonl:2',
    });
  });

  it('takes the name of a file as written, in an object as alone', async () => {
    const entries = await readManifest('{"media":" a.wav","output":" a "}\n" a.wav"\n', 'l.jsonl');
    expect(entries).toMatchObject([{ media: ' a.wav', output: ' a ' }, { media: ' a.wav' }]);
  });

  it.each([
    ['{"media":', 'l.jsonl:1 is not JSON'],
    ['[1]', 'l.jsonl:1 is not an object'],
    ['{"title":"x"}', 'l.jsonl:1 names no media'],
    ['{"media":["a"]}', 'l.jsonl:1: "media" is neither text nor a number'],
  ])('refuses %s', async (text, message) => {
    await expect(readManifest(text, 'l.jsonl')).rejects.toMatchObject({ message, exitCode: 2 });
  });
});

describe('CSV', () => {
  it('has a head of names, quotes and line breaks inside them, and empty cells', async () => {
    const text = 'media,title,formats\r\n"a, b.wav","say ""hi""",srt;vtt\r\nc.wav,,\r\n';
    expect(await readManifest(text, 'l.csv')).toMatchObject([
      { media: 'a, b.wav', flags: { title: 'say "hi"' }, formats: ['srt', 'vtt'], from: 'l.csv:2' },
      { media: 'c.wav', flags: {}, formats: null, from: 'l.csv:3' },
    ]);
  });

  it('names the line that is no CSV', async () => {
    await expect(readManifest('media,title\na.wav\n', 'l.csv')).rejects.toMatchObject({
      exitCode: 2,
      message: 'l.csv:2 is not CSV (CSV_RECORD_INCONSISTENT_COLUMNS)',
    });
  });
});
