import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aiResultProblem, readAiResult } from '../../../src/transcripts/results/ai-result.js';
import { stateOf } from '../../../src/jobs/states.js';

const bare = { speaker: null, channel: null, words: [] };
const documented = [
  { content: 'The harbour is calm', from: 0.0, to: 1.846 },
  { content: 'boats leave at six', from: 2.1, to: 4.402 },
];
const expected = {
  language: null,
  timing: 'segment',
  segments: [
    { startMs: 0, endMs: 1846, text: 'The harbour is calm', ...bare },
    { startMs: 2100, endMs: 4402, text: 'boats leave at six', ...bare },
  ],
};
const nested = (value: unknown, times: number): unknown =>
  times === 0 ? value : nested(JSON.stringify(value), times - 1);

describe('readAiResult', () => {
  it.each([0, 1, 2, 3, 4])('reads the documented list inside %i layers of JSON text', (layers) => {
    expect(readAiResult(nested(documented, layers))).toEqual(expected);
  });

  it.each([
    ['{result}', { result: documented }],
    ['{JobResult: {AiResult: text}}', { JobResult: { AiResult: JSON.stringify(documented) } }],
    ['{subtitleClips: text}', { subtitleClips: JSON.stringify(documented) }],
    ['{SubtitleClips: list}', { SubtitleClips: documented }],
    ['items that are texts', documented.map((d) => JSON.stringify(d))],
    ['a byte order mark', `\uFEFF${JSON.stringify(documented)}`],
  ])('finds the list in %s', (_name, value) => {
    expect(readAiResult(value)).toEqual(expected);
  });

  it.each([
    ['null', null],
    ['undefined', undefined],
    ['an empty text', ''],
    ['blanks', ' \n'],
    ['the text null', 'null'],
    ['an empty object', '{}'],
    ['JSON that was cut', '[{"content":"The harb'],
    ['JSON in a text that was cut', '"[{\\"content\\":\\"The'],
    ['a list of nothing readable', [{}, { a: 1 }]],
  ])('finds nothing in %s', (_name, value) => {
    expect(readAiResult(value)).toBeNull();
  });

  it('distinguishes an empty list (no speech) from a missing one', () => {
    expect(readAiResult('[]')).toEqual({ language: null, timing: 'segment', segments: [] });
  });

  it.each(['tags of the picture', '"Stop", she said', '[Music] and song', '{laughs} well', '42'])(
    'keeps plain text: %s',
    (text) => {
      expect(readAiResult(`${text}\n`)?.segments).toEqual([
        { startMs: 0, endMs: 0, text, ...bare },
      ]);
    },
  );

  it('reads from and to as seconds, however large', () => {
    const read = readAiResult([{ content: 'late', from: 7200, to: 7290 }]);
    expect(read?.segments[0]).toMatchObject({ startMs: 7_200_000, endMs: 7_290_000 });
  });

  it.each([
    ['begin_time', 'end_time', 1200, 2400, 1200, 2400],
    ['BeginTime', 'EndTime', '10', '59', 10, 59],
    ['start', 'end', 1200, 2400, 1200, 2400],
    ['start', 'end', 12, 15, 12_000, 15_000],
    ['start', 'end', 1200.5, 1203.25, 1_200_500, 1_203_250],
    ['begin', 'end', '3.5', '4', 3500, 4000],
    ['start_time', 'end_time', '0.25', '1.5', 250, 1500],
    ['startMs', 'endMs', 5, 8, 5, 8],
  ])('reads %s and %s of %s to %s', (start, end, a, b, startMs, endMs) => {
    const read = readAiResult([{ text: 'x', [start]: a, [end]: b }]);
    expect(read?.segments[0]).toMatchObject({ startMs, endMs });
  });

  it('infers the unit from the whole list, so that early segments have the same unit', () => {
    const read = readAiResult([
      { text: 'a', start: 0, end: 40 },
      { text: 'b', start: 900, end: 2500 },
      { text: 'c', start: 2600, end: 5000 },
    ]);
    expect(read?.segments.map((s) => s.endMs)).toEqual([40, 2500, 5000]);
  });

  it('fills missing or impossible times from the neighbours and drops no text', () => {
    const read = readAiResult([
      { content: 'a', from: -1, to: 1 },
      { content: 'b' },
      { content: 'c', from: 3, to: Number.NaN },
      { content: 'd', from: 5, to: 4 },
    ]);
    expect(read?.segments.map((s) => [s.text, s.startMs, s.endMs])).toEqual([
      ['a', 0, 1000],
      ['b', 1000, 3000],
      ['c', 3000, 5000],
      ['d', 5000, 5000],
    ]);
  });

  it('keeps measured words and marks words with filled-in times', () => {
    const words = [
      { content: 'calm', from: 0.1, to: 0.4 },
      { content: 'sea', to: 0.9 },
    ];
    const read = readAiResult([
      { content: 'calm sea', from: 0, to: 1, words, speaker: 2, channel: '1' },
    ]);
    expect(read).toMatchObject({ timing: 'word' });
    expect(read?.segments[0]).toMatchObject({ speaker: '2', channel: 1 });
    expect(read?.segments[0]?.words).toEqual([
      { startMs: 100, endMs: 400, text: 'calm', estimated: false },
      { startMs: 400, endMs: 900, text: 'sea', estimated: true },
    ]);
  });

  it('reads NLS sentences with their words in a separate list, by channel', () => {
    const read = readAiResult({
      Result: {
        Sentences: [
          { BeginTime: 0, EndTime: 900, Text: 'calm sea', ChannelId: 0 },
          { BeginTime: 100, EndTime: 950, Text: 'yes', ChannelId: 1, SpeakerId: '7' },
        ],
      },
      Words: [
        { BeginTime: 10, EndTime: 300, Word: 'calm', ChannelId: 0 },
        { BeginTime: 120, EndTime: 940, Word: 'yes', ChannelId: 1 },
        { BeginTime: 310, EndTime: 890, Word: 'sea', ChannelId: 0 },
      ],
    });
    expect(read?.timing).toBe('word');
    expect(read?.segments.map((s) => s.words.map((w) => w.text))).toEqual([
      ['calm', 'sea'],
      ['yes'],
    ]);
    expect(read?.segments[1]).toMatchObject({ channel: 1, speaker: '7' });
  });

  it('reads NLS flash results, where words carry their punctuation', () => {
    const read = readAiResult({
      flash_result: {
        duration: 2000,
        sentences: [
          {
            text: '海很平静。',
            begin_time: 100,
            end_time: 1800,
            channel_id: 0,
            words:
              '[{"text":"海","begin_time":100,"end_time":500,"punc":""},{"text":"很平静","begin_time":500,"end_time":1800,"punc":"。"}]',
          },
        ],
      },
    });
    expect(read?.segments[0]?.words.map((w) => w.text)).toEqual(['海', '很平静。']);
  });

  it('builds text and times from words when a segment has nothing else', () => {
    const words = [
      { word: 'calm', begin_time: 100, end_time: 300 },
      { word: 'sea', begin_time: 300, end_time: 700 },
    ];
    expect(readAiResult({ words })?.segments[0]).toMatchObject({
      startMs: 100,
      endMs: 700,
      text: 'calm sea',
    });
  });

  it('reads back the transcript of our own documents unchanged', () => {
    const transcript = readAiResult([
      { content: 'a', from: 0.5, to: 1, words: [{ content: 'a', from: 0.5, to: 1 }] },
    ]);
    expect(readAiResult(JSON.stringify(transcript))).toEqual(transcript);
  });

  it('reads no text out of a result nested 200,000 deep, as JSON or as a text of JSON', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    for (const value of [deep, JSON.parse(deep), JSON.stringify(deep)] as unknown[]) {
      expect(readAiResult(value)).toBeNull();
    }
    expect(aiResultProblem(deep)).toBe('its JSON is nested more than 200 levels deep');
  });

  it('says why a truncated result has no transcript', () => {
    const whole = JSON.stringify([{ content: 'one', from: 0, to: 1 }]);
    expect(readAiResult(whole.slice(0, -8))).toBeNull();
    expect(aiResultProblem(whole.slice(0, -8))).toBe(
      `its JSON is truncated after ${whole.length - 8} characters`,
    );
    expect([whole, '', 'plain words', null].map(aiResultProblem)).toEqual([null, null, null, null]);
  });

  it('never throws and returns integer, ordered, non-negative times for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        for (const s of readAiResult(value)?.segments ?? []) {
          expect(Number.isSafeInteger(s.startMs) && s.startMs >= 0 && s.endMs >= s.startMs).toBe(
            true,
          );
          expect(s.text.trim()).not.toBe('');
        }
      }),
    );
  });
});

describe('stateOf', () => {
  it.each([
    ['Created', 'queued'],
    ['EXECUTING', 'running'],
    ['Finished', 'succeeded'],
    ['Fail', 'failed'],
    ['Analyzing', 'running'],
    ['Pause', 'paused'],
    ['Cancel', 'cancelled'],
    ['Napping', 'unknown'],
    [null, 'unknown'],
  ])('%s is %s', (word, state) => {
    expect(stateOf(word)).toBe(state);
  });
});
