// The cost of a line break or cue end between two tokens. 0 is the end of a sentence.
import { languages } from './function-words.js';
import { bareWord, endsSentence, markCost, withoutOpeners, type StopRules } from './punctuation.js';
import { endsPolitely } from './japanese.js';
import { hasDense } from '../tokens.js';
import { unspacedCost } from './unspaced-scripts.js';
import type { FunctionWords } from './word-classes.js';
import { breakWeights as cost } from '../weights.js';

export interface BreakCosts {
  /** Cost of a break between two neighbouring tokens; `space` is true when white space separates them. */
  readonly cost: (before: string, after: string, space: boolean) => number;
  readonly endsSentence: (before: string, after: string | null) => boolean;
}

const wordClasses = ['conjunctions', 'prepositions', 'determiners', 'bound', 'degree'] as const;
type WordClass = (typeof wordClasses)[number];

const classCost: Record<WordClass, number> = {
  conjunctions: cost.afterConjunction,
  prepositions: cost.afterPreposition,
  determiners: cost.afterDeterminer,
  bound: cost.afterBound,
  degree: cost.afterDegree,
};

/** Costs of one language, by word: added before and after it. */
interface WordCosts {
  readonly before: ReadonlyMap<string, number>;
  readonly after: ReadonlyMap<string, number>;
  readonly stops: StopRules;
}

/** German, Czech, Polish, Turkish and their neighbours write "3." for the third. */
const ordinalLanguages = new Set([
  'de',
  'cs',
  'pl',
  'tr',
  'sk',
  'sl',
  'hr',
  'hu',
  'fi',
  'da',
  'nb',
]);

const listOf = (words: string): string[] => words.split(' ').filter((word) => word !== '');

const wordCostsOf = (words: FunctionWords | undefined, ordinals: boolean): WordCosts => {
  const before = new Map<string, number>();
  const after = new Map<string, number>();
  const stops: StopRules = {
    titles: new Set(listOf(words?.titles ?? '')),
    ordinals,
    isFunctionWord: (word) => before.has(word) || after.has(word),
  };
  if (words === undefined) return { before, after, stops };
  for (const word of listOf(words.prepositions)) before.set(word, cost.beforePreposition);
  for (const word of listOf(words.conjunctions)) before.set(word, cost.beforeConjunction);
  for (const word of listOf(words.postpositions ?? ''))
    before.set(word, cost.plain + cost.beforeParticle);
  for (const name of wordClasses) {
    for (const word of listOf(words[name])) {
      after.set(word, Math.max(classCost[name], after.get(word) ?? 0));
    }
  }
  return { before, after, stops };
};

const cached = new Map<string, WordCosts>();

/** The word costs of a language; a language without an entry has only punctuation. */
const wordCostsFor = (key: string): WordCosts => {
  let costs = cached.get(key);
  if (costs === undefined) {
    costs = wordCostsOf(languages[key], ordinalLanguages.has(key));
    cached.set(key, costs);
  }
  return costs;
};

const bracket = /^[([{（]/;
const marks = /^\p{P}+|(?<!\p{P})\p{P}+$/gu;
const capital = /^\p{Lu}/u;
const digit = /\d/;
const numberEnd = /\d$/;
/** Units and signs after a number, and what "No." and "№" stand before. */
const unit =
  /^(?:%|‰|°[CF]?|[kcmµnM]?m[²³]?|k?g|mg|[KMGT]i?B|[kMGT]?bps|[kMG]?Hz|[kM]?W|[kM]?Wh|m?s|min|h|fps|px|dpi|[ap]\.?m\.?|AM|PM|€|\$|£|¥|USD|EUR|percent|Prozent|Uhr|km\/h|mph|млн|млрд|тыс|руб|грн|%\)?)[.,;:!?)]*$/u;

const isName = (token: string): boolean => capital.test(withoutOpeners(token));

/** A closing mark that is a token of its own belongs to the word before it, an opening one to the word after it. */
const loneMarkCost = (before: string, after: string): number =>
  /^[\p{Pe}\p{Pf}\p{Po}]+$/u.test(after) || /^[\p{Ps}\p{Pi}]+$/u.test(before) ? cost.loneMark : 0;

/** French and Italian words lose a vowel before another vowel: "qu'il" counts as "qu'" at its start. */
const beforeWord = (costs: WordCosts, word: string): number =>
  costs.before.get(word) ?? costs.before.get(word.slice(0, word.indexOf("'") + 1)) ?? cost.plain;

const spacedCost = (costs: WordCosts, before: string, after: string): number => {
  const marked = markCost(costs.stops, before, after);
  if (marked !== null) return marked;
  const left = bareWord(before);
  const right = bareWord(after);
  let sum = bracket.test(after) ? cost.comma : beforeWord(costs, right);
  sum += costs.after.get(left) ?? costs.after.get(left.slice(left.lastIndexOf("'") + 1)) ?? 0;
  if (isName(before) && isName(after) && left !== 'i' && right !== 'i' && !right.startsWith("i'")) {
    sum += cost.insideName;
  }
  if (left === '' || right === '') sum += loneMarkCost(before, after);
  if (unit.test(after) && numberEnd.test(before)) sum += cost.afterTitle;
  else if (digit.test(before) || digit.test(after)) sum += cost.besideNumber;
  return sum;
};

const denseCost = (costs: WordCosts, before: string, after: string, space: boolean): number => {
  const marked = markCost(costs.stops, before, after);
  if (marked !== null) return marked;
  if (endsPolitely(before, after)) return cost.sentence;
  if (space && hasDense(before) && hasDense(after)) return cost.phraseSpace;
  // "了，" is 了: punctuation that stays with a word says nothing about the break before it.
  return unspacedCost(before, after.replace(marks, ''));
};

const unspacedLanguages = new Set(['zh', 'yue', 'cmn', 'ja', 'th']);

/**
 * The break costs of a language (BCP 47 tag). Latin words in a text of another script count as English, and so
 * do all words when the language is null.
 */
export const breakCostsFor = (language: string | null): BreakCosts => {
  const tag = (language ?? 'en').toLowerCase().split('-')[0] as string;
  const costs = wordCostsFor(unspacedLanguages.has(tag) ? 'en' : tag);
  return {
    cost: (before, after, space) =>
      hasDense(before) || hasDense(after)
        ? denseCost(costs, before, after, space)
        : spacedCost(costs, before, after),
    endsSentence: (before, after) =>
      endsSentence(costs.stops, before, after) || endsPolitely(before, after),
  };
};
