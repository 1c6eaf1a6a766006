import { describe, expect, it } from 'vitest';
import { submitFlags } from '../../../src/api/ci/flags.js';
import { bucketRefOf } from '../../../src/api/ci/bucket.js';
import { requestOf } from '../../../src/api/ci/submit.js';
import { writeXml } from '../../../src/api/xml.js';
import { CliError } from '../../../src/errors.js';
import type { SubmitOptions } from '../../../src/api/provider.js';
import { connection } from './support.js';

const place = bucketRefOf(connection());
const media = 'cos://talks-1250000000/in/a talk.mp3';

const written = (options: SubmitOptions, from = media, at = place): string => {
  const xml = writeXml(
    'Request',
    requestOf({ media: from, options }, at, () => {}),
  );
  return xml.slice('<Request>'.length, -'</Request>'.length);
};

const speech = (options: SubmitOptions): string =>
  /<SpeechRecognition>(.*)<\/SpeechRecognition>/.exec(written(options))?.[1] ?? '';

describe('the request without flags', () => {
  it('asks for words, for digits, and for a result beside the recording', () => {
    expect(written({})).toBe(
      '<Tag>SpeechRecognition</Tag>' +
        '<Input><Object>in/a talk.mp3</Object></Input>' +
        '<Operation><SpeechRecognition><EngineModelType>16k_zh</EngineModelType><ChannelNum>1</ChannelNum><ResTextFormat>3</ResTextFormat><ConvertNumMode>1</ConvertNumMode></SpeechRecognition>' +
        '<Output><Region>ap-chongqing</Region><Bucket>talks-1250000000</Bucket><Object>in/a talk.mp3.asr.txt</Object></Output></Operation>',
    );
  });
});

/** Every flag: what is typed, what else it needs, and the element that travels. */
const wire: readonly (readonly [flag: string, options: SubmitOptions, xml: string])[] = [
  ['queue', { queue: 'p1' }, '<QueueId>p1</QueueId>'],
  ['template', { template: 't1' }, '<Operation><TemplateId>t1</TemplateId><Output>'],
  ['engine', { engine: '16k_ja' }, '<EngineModelType>16k_ja</EngineModelType>'],
  [
    'flash',
    { flash: true },
    '<FlashAsr>true</FlashAsr><Format>mp3</Format><WordInfo>2</WordInfo><ConvertNumMode>1</ConvertNumMode>',
  ],
  ['channels', { channels: '2', engine: '8k_zh' }, '<ChannelNum>2</ChannelNum>'],
  ['text-format', { textFormat: '1' }, '<ResTextFormat>1</ResTextFormat>'],
  [
    'speakers',
    { speakers: '3' },
    '<SpeakerDiarization>1</SpeakerDiarization><SpeakerNumber>3</SpeakerNumber>',
  ],
  ['filter-dirty', { filterDirty: '2' }, '<FilterDirty>2</FilterDirty>'],
  ['filter-modal', { filterModal: '1' }, '<FilterModal>1</FilterModal>'],
  ['filter-punctuation', { filterPunctuation: '2' }, '<FilterPunc>2</FilterPunc>'],
  ['number-mode', { numberMode: '3' }, '<ConvertNumMode>3</ConvertNumMode>'],
  ['audio-format', { flash: true, audioFormat: 'ogg-opus' }, '<Format>ogg-opus</Format>'],
  [
    'first-channel-only',
    { flash: true, firstChannelOnly: '0' },
    '<FirstChannelOnly>0</FirstChannelOnly>',
  ],
  ['word-info', { flash: true, wordInfo: '1' }, '<WordInfo>1</WordInfo>'],
  ['sentence-max-length', { sentenceMaxLength: '18' }, '<SentenceMaxLength>18</SentenceMaxLength>'],
  [
    'output-uri',
    { outputUri: 'cos://other-1250000000/x/y.txt' },
    '<Output><Region>ap-chongqing</Region><Bucket>other-1250000000</Bucket><Object>x/y.txt</Object></Output>',
  ],
  [
    'output-type',
    { outputType: 'srt' },
    '<OutputFileType>srt</OutputFileType></SpeechRecognition><Output><Region>ap-chongqing</Region><Bucket>talks-1250000000</Bucket><Object>in/a talk.mp3.asr.srt</Object>',
  ],
  [
    'callback',
    { callback: 'https://hooks.example.com/x' },
    '<CallBack>https://hooks.example.com/x</CallBack>',
  ],
  [
    'callback-format',
    { callback: 'https://hooks.example.com/', callbackFormat: 'JSON' },
    '<CallBackFormat>JSON</CallBackFormat>',
  ],
  [
    'callback-type',
    { callbackType: 'TDMQ', callbackMq: 'Queue:bj:q' },
    '<CallBackType>TDMQ</CallBackType>',
  ],
  [
    'callback-mq',
    { callbackType: 'TDMQ', callbackMq: 'Topic:sh:done' },
    '<CallBackMqConfig><MqMode>Topic</MqMode><MqRegion>sh</MqRegion><MqName>done</MqName></CallBackMqConfig>',
  ],
  ['priority', { priority: '2' }, '<JobLevel>2</JobLevel>'],
  ['user-data', { userData: 'a&b' }, '<UserData>a&amp;b</UserData>'],
  ['hot-words', { hotWords: 'h-1' }, '<HotVocabularyTableId>h-1</HotVocabularyTableId>'],
];

