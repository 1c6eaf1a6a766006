import { describe, expect, it } from 'vitest';
import { readResult } from '../../../src/transcripts/results/ci-result.js';
import { readResultText } from '../../../src/transcripts/results/ci-text.js';
import { readXml } from '../../../src/api/xml.js';

const line = (startMs: number, endMs: number, text: string, number: number | null = null) => ({
  startMs,
  endMs,
  text,
  number,
});

describe('Result text', () => {
  it.each([
    ['one line', '[0:0.160,1:0.640] one two', [line(160, 60_640, 'one two')]],
    ['two blanks', '[0:0.160,1:0.640]  one', [line(160, 60_640, 'one')]],
    ['no blank', '[0:0.160,1:0.640]one', [line(160, 60_640, 'one')]],
    [
      'LF',
      '[0:0.000,0:1.000] a\n[0:1.000,0:2.000] b\n',
      [line(0, 1000, 'a'), line(1000, 2000, 'b')],
    ],
    [
      'CRLF',
      '[0:0.000,0:1.000] a\r\n[0:1.000,0:2.000] b\r\n',
      [line(0, 1000, 'a'), line(1000, 2000, 'b')],
    ],
    [
      'backslash n',
      String.raw`[0:0.000,0:1.000] a\n[0:1.000,0:2.000] b\n`,
      [line(0, 1000, 'a'), line(1000, 2000, 'b')],
    ],
    [
      'backslash n and LF',
      '[0:0.000,0:1.000] a\\n\n[0:1.000,0:2.000] b\\n',
      [line(0, 1000, 'a'), line(1000, 2000, 'b')],
    ],
    [
      'backslash n in a text',
      String.raw`[0:0.000,0:1.000] c:\new\n`,
      [line(0, 1000, String.raw`c:\new`)],
    ],
    [
      '&#xA; left over',
      '[0:0.000,0:1.000] a&#xA;[0:1.000,0:2.000] b&#10;',
      [line(0, 1000, 'a'), line(1000, 2000, 'b')],
    ],
    ['minutes beyond an hour', '[75:03.120,76:0.000] late', [line(4_503_120, 4_560_000, 'late')]],
    ['hours', '[1:15:03.120,1:16:0.000] late', [line(4_503_120, 4_560_000, 'late')]],
    ['third field', '[0:0.000,0:1.230,1] hello', [line(0, 1230, 'hello', 1)]],
    ['[ in the text', '[0:0.000,0:1.000] [music] a [b]', [line(0, 1000, '[music] a [b]')]],
    [
      'times in the text',
      '[0:0.000,0:1.000] at [0:1.000,0:2.000] sharp',
      [line(0, 1000, 'at [0:1.000,0:2.000] sharp')],
    ],
    ['whole seconds', '[0:1,0:2] a', [line(1000, 2000, 'a')]],
    ['end before start', '[0:5.000,0:2.000] a', [line(5000, 5000, 'a')]],
    ['a second line of text', '[0:0.000,0:1.000] a\nb', [line(0, 1000, 'a b')]],
    ['text without times', 'only words', [line(0, 9000, 'only words')]],
    ['a sentence without text', '[0:0.000,0:1.000] \n[0:1.000,0:2.000] b', [line(1000, 2000, 'b')]],
    ['nothing', '', []],
    ['blank', ' \n \\n', []],
  ])('%s', (_, text, lines) => {
    expect(readResultText(text, 9000)).toEqual(lines);
  });
});

const result = (inner: string) =>
  readXml(`<SpeechRecognitionResult>${inner}</SpeechRecognitionResult>`);
const asked = (inner: string) => readXml(`<SpeechRecognition>${inner}</SpeechRecognition>`);
const word = (text: string, from: number, to: number) =>
  `<Words><Word>${text}</Word><OffsetStartMs>${from}</OffsetStartMs><OffsetEndMs>${to}</OffsetEndMs></Words>`;
const sentence = (from: number, to: number, text: string, words = '', speaker = '0') =>
  `<ResultDetail><StartMs>${from}</StartMs><EndMs>${to}</EndMs><FinalSentence>${text}</FinalSentence><SliceSentence>${text}</SliceSentence><SpeakerId>${speaker}</SpeakerId><WordsNum>9</WordsNum>${words}</ResultDetail>`;
const timed = (text: string, startMs: number, endMs: number) => ({
  text,
  startMs,
  endMs,
  estimated: false,
});

