// What each format writes, to the byte, for one small conversation.
import { describe, expect, it } from 'vitest';
import {
  formatOfFile,
  subtitleFormat,
  subtitleFormats,
} from '../../../src/formats/subtitles/index.js';
import type { SubtitleOptions, Track } from '../../../src/formats/subtitles/format.js';
import type { Transcript } from '../../../src/transcripts/transcript.js';
import type { Cue } from '../../../src/subtitles/cue.js';

const bare = { words: [], translation: null };
const cues: readonly Cue[] = [
  {
    ...bare,
    startMs: 1000,
    endMs: 2500,
    lines: ['Good morning, Anna.', 'How do you do?'],
    speaker: 'Bob',
  },
  {
    ...bare,
    startMs: 2600,
    endMs: 3500,
    lines: ['=1+1 is "two" & {more} <than> C:\\new'],
    speaker: 'Anna, A.',
  },
  { ...bare, startMs: 6_010_005, endMs: 6_011_995, lines: ['我们回到故乡。'], speaker: null },
];
const transcript: Transcript = {
  language: 'en',
  timing: 'segment',
  segments: [
    {
      startMs: 1000,
      endMs: 2500,
      text: 'Good morning, Anna.\nHow do you do?',
      speaker: 'Bob',
      channel: 0,
      words: [],
    },
    {
      startMs: 2600,
      endMs: 3500,
      text: '1. Fine, *thanks*.',
      speaker: 'Anna, A.',
      channel: 1,
      words: [],
    },
    { startMs: 3600, endMs: 3900, text: 'And you?', speaker: 'Anna, A.', channel: 1, words: [] },
    {
      startMs: 6_010_005,
      endMs: 6_011_995,
      text: '# 我们',
      speaker: null,
      channel: null,
      words: [{ startMs: 1, endMs: 2, text: '我们', estimated: true }],
    },
    { startMs: 6_012_000, endMs: 6_013_000, text: '回到', speaker: null, channel: null, words: [] },
  ],
};

const options: SubtitleOptions = {
  language: 'en',
  title: 'A talk',
  eol: '\n',
  bom: false,
  startIndex: 1,
  highlight: false,
  voices: true,
  rawCells: false,
};

const written = async (
  name: string,
  more: Partial<SubtitleOptions> = {},
  track: Partial<Track> = {},
): Promise<string> => {
  const { write } = (await subtitleFormat(name)?.load()) ?? { write: () => [] };
  return [...write({ cues, transcript, ...track }, { ...options, ...more })].join('');
};

it('srt', async () => {
  expect(await written('srt')).toBe(
    '1\n00:00:01,000 --> 00:00:02,500\nGood morning, Anna.\nHow do you do?\n\n' +
      '2\n00:00:02,600 --> 00:00:03,500\n=1+1 is "two" & ｛more｝ <\u2060than> C:\\\u2060new\n\n' +
      '3\n01:40:10,005 --> 01:40:11,995\n我们回到故乡。\n\n',
  );
});

it('vtt', async () => {
  expect(await written('vtt')).toBe(
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.500\n<v Bob>Good morning, Anna.\nHow do you do?\n\n' +
      '00:00:02.600 --> 00:00:03.500\n<v Anna, A.>=1+1 is "two" &amp; {more} &lt;than&gt; C:\\new\n\n' +
      '01:40:10.005 --> 01:40:11.995\n我们回到故乡。\n\n',
  );
});

it('ass', async () => {
  const lines = (await written('ass')).split('\n');
  expect(lines[1]).toBe('Title: A talk');
  expect(lines.find((line) => line.startsWith('Style:'))?.split(',')).toHaveLength(23);
  expect(lines.filter((line) => line.startsWith('Dialogue:'))).toEqual([
    String.raw`Dialogue: 0,0:00:01.00,0:00:02.50,Default,Bob,0,0,0,,Good morning, Anna.\NHow do you do?`,
    'Dialogue: 0,0:00:02.60,0:00:03.50,Default,Anna A.,0,0,0,,=1+1 is "two" & \\{more\\} <than> C:\\\u2060new',
    'Dialogue: 0,1:40:10.01,1:40:12.00,Default,,0,0,0,,我们回到故乡。',
  ]);
});

it.each([
  ['zh-Hans', 'Noto Sans CJK SC'],
  ['ja', 'Noto Sans CJK JP'],
  ['ko-KR', 'Noto Sans CJK KR'],
  ['en', 'Noto Sans CJK SC'],
])('ass names a font with the glyphs: %s', async (language, font) => {
  expect(await written('ass', { language })).toContain(`Style: Default,${font},`);
});

