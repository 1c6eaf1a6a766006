// Finds the language of a transcript by its script and its function words, when nobody named it.
import { languages } from '../planner/breaks/function-words.js';
import type { FunctionWords } from '../planner/breaks/word-classes.js';
import type { Transcript } from '../../transcripts/transcript.js';
import { sampleOf, scriptOf } from './script.js';

export interface FoundLanguage {
  /** BCP 47 tag, or null when too little speaks for one language. */
  readonly language: string | null;
  /** 0 to 1; 0 without a language. */
  readonly confidence: number;
}

const unknown: FoundLanguage = { language: null, confidence: 0 };

const wordsOf = (table: FunctionWords): readonly string[] =>
  [
    table.conjunctions,
    table.prepositions,
    table.determiners,
    table.bound,
    table.degree,
    table.postpositions ?? '',
  ]
    .join(' ')
    .split(' ')
    .filter((word) => word !== '');

let cached: ReadonlyMap<string, readonly string[]> | undefined;

/** The languages that have a function word, by word. */
const languagesByWord = (): ReadonlyMap<string, readonly string[]> => {
  if (cached !== undefined) return cached;
  const byWord = new Map<string, string[]>();
  for (const [language, table] of Object.entries(languages)) {
    for (const word of new Set(wordsOf(table)))
      byWord.set(word, [...(byWord.get(word) ?? []), language]);
  }
  cached = byWord;
  return byWord;
};

/** A word of one language speaks for it, a word of four languages hardly for any. */
const votesIn = (text: string): Map<string, number> => {
  const byWord = languagesByWord();
  const votes = new Map<string, number>();
  for (const [word] of text.toLowerCase().matchAll(/[\p{L}\p{M}]+(?:'\p{L}+)?/gu)) {
    const own = byWord.get(word) ?? [];
    for (const language of own) votes.set(language, (votes.get(language) ?? 0) + 1 / own.length);
  }
  return votes;
};

// Function words are about half of running speech, shared words count less. A text with fewer is in another
// language, which only borrows them: Swedish has "i" and "de", Indonesian "yang" and none of these.
const leastShare = 0.12;
const sure = 0.9;

/** The language with the most votes, surer with each vote more than the second has. */
const byFunctionWords = (text: string): FoundLanguage => {
  const [best, second] = [...votesIn(text)].sort(([, a], [, b]) => b - a);
  if (best === undefined) return unknown;
  const count = text.match(/[\p{L}\p{M}]+/gu)?.length ?? 0;
  if (best[1] < leastShare * count) return unknown;
  const confidence = 1 / (1 + Math.exp(-1.5 * (best[1] - (second?.[1] ?? 0))));
  return confidence < sure
    ? unknown
    : { language: best[0], confidence: Math.round(confidence * 100) / 100 };
};

const byScript: Readonly<Record<string, string>> = {
  han: 'zh',
  kana: 'ja',
  hangul: 'ko',
  thai: 'th',
};

/**
 * The language of the text: Chinese, Japanese, Korean and Thai by their script, others by the function words of the
 * languages that shaping has rules for. Null when the text is short, mixed, or in another language.
 */
export const findLanguage = (segments: Transcript['segments']): FoundLanguage => {
  const language = byScript[scriptOf(segments)];
  return language === undefined ? byFunctionWords(sampleOf(segments)) : { language, confidence: 1 };
};

/** The transcript with its language: the one that was named, else the one that is found, with its confidence. */
export const withLanguage = (transcript: Transcript): Transcript => {
  if (transcript.language !== null) return transcript;
  const { language, confidence } = findLanguage(transcript.segments);
  return language === null
    ? transcript
    : { ...transcript, language, languageConfidence: confidence };
};
