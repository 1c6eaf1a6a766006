// Sentence and clause ends: what the punctuation at the end of a token says about a break after it.
import { breakWeights as cost } from '../weights.js';

const closers = /(?<!["'”’»)\]}」』）】》〉])["'”’»)\]}」』）】》〉]+$/;
const openers = /^["'“‘«([{¿¡„‚「『（【《〈<-]+/;
const edges = /^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;
const simpleWord = /^[a-z']+$/;
const initials = /^(?:\p{Lu}\.)+$/u;

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

/** True when a sentence ends after `before`. `titles` are abbreviations whose full stop ends no sentence. */
export const endsSentence = (
  titles: ReadonlySet<string>,
  before: string,
  after: string | null,
): boolean => {
  const mark = endMark(before);
  if (mark === '' || !'.!?…。！？．｡؟।'.includes(mark)) return false;
  if (mark !== '.' && mark !== '…') return true;
  if (mark === '.' && (initials.test(before) || titles.has(bareWord(before))))
    return after === null;
  // "well... maybe": dots before a lower-case letter do not end the sentence.
  return after === null || !/^\p{Ll}/u.test(withoutOpeners(after));
};

/** Break cost from the punctuation at the end of the first token, or null when it ends without any. */
export const markCost = (
  titles: ReadonlySet<string>,
  before: string,
  after: string,
): number | null => {
  const mark = endMark(before);
  if (mark === '') return null;
  if (endsSentence(titles, before, after)) return cost.sentence;
  if (';:；：—–⸺'.includes(mark) || before.endsWith('--')) return cost.clause;
  if (',，،'.includes(mark)) return cost.comma;
  if ('、､'.includes(mark)) return cost.enumeration;
  if ('.…'.includes(mark)) {
    return titles.has(bareWord(before)) ? cost.plain + cost.afterTitle : cost.comma;
  }
  return null;
};
