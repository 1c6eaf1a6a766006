// SpeechRecognitionResult of Tencent CI as a transcript. Prefers the parts with word times:
// ResultDetail (normal mode), FlashResult (flash mode), then the flat Result text.
import { transcriptOf, type Segment, type Transcript, type Word } from '../transcript.js';
import { languageOf } from './ci-language.js';
import { readResultText } from './ci-text.js';
import { all, child, textOf, type Element } from './elements.js';

interface RequestedOptions {
  readonly engine: string | null;
  readonly channels: string | null;
  /** Null when the answer does not repeat the parameters (a job created from a template). */
  readonly diarized: boolean | null;
}

// The engine 8k_zh_s tells speakers apart without being requested.
const isDiarized = (parameters: Element): boolean =>
  textOf(parameters, 'SpeakerDiarization') === '1' ||
  textOf(parameters, 'EngineModelType') === '8k_zh_s';

const requestedOptions = (parameters: Element | undefined): RequestedOptions => ({
  engine: textOf(parameters, 'EngineModelType'),
  channels: textOf(parameters, 'ChannelNum'),
  diarized: parameters === undefined ? null : isDiarized(parameters),
});

const msOf = (element: Element, name: string): number | null => {
  const value = Number(textOf(element, name) ?? Number.NaN);
  return Number.isFinite(value) && value >= 0 ? Math.round(value) : null;
};

const wordOf = (element: Element, names: readonly [string, string, string]): Word | null => {
  const text = child(element, names[0])?.text.trim() ?? '';
  const startMs = msOf(element, names[1]);
  if (text === '' || startMs === null) return null;
  const endMs = Math.max(startMs, msOf(element, names[2]) ?? startMs);
  return { startMs, endMs, text, estimated: false };
};

// The service lists punctuation as words of their own with the times of the word before.
const joinPunctuation = (words: readonly Word[]): Word[] => {
  const joined: Word[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    if (last === undefined || !/^\p{P}+$/u.test(word.text)) joined.push(word);
    else joined[joined.length - 1] = { ...last, text: last.text + word.text };
  }
  return joined;
};

const shift = (words: readonly Word[], byMs: number): Word[] =>
  words.map((word) => ({ ...word, startMs: word.startMs + byMs, endMs: word.endMs + byMs }));

const wordsOf = (elements: readonly Element[], names: readonly [string, string, string]): Word[] =>
  joinPunctuation(elements.map((one) => wordOf(one, names)).filter((word) => word !== null));

const boundsOf = (startMs: number | null, endMs: number | null, words: readonly Word[]) => {
  const from = startMs ?? words[0]?.startMs ?? 0;
  return { startMs: from, endMs: Math.max(from, endMs ?? words.at(-1)?.endMs ?? from) };
};

const spoken = (segment: Segment): boolean => segment.text !== '' || segment.words.length > 0;

/** A sentence of normal mode: its word offsets are relative to the start of the sentence. */
const detailSegment = (element: Element): Segment => {
  const startMs = msOf(element, 'StartMs');
  const offsets = wordsOf(all(element, 'Words'), ['Word', 'OffsetStartMs', 'OffsetEndMs']);
  const words = shift(offsets, startMs ?? 0);
  const text = textOf(element, 'FinalSentence') ?? textOf(element, 'SliceSentence') ?? '';
  const speaker = textOf(element, 'SpeakerId');
  return {
    ...boundsOf(startMs, msOf(element, 'EndMs'), words),
    text,
    speaker,
    channel: null,
    words,
  };
};

// The documentation does not say whether flash word times are absolute. Absolute times lie inside
// their sentence. Times that start before it and fit after a shift are offsets.
const placeWords = (words: readonly Word[], startMs: number, endMs: number): readonly Word[] => {
  const first = words[0]?.startMs ?? startMs;
  const last = words.at(-1)?.endMs ?? startMs;
  return first < startMs && last <= endMs - startMs ? shift(words, startMs) : words;
};

const flashSegment = (element: Element, channel: number | null): Segment => {
  const given = wordsOf(all(element, 'word_list'), ['word', 'start_time', 'end_time']);
  const bounds = boundsOf(msOf(element, 'start_time'), msOf(element, 'end_time'), given);
  return {
    ...bounds,
    text: textOf(element, 'text') ?? '',
    speaker: textOf(element, 'speaker_id'),
    channel,
    words: placeWords(given, bounds.startMs, bounds.endMs),
  };
};

const flashSegments = (element: Element, audioMs: number): Segment[] => {
  const channel = msOf(element, 'channel_id');
  const sentences = all(element, 'sentence_list').map((one) => flashSegment(one, channel));
  const text = textOf(element, 'text');
  if (sentences.length > 0 || text === null) return sentences;
  return [{ startMs: 0, endMs: audioMs, text, speaker: null, channel, words: [] }];
};

/** The flat text alone as segments; without any times it is one from 0 to `audioMs`. */
export const textSegments = (result: string, audioMs: number): Segment[] =>
  readResultText(result, audioMs).map(({ number, ...line }) => ({
    ...line,
    speaker: number === null ? null : String(number),
    channel: null,
    words: [],
  }));

const segmentsOf = (result: Element): Segment[] => {
  const audioMs = Math.round(Number(textOf(result, 'AudioTime') ?? 0) * 1000) || 0;
  const detail = all(result, 'ResultDetail').map(detailSegment).filter(spoken);
  if (detail.length > 0) return detail;
  const flash = all(result, 'FlashResult').flatMap((one) => flashSegments(one, audioMs));
  if (flash.some(spoken)) return flash.filter(spoken).sort((a, b) => a.startMs - b.startMs);
  return all(result, 'Result').flatMap((one) => textSegments(one.text, audioMs));
};

/** SpeakerId is 0 for every speaker unless diarization or separate channels were requested. */
const nameSpeakers = (segments: readonly Segment[], requested: RequestedOptions): Segment[] => {
  const byChannel = requested.channels === '2';
  const several = new Set(segments.map(({ speaker }) => speaker)).size > 1;
  const distinguished = byChannel || (requested.diarized ?? several);
  return segments.map((segment) => ({
    ...segment,
    speaker: distinguished ? segment.speaker : null,
    channel:
      byChannel && /^\d+$/.test(segment.speaker ?? '') ? Number(segment.speaker) : segment.channel,
  }));
};

/**
 * The transcript of a finished job, or null when there is no result element. `parameters` is
 * the SpeechRecognition element of the same answer. A result without speech has no segments.
 */
export const readResult = (
  result: Element | undefined,
  parameters: Element | undefined,
): Transcript | null => {
  if (result === undefined) return null;
  const requested = requestedOptions(parameters);
  const segments = nameSpeakers(segmentsOf(result), requested);
  const texts = segments.map((segment) => segment.text);
  return transcriptOf(segments, languageOf(requested.engine, texts));
};
