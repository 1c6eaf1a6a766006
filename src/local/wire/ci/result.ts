// SpeechRecognitionResult: the flat text, and the details of the requested text format.
import type { LocalResult, LocalSegment, LocalWord } from '../../jobs/job.js';
import type { Parameters } from './parameters.js';
import type { Content } from './xml.js';

/** `75:03.120`: minutes do not roll over into hours. */
const clock = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  return `${minutes}:${((ms - minutes * 60_000) / 1000).toFixed(3)}`;
};

const line = ({ startMs, endMs, text }: LocalSegment): string =>
  `[${clock(startMs)},${clock(endMs)}]  ${text}\n`;

const detailWord = (word: LocalWord, fromMs: number): Content => ({
  OffsetEndMs: String(word.endMs - fromMs),
  OffsetStartMs: String(word.startMs - fromMs),
  Word: word.text,
});

const speed = ({ startMs, endMs, words }: LocalSegment): string =>
  (words.length / Math.max(0.001, (endMs - startMs) / 1000)).toFixed(1);

// Word times count from the start of their sentence.
const detail = (segment: LocalSegment): Content => ({
  EndMs: String(segment.endMs),
  FinalSentence: segment.text,
  SliceSentence: segment.words.map(({ text }) => text).join(' ') || segment.text,
  SpeakerId: segment.speaker ?? '0',
  SpeechSpeed: speed(segment),
  StartMs: String(segment.startMs),
  Words: segment.words.map((word) => detailWord(word, segment.startMs)),
  WordsNum: String(segment.words.length),
});

const flashWord = ({ text, startMs, endMs }: LocalWord): Content => ({
  end_time: String(endMs),
  start_time: String(startMs),
  word: text,
});

const flashSentence = (segment: LocalSegment, withWords: boolean): Content => ({
  end_time: String(segment.endMs),
  speaker_id: segment.speaker ?? '0',
  start_time: String(segment.startMs),
  text: segment.text,
  word_list: withWords ? segment.words.map(flashWord) : null,
});

const textOf = (segments: readonly LocalSegment[]): string =>
  segments.map(({ text }) => text).join(' ');

/** The flat text of a whole recording, one sentence per line. */
export const flatText = (segments: readonly LocalSegment[]): string => segments.map(line).join('');

/** The result element of a finished job; `objectName` is the requested output object. */
export const resultContent = (
  { segments, audioMs }: LocalResult,
  parameters: Parameters,
  objectName: string,
): Content => {
  const audio = { AudioTime: (audioMs / 1000).toFixed(3) };
  if (parameters['FlashAsr'] === 'true') {
    const withWords = parameters['WordInfo'] !== '0';
    const sentences = segments.map((segment) => flashSentence(segment, withWords));
    const channel = { channel_id: '0', sentence_list: sentences, text: textOf(segments) };
    return { ...audio, FlashResult: channel, ObjectName: objectName, Result: textOf(segments) };
  }
  const details = parameters['ResTextFormat'] === '0' ? [] : segments.map(detail);
  return {
    ...audio,
    ObjectName: objectName,
    Result: flatText(segments),
    ResultDetail: details.length === 0 ? '' : details,
  };
};
