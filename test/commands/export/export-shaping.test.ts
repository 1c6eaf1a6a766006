// What export asks of shaping, and what it says about it.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportTracks, type Options } from '../../../src/commands/export.js';
import { onStdout, put, raw } from './exporting.js';
import { printed, smallApp } from '../../support/small-app.js';

const talk = JSON.stringify({
  schemaVersion: 1,
  language: 'en',
  timing: 'segment',
  segments: [
    {
      startMs: 1000,
      endMs: 3000,
      text: 'Um, good morning to you.',
      speaker: 'S1',
      channel: null,
      words: [],
    },
    {
      startMs: 3200,
      endMs: 5000,
      text: 'And how are you today?',
      speaker: 'S2',
      channel: null,
      words: [],
    },
    {
      startMs: 65_000,
      endMs: 67_000,
      text: 'A minute later.',
      speaker: 'S2',
      channel: null,
      words: [],
    },
  ],
});
const en: Options = { style: 'netflix-en' };

describe('who speaks', () => {
  it('is part of the text in a format without a field for it, with a name if one is given', async () => {
    const text = await onStdout(talk, {}, { ...en, speakerName: ['S1=Anna'] });
    expect(text).toContain('Anna: Um, good morning to you.');
    expect(text).toContain('S2: And how are you today?');
  });

  it('has a field of its own in a format that has one', async () => {
    const text = await onStdout(
      talk,
      { formats: ['vtt'] },
      { ...en, speakerName: ['S1=Anna & Co'] },
    );
    expect(text).toContain('<v Anna &amp; Co>Um, good morning to you.');
    expect(text).not.toContain('S2:');
  });

  it('is left out without a flag', async () => {
    expect(await onStdout(talk, { formats: ['vtt'] }, en)).not.toMatch(/S1|<v/);
  });

  it('must be given as ID=NAME: exit 2', async () => {
    await expect(onStdout(talk, {}, { ...en, speakerName: ['Anna'] })).rejects.toMatchObject({
      exitCode: 2,
    });
  });
});

describe('times', () => {
  it.each([
    ['1.5', undefined, '00:00:02,500 --> '],
    ['-500ms', undefined, '00:00:00,500 --> '],
    ['+0:02', undefined, '00:00:03,000 --> '],
    [undefined, '25/24', '00:00:01,042 --> '],
    ['1', '2', '00:00:03,000 --> '],
  ])('moved by %s and stretched by %s', async (offset, scale, start) => {
    expect(await onStdout(talk, {}, { ...raw(), offset, scale })).toContain(start);
  });

  it('are moved in json as well', async () => {
    const text = await onStdout(talk, { formats: ['json'] }, { ...en, offset: '1' });
    expect(JSON.parse(text)).toMatchObject({
      segments: [{ startMs: 2000 }, { startMs: 4200 }, {}],
    });
  });
});

it('leaves fillers out, and changes case, in cues only', async () => {
  const flags = { ...en, dropFillers: true, case: 'upper' } as const;
  expect(await onStdout(talk, {}, flags)).toContain('GOOD MORNING TO YOU.');
  const app = smallApp({ formats: ['txt'] });
  put(app, { 'talk.json': talk });
  expect(await printed(await exportTracks(app, ['talk.json'], flags))).toContain(
    'Um, good morning to you.',
  );
  expect(app.notices.join()).toContain('keep the words as they are');
});

it('adds a second language, below or above, with all of its words', async () => {
  const zh = JSON.stringify([
    { content: '早上好', from: 1, to: 3 },
    { content: '你今天好吗', from: 3.2, to: 5 },
    { content: '一分钟以后', from: 65, to: 67 },
  ]);
  const app = smallApp();
  put(app, { 'en.json': talk, 'zh.json': zh });
  const both = await printed(await exportTracks(app, ['en.json'], { ...en, bilingual: 'zh.json' }));
  expect(both).toMatch(/Um, good morning to you\.\n早上好\n/);
  const above = await printed(
    await exportTracks(app, ['en.json'], {
      ...en,
      bilingual: 'zh.json',
      secondFirst: true,
      offset: '10',
    }),
  );
  expect(above).toMatch(/00:00:11,000 --> .*\n早上好\nUm, good morning to you\./);
  await expect(
    exportTracks(app, ['en.json'], { ...en, bilingual: 'no.json' }),
  ).rejects.toMatchObject({ exitCode: 3 });
});

