// Reads the result of a recognition service into a transcript. IMS documents a JSON text of
// `[{content, from, to}]` in float seconds. Real results vary more: JSON inside JSON strings, wrapper objects,
// other names, and the shapes of NLS, the engine behind IMS (`begin_time`, `end_time` in milliseconds, sentences
// and words in separate lists).
import { readPlain } from './ai-plain.js';
import { fillTimes, spansOf, type Span } from './ai-times.js';
import { isFields, jsonProblem, parseJson, type Fields } from '../../json.js';
import { transcriptOf, type Segment, type Transcript, type Word } from '../transcript.js';

/** The maximum depth of JSON inside JSON strings. The deepest known result has three levels. */
const maxUnwraps = 4;

/** Names of the list of segments, or of another wrapper around it, in the order of preference. */
const wrappers = (
  'sentences segments flashresult transcript airesult result results jobresult subtitleclips ' +
  'payload body data output'
).split(' ');
const textNames = ['content', 'text', 'sentence', 'word'];
const wordLists = ['words', 'wordlist'];

/** The fields with names in lower case without underscores, so that BeginTime equals begin_time. */
const plainNames = (value: Fields): Fields =>
  Object.fromEntries(
    Object.entries(value).map(([k, v]) => [k.replaceAll('_', '').toLowerCase(), v]),
  );

