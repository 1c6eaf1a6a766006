// The flags that Tencent CI adds, as data: the parser, the help, the man page and the completions read them.
// Values are the service's own numbers and words, so that its documentation applies as it stands:
// https://www.tencentcloud.com/document/product/1045/73385 (POST /jobs, Tag SpeechRecognition).
import type { FlagSpec } from '../provider.js';

export const submitFlags: readonly FlagSpec[] = [
  { flags: '--queue <id>', description: 'queue to run in (default: the first active one)' },
  {
    flags: '--template <id>',
    description: 'speech recognition template, instead of the flags below',
  },
  {
    flags: '--engine <name>',
    description: 'engine model: 16k_zh (default), 16k_en, 8k_zh, 16k_ja …',
  },
  { flags: '--flash', description: 'fast engine: up to 2 h and 100 MB' },
  {
    flags: '--channels <n>',
    description: 'channels of the audio; 2 with 8k_zh only',
    choices: ['1', '2'],
  },
  {
    flags: '--text-format <n>',
    description: '0 text, 1 words, 2 words and punctuation, 3 for subtitles (default)',
    choices: ['0', '1', '2', '3'],
  },
  {
    flags: '--speakers [n]',
    description: 'separate speakers; their number, 1-10 (default: detected)',
  },
  {
    flags: '--filter-dirty <n>',
    description: 'swear words: 0 keep, 1 drop, 2 replace by *',
    choices: ['0', '1', '2'],
  },
  {
    flags: '--filter-modal <n>',
    description: 'filler words: 0 keep, 1 drop some, 2 drop all',
    choices: ['0', '1', '2'],
  },
  {
    flags: '--filter-punctuation <n>',
    description: 'punctuation: 0 keep, 1 drop at sentence ends, 2 drop all',
    choices: ['0', '1', '2'],
  },
  {
    flags: '--number-mode <n>',
    description: 'numbers: 0 as spoken, 1 as digits (default), 3 with mathematical signs',
    choices: ['0', '1', '3'],
  },
  {
    flags: '--audio-format <name>',
    description: 'with --flash: format of the audio (default: by its file name)',
    choices: ['wav', 'pcm', 'ogg-opus', 'speex', 'silk', 'mp3', 'm4a', 'aac'],
  },
  {
    flags: '--first-channel-only <n>',
    description: 'with --flash: 1 first channel (default), 0 all channels',
    choices: ['0', '1'],
  },
  {
    flags: '--word-info <n>',
    description: 'with --flash: 0 no words, 1 words, 2 words and punctuation (default)',
    choices: ['0', '1', '2'],
  },
  {
    flags: '--sentence-max-length <n>',
    description: 'longest sentence, 6-40 characters; 0 no limit',
  },
  {
    flags: '--output-uri <uri>',
    description: 'cos://bucket-appid/key of the result (default: beside the input)',
  },
  { flags: '--output-type <type>', description: 'kind of result file', choices: ['txt', 'srt'] },
  { flags: '--callback <url>', description: 'address to call when the job ends, or "no"' },
  {
    flags: '--callback-format <format>',
    description: 'format of the callback (default: XML)',
    choices: ['XML', 'JSON'],
  },
  {
    flags: '--callback-type <type>',
    description: 'target of the callback: the --callback address (default) or a queue',
    choices: ['Url', 'TDMQ'],
  },
  {
    flags: '--callback-mq <mode:region:name>',
    description: 'TDMQ queue: Topic or Queue, one of sh bj gz cd hk, and its name',
  },
  {
    flags: '--priority <n>',
    description: '0 (default), 1 or 2, the most urgent',
    choices: ['0', '1', '2'],
  },
  {
    flags: '--user-data <text>',
    description: 'your own text, returned with the job; at most 980 ASCII characters',
  },
  { flags: '--hot-words <id>', description: 'hot word table to use' },
];

export const listFlags: readonly FlagSpec[] = [
  { flags: '--queue <id>', description: 'only jobs of this queue' },
];