describe('the wire form of every flag', () => {
  it.each(wire)('--%s', (_flag, options, xml) => {
    expect(written(options)).toContain(xml);
  });

  it('leaves no flag out of this table', () => {
    const flags = submitFlags.map((spec) => /^--([a-z-]+)/.exec(spec.flags)?.[1]);
    expect(new Set(flags)).toEqual(new Set(wire.map(([flag]) => flag)));
  });

  it('always sends ConvertNumMode but with a template', () => {
    for (const options of [{}, { flash: true }, { engine: '16k_en' }]) {
      expect(speech(options)).toContain('<ConvertNumMode>1</ConvertNumMode>');
    }
    expect(written({ template: 't1' })).not.toContain('ConvertNumMode');
  });

  it('tells speakers apart without a number, and chooses a text format that goes with an SRT', () => {
    expect(speech({ speakers: true })).toContain(
      '<SpeakerDiarization>1</SpeakerDiarization><SpeakerNumber>0</SpeakerNumber>',
    );
    expect(speech({ flash: true, speakers: true })).not.toContain('SpeakerNumber');
    expect(speech({ outputType: 'srt' })).toContain('<ResTextFormat>2</ResTextFormat>');
    expect(written({ callback: 'no' })).toContain('<CallBack>no</CallBack>');
  });
});

describe('what is refused before the call', () => {
  it.each<[string, SubmitOptions, RegExp]>([
    [
      'template with recognition flags',
      { template: 't1', engine: '16k_zh' },
      /--engine .*--template/,
    ],
    ['two channels of a 16k engine', { channels: '2' }, /--channels 2 needs --engine 8k_zh/],
    [
      'speakers of two channels',
      { channels: '2', engine: '8k_zh', speakers: true },
      /--speakers needs one channel/,
    ],
    ['speakers of an English engine', { engine: '16k_en', speakers: true }, /--speakers/],
    ['eleven speakers', { speakers: '11' }, /--speakers/],
    ['a number of speakers with flash', { flash: true, speakers: '2' }, /a number of speakers/],
    ['channels with flash', { flash: true, channels: '1' }, /--channels/],
    ['text format with flash', { flash: true, textFormat: '1' }, /--text-format/],
    ['number mode with flash', { flash: true, numberMode: '1' }, /--number-mode/],
    ['srt with flash', { flash: true, outputType: 'srt' }, /txt only/],
    ['srt with text format 3', { outputType: 'srt', textFormat: '3' }, /--text-format 3/],
    [
      'sentence length with text format 1',
      { sentenceMaxLength: '10', textFormat: '1' },
      /--text-format 3/,
    ],
    ['sentence length out of range', { sentenceMaxLength: '5' }, /--sentence-max-length/],
    ['audio format without flash', { audioFormat: 'mp3' }, /--audio-format needs --flash/],
    ['word info without flash', { wordInfo: '1' }, /--word-info needs --flash/],
    [
      'first channel without flash',
      { firstChannelOnly: '1' },
      /--first-channel-only needs --flash/,
    ],
    ['filters of an English engine', { engine: '16k_en', filterDirty: '1' }, /--filter-dirty/],
    ['a value outside its set', { textFormat: '4' }, /--text-format cannot be "4"/],
    ['user data that is not ASCII', { userData: '数据' }, /--user-data/],
    ['user data that hides the token', { userData: '{"asrctl":"x"}' }, /key "asrctl"/],
    ['user data that is too long', { userData: 'x'.repeat(1025) }, /--user-data/],
    ['a callback inside', { callback: 'http://192.168.0.1/' }, /--callback/],
    ['a callback that is no address', { callback: 'yes' }, /--callback/],
    ['a callback format alone', { callbackFormat: 'JSON' }, /--callback-format/],
    ['TDMQ without a target', { callbackType: 'TDMQ' }, /go together/],
    ['a target without TDMQ', { callbackMq: 'Queue:sh:q' }, /go together/],
    ['a target in no region', { callbackType: 'TDMQ', callbackMq: 'Queue:xx:q' }, /--callback-mq/],
    ['an output that is no address', { outputUri: '/tmp/x' }, /Not a COS object/],
  ])('%s', (_, options, words) => {
    const attempt = (): string => written(options);
    expect(attempt).toThrow(CliError);
    expect(attempt).toThrow(words);
    expect(attempt).toThrow(expect.objectContaining({ exitCode: 2 }));
  });

  it('warns about an engine it does not know, and sends it', () => {
    const notices: string[] = [];
    const request = requestOf(
      { media, options: { engine: '16k_xx' } },
      place,
      (n) => void notices.push(n),
    );
    expect(JSON.stringify(request)).toContain('16k_xx');
    expect(notices).toEqual([
      'This version does not know the engine 16k_xx; it is sent unchanged.',
    ]);
  });
});

describe('the recording', () => {
  it.each([
    [
      'https://example.com/a/b.mp3?sig=1',
      '<Input><Url>https://example.com/a/b.mp3?sig=1</Url></Input>',
      'asrctl/example.com/a/b.mp3.asr.txt',
    ],
    [
      'https://talks-1250000000.cos.ap-chongqing.myqcloud.com/in/%E4%B8%AD.mp3',
      '<Input><Object>in/中.mp3</Object></Input>',
      'in/中.mp3.asr.txt',
    ],
  ])('%s', (address, input, output) => {
    const xml = written({}, address);
    expect(xml).toContain(input);
    expect(xml).toContain(`<Object>${output}</Object></Output>`);
  });

  it('is a file for the local service only', () => {
    const local = { ...place, local: true };
    expect(written({}, '/tmp/a b.wav', local)).toContain('<Url>file:///tmp/a%20b.wav</Url>');
    expect(() => written({}, '/tmp/a b.wav')).toThrow(/file on this computer/);
  });

  it.each([
    ['oss://b/k'],
    ['cos://talks-1250000000/'],
    ['cos://other-1250000000/k'],
    ['0123456789abcdef0123456789abcdef'],
  ])('is not %s', (address) => {
    expect(() => written({}, address)).toThrow(CliError);
  });
});
