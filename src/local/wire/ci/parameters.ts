// SpeechRecognition parameters: the values the API's table allows and the defaults it fills in.
// https://www.tencentcloud.com/document/product/1045/73385
import { invalid } from './ci-fault.js';
import { textIn, type Node } from './xml.js';

/** As they travel and are repeated in answers: every value as text. */
export type Parameters = Readonly<Record<string, string>>;

interface Rule {
  readonly name: string;
  readonly values: RegExp;
  /** Null: required. Undefined: absent when not given. */
  readonly initial: string | null | undefined;
}

const rule = (name: string, values: RegExp, initial?: string | null): Rule => ({
  name,
  values,
  initial,
});

const common = [
  rule('EngineModelType', /^\d+k_[\w-]{2,30}$/, null),
  rule('ConvertNumMode', /^[013]$/, '0'),
  rule('FilterDirty', /^[012]$/, '0'),
  rule('FilterModal', /^[012]$/, '0'),
  rule('FilterPunc', /^[012]$/, '0'),
  rule('OutputFileType', /^(?:txt|srt)$/, 'txt'),
  rule('SentenceMaxLength', /^(?:0|[6-9]|[1-3]\d|40)$/, '0'),
  rule('SpeakerDiarization', /^[01]$/, '0'),
  rule('HotVocabularyTableId', /^[\w-]{1,64}$/),
];

const normal = [
  ...common,
  rule('ChannelNum', /^[12]$/, null),
  rule('ResTextFormat', /^[0-3]$/, '0'),
  rule('SpeakerNumber', /^(?:\d|10)$/, '0'),
];

const flash = [
  ...common,
  rule('Format', /^(?:wav|pcm|ogg-opus|speex|silk|mp3|m4a|aac)$/, null),
  rule('FirstChannelOnly', /^[01]$/, '1'),
  rule('WordInfo', /^[012]$/, '0'),
];

const valueOf = (node: Node, { name, values, initial }: Rule): string | undefined => {
  const given = textIn(node, name);
  if (given === null && initial === null)
    throw invalid(`Operation.SpeechRecognition.${name} is required`);
  if (given !== null && !values.test(given)) {
    throw invalid(`Operation.SpeechRecognition.${name} is invalid: ${given.slice(0, 60)}`);
  }
  return given ?? initial ?? undefined;
};

const checkTogether = (parameters: Parameters): void => {
  const { ChannelNum, EngineModelType, ResTextFormat, OutputFileType, FlashAsr } = parameters;
  if (ChannelNum === '2' && EngineModelType !== '8k_zh') {
    throw invalid('ChannelNum 2 is supported by 8k_zh only');
  }
  if (OutputFileType === 'srt' && (FlashAsr === 'true' || ResTextFormat === '3')) {
    throw invalid('OutputFileType srt is not supported here');
  }
};

/** The parameters with their defaults, in the order of their names. Throws CiFault InvalidArgument. */
export const readParameters = (node: Node): Parameters => {
  const flashAsr = textIn(node, 'FlashAsr') ?? 'false';
  if (!/^(?:true|false)$/.test(flashAsr)) throw invalid('FlashAsr is true or false');
  const found = (flashAsr === 'true' ? flash : normal)
    .map((one) => [one.name, valueOf(node, one)] as const)
    .filter((entry): entry is readonly [string, string] => entry[1] !== undefined);
  const entries = [...found, ['FlashAsr', flashAsr] as const].sort(([a], [b]) => (a < b ? -1 : 1));
  const parameters = Object.fromEntries(entries);
  checkTogether(parameters);
  return parameters;
};
