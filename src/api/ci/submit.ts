// A submit as the service reads it: the Request document of POST /asr_jobs and POST /jobs, pure.
import { isAbsolute } from 'node:path';
import { pathToFileURL } from 'node:url';
import { usageError } from '../../errors.js';
import type { SubmitRequest } from '../provider.js';
import { readOptions } from './parameters/options.js';
import {
  cosUri,
  decoded,
  ownObject,
  parseCosUri,
  type CosObject,
  type BucketRef,
} from './bucket.js';
import { engineOf, textFormatOf, type Options } from './parameters/rules.js';
import type { XmlContent } from '../xml.js';

type Node = { readonly [name: string]: XmlContent };

interface Input {
  readonly node: Node;
  /** As an answer of the service names it. */
  readonly address: string;
  /** What the result's name is made of, without a bucket. */
  readonly name: string;
}

const ownInput = (object: string, { bucket }: BucketRef): Input => ({
  node: { Object: object },
  address: cosUri(bucket, object),
  name: object,
});

const inputOfUrl = (url: URL, ref: BucketRef): Input => {
  const object = ownObject(url, ref);
  if (object !== null) return ownInput(object, ref);
  const name = `asrctl/${url.hostname}${decoded(url.pathname)}`;
  return { node: { Url: url.href }, address: url.href, name };
};

const inputOfFile = (media: string, ref: BucketRef): Input => {
  if (!ref.local) {
    throw usageError(
      `"${media}" is a file on this computer, and the service cannot read it`,
      'Upload it first and name it cos://bucket-appid/key, or transcribe it: transcribe uploads it.',
    );
  }
  const url = pathToFileURL(media);
  return { node: { Url: url.href }, address: url.href, name: `asrctl${decoded(url.pathname)}` };
};

const inputOf = (media: string, ref: BucketRef): Input => {
  if (media.startsWith('cos://')) {
    const { bucket, key } = parseCosUri(media, ref);
    if (bucket === ref.bucket) return ownInput(key, ref);
    throw usageError(
      `"${media}" is not in the profile's bucket ${ref.bucket}`,
      `Jobs belong to a bucket: make a profile for ${bucket} with asrctl profile add.`,
    );
  }
  if (/^https?:\/\//i.test(media) && URL.canParse(media)) return inputOfUrl(new URL(media), ref);
  if (isAbsolute(media)) return inputOfFile(media, ref);
  throw usageError(
    `"${media}" is not a recording Tencent Cloud CI can read`,
    'Name it as cos://bucket-appid/key or as an https address.',
  );
};

/** The media as an answer of the service names it. Throws exit 2 as `requestOf`. */
export const inputAddress = (media: string, ref: BucketRef): string => inputOf(media, ref).address;

/** Leaves out what was not given. */
const present = (node: { readonly [name: string]: XmlContent | null }): Node =>
  Object.fromEntries(
    Object.entries(node).filter((entry): entry is [string, XmlContent] => entry[1] !== null),
  );

const extensionFormats: Readonly<Record<string, string>> = {
  wav: 'wav',
  pcm: 'pcm',
  mp3: 'mp3',
  m4a: 'm4a',
  aac: 'aac',
  silk: 'silk',
};

const audioFormat = (option: Options, name: string): string => {
  const format =
    option('audioFormat') ?? extensionFormats[/\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? ''];
  if (format !== undefined) return format;
  throw usageError('--flash needs to know the format of the audio', 'Name it with --audio-format.');
};

const speakersOf = (option: Options): Node => {
  const speakers = option('speakers');
  if (speakers === null) return {};
  return option('flash') === null
    ? { SpeakerDiarization: '1', SpeakerNumber: speakers === '' ? '0' : speakers }
    : { SpeakerDiarization: '1' };
};

const modeOf = (option: Options, name: string): Node => {
  if (option('flash') === null) {
    return { ChannelNum: option('channels') ?? '1', ResTextFormat: textFormatOf(option) };
  }
  return present({
    FlashAsr: 'true',
    Format: audioFormat(option, name),
    FirstChannelOnly: option('firstChannelOnly'),
    WordInfo: option('wordInfo') ?? '2',
  });
};

// ConvertNumMode is always sent: its default has been 1 and 0 in different years' documentation.
const recognitionOf = (option: Options, name: string): Node => ({
  EngineModelType: engineOf(option),
  ...modeOf(option, name),
  ...present({
    FilterDirty: option('filterDirty'),
    FilterModal: option('filterModal'),
    FilterPunc: option('filterPunctuation'),
    ConvertNumMode: option('numberMode') ?? '1',
  }),
  ...speakersOf(option),
  ...present({
    SentenceMaxLength: option('sentenceMaxLength'),
    OutputFileType: option('outputType'),
    HotVocabularyTableId: option('hotWords'),
  }),
});

const outputOf = (option: Options, name: string, ref: BucketRef): Node => {
  const uri = option('outputUri');
  // `.asr.` keeps the result from replacing a text of the user's own that has the recording's name.
  const beside = { bucket: ref.bucket, key: `${name}.asr.${option('outputType') ?? 'txt'}` };
  const target: CosObject = uri === null ? beside : parseCosUri(uri, ref);
  return { Region: ref.region, Bucket: target.bucket, Object: target.key };
};

const callbackMq = (value: string | null): Node | null => {
  if (value === null) return null;
  const [, mode, region, name] = /^(Topic|Queue):(sh|bj|gz|cd|hk):(.+)$/.exec(value) ?? [];
  if (mode === undefined || region === undefined || name === undefined) {
    throw usageError(
      `--callback-mq cannot be "${value}"`,
      'Write it as mode:region:name: Topic or Queue, one of sh bj gz cd hk, and the name.',
    );
  }
  return { MqMode: mode, MqRegion: region, MqName: name };
};

/**
 * The content of the Request element for one recording. Throws a usage error (exit 2) for
 * whatever the service would not take. The queue stays out when none is named.
 */
export const requestOf = (
  { media, options }: SubmitRequest,
  ref: BucketRef,
  notice: (line: string) => void,
): Node => {
  const option = readOptions(options, notice);
  const input = inputOf(media, ref);
  const template = option('template');
  const operation = present({
    TemplateId: template,
    SpeechRecognition: template === null ? recognitionOf(option, input.name) : null,
    Output: outputOf(option, input.name, ref),
    UserData: option('userData'),
    JobLevel: option('priority'),
  });
  return present({
    Tag: 'SpeechRecognition',
    Input: input.node,
    QueueId: option('queue'),
    Operation: operation,
    CallBack: option('callback'),
    CallBackFormat: option('callbackFormat'),
    CallBackType: option('callbackType'),
    CallBackMqConfig: callbackMq(option('callbackMq')),
  });
};