it('writes chapters, as a list or as a track', async () => {
  const lesson = JSON.stringify(
    ['First we look.', 'Then we listen.', 'At last we speak.'].flatMap((content, i) => [
      { content, from: i * 60, to: i * 60 + 3 },
      { content: 'And there is more to say about it.', from: i * 60 + 3, to: i * 60 + 55 },
    ]),
  );
  expect(await onStdout(lesson, { formats: ['youtube-chapters'] }, en)).toBe(
    '0:00 First we look\n1:00 Then we listen\n2:00 At last we speak\n',
  );
  expect(await onStdout(lesson, { formats: ['vtt'] }, { ...en, chapters: true })).toBe(
    'WEBVTT\n\n00:00:00.000 --> 00:01:00.000\nFirst we look\n\n00:01:00.000 --> 00:02:00.000\nThen we listen\n\n' +
      '00:02:00.000 --> 00:02:55.000\nAt last we speak\n\n',
  );
  const app = smallApp({ formats: ['vtt', 'youtube-chapters'] });
  put(app, { 'talk.json': lesson });
  await exportTracks(app, ['talk.json'], { ...en, output: ['out/'] });
  expect(readdirSync(join(app.cwd, 'out'))).toEqual(['talk.chapters.txt', 'talk.vtt']);
});

it('shapes the lines of a subtitle file again, without a space between Chinese characters', async () => {
  const vtt = 'WEBVTT\n\n00:01.000 --> 00:04.000\n我冒了严寒，\n回到故乡\n';
  expect(await onStdout(vtt, {}, { style: 'netflix-zh-sdh' })).toContain(
    '\n我冒了严寒，回到故乡\n',
  );
  expect(await onStdout(vtt, {}, raw())).toContain('\n我冒了严寒，\n回到故乡\n');
});

it('reads the word times that it wrote, and writes them again', async () => {
  const words = [
    { text: 'Good', from: 1, to: 1.4 },
    { text: 'morning.', from: 1.5, to: 2 },
  ];
  const heard = JSON.stringify([{ content: 'Good morning.', from: 1, to: 2, words }]);
  const sung = raw({ highlight: true });
  const vtt = await onStdout(heard, { formats: ['vtt'] }, sung);
  expect(vtt).toContain('\nGood <00:00:01.500>morning.\n');
  expect(await onStdout(vtt, { formats: ['vtt'] }, sung)).toBe(vtt);
  expect(await onStdout(heard, { formats: ['ass'] }, sung)).toContain(
    String.raw`{\k40}Good {\k10}{\k50}morning.`,
  );
  expect(await onStdout(heard, { formats: ['lrc'] }, sung)).toContain(
    '[00:01.00]<00:01.00>Good <00:01.50>morning.',
  );
  expect(await onStdout(heard, {}, sung)).toContain('\nGood morning.\n');
});

it('keeps two speakers of one cue apart', async () => {
  const two = '1\n00:00:01,000 --> 00:00:05,000\n- Are you coming?\n- In a minute.\n\n';
  const text = await onStdout(two, {}, en);
  expect(text).toMatch(/- Are you coming\?\n\n2\n.*\n- In a minute\.\n/);
  expect(await onStdout(two, {}, raw())).toBe(two);
});

describe('what could not be kept', () => {
  const fast = JSON.stringify([
    { content: 'Far too many words for so very little time, as anybody can see.', from: 0, to: 1 },
  ]);
  const told = async (options: Options): Promise<string[]> => {
    const app = smallApp();
    put(app, { 'a.json': fast });
    await exportTracks(app, ['a.json'], options);
    return app.notices;
  };

  it('is counted', async () => {
    expect(await told(en)).toEqual([
      'a.json: 1 of 1 cues break a rule of netflix-en: cps 1 (--report lists them)',
    ]);
  });

  it('is listed with --report: cue, time, measured value and limit', async () => {
    const [summary, ...lines] = await told({ ...en, report: true });
    expect(summary).toBe('a.json: 1 of 1 cues break a rule of netflix-en: cps 1');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      /^a\.json: cue 1 at 00:00:00\.000: too fast to read \(characters per second\): [\d.]+, limit 20$/,
    );
  });

  it('is printed once for several formats', async () => {
    const app = smallApp({ formats: ['srt', 'vtt', 'sbv'] });
    put(app, { 'a.json': fast });
    await exportTracks(app, ['a.json'], { ...en, output: ['out/'] });
    expect(app.notices.filter((line) => line.includes('break a rule'))).toHaveLength(1);
  });

  it('and what was repaired; under --strict that is exit 1 and nothing is written', async () => {
    const app = smallApp();
    put(app, {
      'a.json': JSON.stringify([
        { content: 'one', from: 2, to: 4 },
        { content: 'two', from: 3, to: 5 },
      ]),
    });
    await exportTracks(app, ['a.json'], en);
    expect(app.notices[0]).toMatch(/^a\.json: segment 2: it overlaps the previous segment/);
    const strict = exportTracks(app, ['a.json'], { ...en, strict: true, output: ['a.srt'] });
    await expect(strict).rejects.toMatchObject({ exitCode: 1, code: 'needs_repair' });
    expect(readdirSync(app.cwd)).toEqual(['a.json']);
  });
});