describe('ResultDetail', () => {
  const read = (inner: string, parameters = '<EngineModelType>16k_zh</EngineModelType>') =>
    readResult(result(inner), asked(parameters));

  it('adds the start of the sentence to word offsets and joins punctuation to the word before', () => {
    const words =
      word('今天', 0, 400) + word('，', 0, 400) + word('晴', 500, 700) + word('。', 500, 700);
    expect(read(sentence(3320, 5000, '今天，晴。', words))).toEqual({
      language: 'zh',
      timing: 'word',
      segments: [
        {
          startMs: 3320,
          endMs: 5000,
          text: '今天，晴。',
          speaker: null,
          channel: null,
          words: [timed('今天，', 3320, 3720), timed('晴。', 3820, 4020)],
        },
      ],
    });
  });

  it('reads one sentence and several in the same way, in order', () => {
    const one = sentence(0, 1, 'a');
    expect(read(one)?.segments.map(({ text }) => text)).toEqual(['a']);
    expect(read(one + sentence(2, 3, 'b'))?.segments.map(({ text }) => text)).toEqual(['a', 'b']);
  });

  it('returns no language when the text has no character of its script', () => {
    expect(read(sentence(0, 1, 'hello'))?.language).toBeNull();
    expect(
      read(sentence(0, 1, 'hello'), '<EngineModelType>16k_en</EngineModelType>')?.language,
    ).toBe('en');
  });

  it.each([
    ['one speaker asked for nobody', '', ['0'], [null], [null]],
    ['asked', '<SpeakerDiarization>1</SpeakerDiarization>', ['0', '1'], ['0', '1'], [null, null]],
    ['8k_zh_s', '<EngineModelType>8k_zh_s</EngineModelType>', ['0', '1'], ['0', '1'], [null, null]],
    ['two channels', '<ChannelNum>2</ChannelNum>', ['0', '1'], ['0', '1'], [0, 1]],
    [
      'not asked',
      '<SpeakerDiarization>0</SpeakerDiarization>',
      ['0', '1'],
      [null, null],
      [null, null],
    ],
  ])('speakers: %s', (_, parameters, ids, speakers, channels) => {
    const segments = read(
      ids.map((id, i) => sentence(i, i + 1, 'x', '', id)).join(''),
      parameters,
    )?.segments;
    expect(segments?.map(({ speaker }) => speaker)).toEqual(speakers);
    expect(segments?.map(({ channel }) => channel)).toEqual(channels);
  });

  it('distinguishes the speakers of a template job when there are several', () => {
    const several = sentence(0, 1, 'a', '', '0') + sentence(1, 2, 'b', '', '1');
    const speakers = (inner: string) =>
      readResult(result(inner), undefined)?.segments.map((s) => s.speaker);
    expect(speakers(several)).toEqual(['0', '1']);
    expect(speakers(sentence(0, 1, 'a'))).toEqual([null]);
  });

  it('keeps a sentence with unusual times or words', () => {
    const odd =
      '<ResultDetail><StartMs>x</StartMs><FinalSentence>a</FinalSentence><Words><Word>a</Word><OffsetStartMs>-5</OffsetStartMs></Words><Words><Word>b</Word><OffsetStartMs>7</OffsetStartMs></Words><New>1</New></ResultDetail>';
    expect(read(odd)?.segments[0]).toMatchObject({
      startMs: 7,
      endMs: 7,
      words: [timed('b', 7, 7)],
    });
  });
});

describe('which result is read', () => {
  const text = '<Result>[0:0.000,0:1.000] flat&#xA;</Result>';

  it('reads the text when there is no detail', () => {
    const read = readResult(result(`<AudioTime>2.5</AudioTime>${text}<ResultDetail/>`), undefined);
    expect(read).toEqual({
      language: null,
      timing: 'segment',
      segments: [
        { startMs: 0, endMs: 1000, text: 'flat', speaker: null, channel: null, words: [] },
      ],
    });
  });

  it('prefers the detail', () => {
    expect(readResult(result(text + sentence(1, 2, 'fine')), undefined)?.segments[0]?.text).toBe(
      'fine',
    );
  });

  it('is an empty transcript when there is no speech', () => {
    expect(
      readResult(result('<AudioTime>3</AudioTime><Result/><ResultDetail/>'), undefined),
    ).toEqual({
      language: null,
      timing: 'segment',
      segments: [],
    });
    expect(readResult(undefined, undefined)).toBeNull();
  });
});

describe('FlashResult', () => {
  const flashWord = (text: string, from: number, to: number) =>
    `<word_list><word>${text}</word><start_time>${from}</start_time><end_time>${to}</end_time></word_list>`;
  const channel = (id: number, sentences: string) =>
    `<FlashResult><channel_id>${id}</channel_id><text>all</text>${sentences}</FlashResult>`;
  const said = (from: number, to: number, text: string, words = '') =>
    `<sentence_list><text>${text}</text><start_time>${from}</start_time><end_time>${to}</end_time><speaker_id>0</speaker_id>${words}</sentence_list>`;

  it('reads every channel, in the order of time', () => {
    const both =
      channel(0, said(0, 1000, 'a') + said(2000, 3000, 'c')) + channel(1, said(1000, 2000, 'b'));
    const segments = readResult(result(both), asked('<FlashAsr>true</FlashAsr>'))?.segments;
    expect(segments?.map(({ text, channel: of, speaker }) => [text, of, speaker])).toEqual([
      ['a', 0, null],
      ['b', 1, null],
      ['c', 0, null],
    ]);
  });

  it.each([
    ['absolute', flashWord('x', 2100, 2200) + flashWord('y', 2300, 2900)],
    ['counted from the sentence', flashWord('x', 100, 200) + flashWord('y', 300, 900)],
  ])('times words that are %s', (_, words) => {
    const read = readResult(result(channel(0, said(2000, 3000, 'x y', words))), undefined);
    expect(read?.segments[0]?.words).toEqual([timed('x', 2100, 2200), timed('y', 2300, 2900)]);
  });

  it('keeps a channel that has only a text', () => {
    const read = readResult(result(`<AudioTime>4</AudioTime>${channel(0, '')}`), undefined);
    expect(read?.segments).toEqual([
      { startMs: 0, endMs: 4000, text: 'all', speaker: null, channel: 0, words: [] },
    ]);
  });
});