/** True for the beginning of JSON as services write it, false for speech that begins with a bracket or a quote. */
const looksLikeJson = (text: string): boolean =>
  /^"?(?:\[\s*)*(?:\{\s*\\?"|(?<=\[\s*)\\?")/.test(text);

/** True for a text that is meant as JSON but cannot be parsed: truncated, or nested too deeply. */
const isBrokenJson = (text: string): boolean => looksLikeJson(text) || /^[[{]{50}/.test(text);

/** Parses JSON inside JSON strings. Null for empty text and for truncated JSON; plain text is not changed. */
const unwrap = (value: unknown): unknown => {
  let current = value;
  for (let level = 0; level < maxUnwraps && typeof current === 'string'; level++) {
    const text = current.replace(/^\uFEFF/, '').trim();
    if (text === '' || text === 'null') return null;
    if (!/^[[{"]/.test(text)) return text;
    try {
      current = parseJson(text);
    } catch {
      return isBrokenJson(text) ? null : text;
    }
  }
  return current;
};

const textOf = (fields: Fields): string => {
  const name = textNames.find((n) => typeof fields[n] === 'string' && fields[n].trim() !== '');
  return name === undefined ? '' : String(fields[name]).trim();
};

const speakerOf = (fields: Fields): string | null => {
  const value = fields['speaker'] ?? fields['speakerid'] ?? fields['speakername'];
  return (typeof value === 'string' && value !== '') || typeof value === 'number'
    ? String(value)
    : null;
};

const channelOf = (fields: Fields): number | null => {
  const value = fields['channel'] ?? fields['channelid'];
  const channel = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof channel === 'number' && Number.isInteger(channel) ? channel : null;
};

const listOf = (value: unknown): readonly Fields[] => {
  const list = unwrap(value);
  return Array.isArray(list) ? list.map(unwrap).filter(isFields).map(plainNames) : [];
};

/** The words of a list. Empty when no word has a time: then they add nothing to the text. */
const readWords = (list: readonly Fields[], within: Span | null): readonly Word[] => {
  const spans = spansOf(list);
  if (spans.every((s) => s.startMs === null && s.endMs === null)) return [];
  return fillTimes(spans, within).flatMap((span, i) => {
    const fields = list[i] ?? {};
    const punctuation = typeof fields['punc'] === 'string' ? fields['punc'].trim() : '';
    const text = textOf(fields) + punctuation;
    const estimated = fields['estimated'] === true || !span.measured;
    return text === '' ? [] : [{ startMs: span.startMs, endMs: span.endMs, text, estimated }];
  });
};

/** Joins words with spaces, or without in scripts that have none. */
const joinWords = (words: readonly Word[]): string =>
  words.reduce((text, { text: word }) => {
    const isUnspaced = text === '' || /\p{sc=Han}$|\p{sc=Hiragana}$|\p{sc=Katakana}$/u.test(text);
    return isUnspaced ? text + word : `${text} ${word}`;
  }, '');

const readSegments = (items: readonly unknown[]): readonly Segment[] => {
  const list = items
    .map(unwrap)
    .flatMap((item) => (isFields(item) ? [plainNames(item)] : [{ content: plainText(item) }]));
  return fillTimes(spansOf(list), null).flatMap((span, i) => {
    const fields: Fields = list[i] ?? {};
    const lists = wordLists.map((name) => listOf(fields[name])).find((words) => words.length > 0);
    const words = readWords(lists ?? [], span);
    const text = textOf(fields) || joinWords(words);
    if (text === '') return [];
    const startMs = span.timed ? span.startMs : (words[0]?.startMs ?? span.startMs);
    const endMs = span.timed ? span.endMs : (words.at(-1)?.endMs ?? span.endMs);
    return [
      { startMs, endMs, text, speaker: speakerOf(fields), channel: channelOf(fields), words },
    ];
  });
};

const plainText = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** NLS lists the words separately from the sentences. A word belongs to the sentence of its channel at its middle. */
const assignWords = (segments: readonly Segment[], list: readonly Fields[]): readonly Segment[] => {
  if (list.length === 0 || segments.some((s) => s.words.length > 0)) return segments;
  const assigned: Word[][] = segments.map(() => []);
  for (const channel of new Set(list.map(channelOf))) {
    for (const word of readWords(
      list.filter((item) => channelOf(item) === channel),
      null,
    )) {
      const middle = (word.startMs + word.endMs) / 2;
      const index = segments.findIndex(
        (s) => s.startMs <= middle && middle <= s.endMs && (channel ?? s.channel) === s.channel,
      );
      assigned[index]?.push(word);
    }
  }
  return segments.map((segment, i) => ({ ...segment, words: assigned[i] ?? [] }));
};

const readObject = (value: Fields, depth: number): Transcript | null => {
  const fields = plainNames(value);
  const language = typeof fields['language'] === 'string' ? fields['language'] : null;
  for (const name of wrappers) {
    const inner = unwrap(fields[name]);
    if (
      inner === null ||
      inner === undefined ||
      (typeof inner === 'string' && textOf(fields) !== '')
    )
      continue;
    const found = read(inner, depth + 1);
    if (found === null) continue;
    const words = wordLists.flatMap((list) => listOf(fields[list]));
    return transcriptOf(assignWords(found.segments, words), found.language ?? language);
  }
  const segments = readSegments([value]);
  return segments.length === 0 ? null : transcriptOf(segments, language);
};

/** The language that every segment of a list names; null when they differ or name none. */
const commonLanguage = (items: readonly unknown[]): string | null => {
  const found = new Set(items.map((item) => (isFields(item) ? item['language'] : null)));
  const [language] = found;
  return found.size === 1 && typeof language === 'string' && language !== '' ? language : null;
};

const read = (value: unknown, depth: number): Transcript | null => {
  const inner = unwrap(value);
  if (typeof inner === 'string') return transcriptOf(readSegments([inner]));
  if (Array.isArray(inner)) {
    const segments = readPlain(inner) ?? readSegments(inner);
    if (segments.length === 0 && inner.length > 0) return null;
    return transcriptOf(segments, commonLanguage(inner));
  }
  // Known services use at most three wrappers. The limit stops the recursion for hostile input.
  return isFields(inner) && depth < 6 ? readObject(inner, depth) : null;
};

/**
 * The recognition result of a service as a transcript, or null when it contains none (missing, empty text, `{}`,
 * truncated JSON). An empty list is a transcript without segments: the service found no speech. Text without times
 * becomes segments at 0–0 ms, in the order of the service. Never throws. Sources of names and nesting: the
 * GetSmartHandleJob page, the result page of NLS recording recognition, and public clients of both.
 */
export const readAiResult = (value: unknown): Transcript | null => read(value, 0);

/**
 * Why a result that is a text has no transcript: its JSON is truncated or nested too deeply. Null for any other
 * value. The words continue a sentence such as "the result cannot be read:".
 */
export const aiResultProblem = (value: unknown): string | null => {
  if (typeof value !== 'string') return null;
  const text = value.trim();
  return isBrokenJson(text) ? jsonProblem(text) : null;
};