it('ttml', async () => {
  const ttml = await written('ttml');
  expect(ttml).toContain('<tt xml:lang="en" ');
  expect(ttml).toContain(
    '<ttm:agent xml:id="speaker2" type="person"><ttm:name type="full">Anna, A.</ttm:name></ttm:agent>',
  );
  expect(ttml).toContain(
    '<p begin="00:00:01.000" end="00:00:02.500" ttm:agent="speaker1"><span style="text">Good morning, Anna.<br/>How do you do?</span></p>',
  );
  expect(ttml).toContain('=1+1 is &quot;two&quot; &amp; {more} &lt;than&gt; C:\\new');
});

it('lrc', async () => {
  expect(await written('lrc')).toBe(
    '[ti:A talk]\n[00:01.00]Good morning, Anna. How do you do?\n[00:02.60]=1+1 is "two" & {more} <than> C:\\new\n[00:03.50]\n' +
      '[100:10.01]我们回到故乡。\n[100:12.00]\n',
  );
});

it('sbv', async () => {
  expect(await written('sbv')).toBe(
    '0:00:01.000,0:00:02.500\nGood morning, Anna.\nHow do you do?\n\n' +
      '0:00:02.600,0:00:03.500\n=1+1 is "two" & {more} <than> C:\\new\n\n1:40:10.005,1:40:11.995\n我们回到故乡。\n\n',
  );
});

it('csv', async () => {
  expect(await written('csv')).toBe(
    'index,start,end,speaker,text\r\n1,1.000,2.500,Bob,"Good morning, Anna.\nHow do you do?"\r\n' +
      '2,2.600,3.500,"Anna, A.","\'=1+1 is ""two"" & {more} <than> C:\\new"\r\n3,6010.005,6011.995,,我们回到故乡。\r\n',
  );
});

it('tsv', async () => {
  expect(await written('tsv')).toBe(
    'start\tend\ttext\tspeaker\n1000\t2500\tGood morning, Anna. How do you do?\tBob\n' +
      '2600\t3500\t\'=1+1 is "two" & {more} <than> C:\\new\tAnna, A.\n6010005\t6011995\t我们回到故乡。\t\n',
  );
  expect(await written('tsv', { voices: false, rawCells: true })).toContain('start\tend\ttext\n');
});

it('txt', async () => {
  expect(await written('txt')).toBe(
    'Bob: Good morning, Anna. How do you do?\n\nAnna, A.: 1. Fine, *thanks*. And you?\n\n# 我们回到\n',
  );
});

it('md', async () => {
  expect(await written('md')).toBe(
    '# A talk\n\n`0:00:01` · **Bob**\n\nGood morning, Anna. How do you do?\n\n' +
      '`0:00:02` · **Anna, A.**\n\n1\\. Fine, \\*thanks\\*. And you?\n\n`1:40:10`\n\n\\# 我们回到\n',
  );
});

it('json', async () => {
  const text = await written('json');
  expect(JSON.parse(text)).toEqual({ schemaVersion: 1, ...transcript });
  expect(text.split('\n')).toHaveLength(transcript.segments.length + 3);
  expect(
    JSON.parse(await written('json', {}, { transcript: { ...transcript, segments: [] } })),
  ).toMatchObject({ segments: [] });
});

it('youtube-chapters', async () => {
  expect(await written('youtube-chapters')).toBe(
    '0:00 Good morning, Anna. How do you do?\n0:02 =1+1 is "two" & {more} <than> C:\\new\n1:40:10 我们回到故乡。\n',
  );
});

describe('the registry', () => {
  it('has a unique name for every format, and loads it', async () => {
    expect(new Set(subtitleFormats.map(({ name }) => name)).size).toBe(subtitleFormats.length);
    for (const format of subtitleFormats)
      expect((await format.load()).write).toBeTypeOf('function');
  });

  it.each([
    ['talk.srt', 'srt'],
    ['a.b/TALK.VTT', 'vtt'],
    ['notes.txt', 'txt'],
    ['talk', undefined],
    ['talk.mp4', undefined],
  ])('%s is %s', (path, name) => {
    expect(formatOfFile(path)?.name).toBe(name);
  });

  it.each(subtitleFormats.map(({ name }) => name))(
    '%s writes nothing but its frame for no cues, and never a lone CR or LF with CRLF',
    async (name) => {
      const empty = await written(
        name,
        {},
        { cues: [], transcript: { ...transcript, segments: [] } },
      );
      expect(empty).not.toMatch(/Anna|-->|undefined|null,null/);
      const windows = await written(name, { eol: '\r\n' });
      const own = name === 'json' || name === 'csv';
      expect(own || !/\r(?!\n)|(?<!\r)\n/.test(windows)).toBe(true);
    },
  );
});
