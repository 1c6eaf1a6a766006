// Sentence and clause ends: what the punctuation at the end of a token says about a break after it.
import { breakWeights as cost } from '../weights.js';

const closers = /(?<!["'”’»)\]}」』）】》〉])["'”’»)\]}」』）】》〉]+$/;
const openers = /^["'“‘«([{¿¡„‚「『（【《〈<-]+/;
const edges = /^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}\p{M}])[^\p{L}\p{N}\p{M}]+$/gu;
const simpleWord = /^[a-z']+$/;
/** "J.", "U.S.", "z.", "e.g.": letters with a full stop after each. */
const initials = /^(?:\p{L}\p{M}*\.)+$/u;
const capital = /^\p{Lu}/u;
/** "3." before a word is an ordinal in these languages, unless the next sentence begins with a function word. */
const ordinal = /^\d{1,4}\.$/;

/** What a language says about full stops. */
export interface StopRules {
  /** Abbreviations whose full stop ends no sentence. */
  readonly titles: ReadonlySet<string>;
  /** The language writes ordinals with a full stop. */
  readonly ordinals: boolean;
  /** Words that begin sentences but do not follow an ordinal. */
  readonly isFunctionWord: (word: string) => boolean;
}

/** The token in lower case without the punctuation around it. */
export const bareWord = (token: string): string => {
  const word = token.replace('’', "'").toLowerCase();
  return simpleWord.test(word) ? word : word.replace(edges, '');
};

/** The token without opening quotes and brackets. */
export const withoutOpeners = (token: string): string => token.replace(openers, '');

/** The last character that is not a closing quote or bracket, or '' when the token ends with a letter. */
const endMark = (token: string): string => {
  const last = token.charCodeAt(token.length - 1);
  if ((last >= 97 && last <= 122) || (last >= 0x4e00 && last <= 0x9fff)) return '';
  const inner = token.replace(closers, '');
  return inner.slice(-1);
};

/** True for a token whose full stop belongs to an abbreviation, an initial or an ordinal before `after`. */
const isAbbreviated = (rules: StopRules, before: string, after: string): boolean => {
  const token = withoutOpeners(before);
  if (rules.titles.has(bareWord(token))) return true;
  if (ordinal.test(token))
    return rules.ordinals && !rules.isFunctionWord(bareWord(after)) && /^\p{L}/u.test(after);
  // "U.S. The" may be a new sentence, but "J. R. R. Tolkien" and "z. B. ein" are not.
  return initials.test(token);
};

/** True when a sentence ends after `before`. */
export const endsSentence = (rules: StopRules, before: string, after: string | null): boolean => {
  const mark = endMark(before);
  if (mark === '' || !'.!?…。！？．｡؟।'.includes(mark)) return false;
  if (mark !== '.' && mark !== '…') return true;
  if (after === null) return true;
  if (mark === '.' && isAbbreviated(rules, before, after)) {
    const startsAnew = /^(?:\p{Lu}\.){2,}$/u.test(before) && rules.isFunctionWord(bareWord(after));
    return startsAnew && capital.test(withoutOpeners(after));
  }
  // "well... maybe": dots before a lower-case letter do not end the sentence.
  return !/^\p{Ll}/u.test(withoutOpeners(after));
};

/** Break cost from the punctuation at the end of the first token, or null when it ends without any. */
export const markCost = (rules: StopRules, before: string, after: string): number | null => {
  const mark = endMark(before);
  if (mark === '') return null;
  if (endsSentence(rules, before, after)) return cost.sentence;
  if (';:；：—–⸺'.includes(mark) || before.endsWith('--')) return cost.clause;
  if (',，،'.includes(mark)) return cost.comma;
  if ('、､'.includes(mark)) return cost.enumeration;
  if (mark === '…') return cost.comma;
  if (mark !== '.') return null;
  if (before.endsWith('..')) return cost.comma;
  // "the U.S. government": a break after a longer abbreviation is as good as between two words.
  const isLong = /^(?:\p{Lu}\.){2,}$/u.test(before) && !capital.test(after);
  return cost.plain + (isLong ? cost.besideNumber : cost.afterTitle);
};
