// Speech engines fall into loops: the same phrase over and over. Found here, told to the user, never cut.
import type { Segment } from '../jobs/transcript.js';

// People do say "no, no, no": only longer runs are an engine's.
const sameSegments = 4;
const sameWords = 8;
const samePhrases = 4;
const longestPhrase = 8;

const fold = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim();

/** Whether a text can hold `sameWords` words at all; spares short ones the folding. */
const mayBeLong = (text: string): boolean => {
  let most = 1;
  for (let i = 0; i < text.length && most < sameWords; i += 1) {
    const code = text.charCodeAt(i);
    // Only white space, punctuation and dense script part words: letters from "A" up to Latin Extended do not.
    if (code < 0x41 || code > 0x24f) most += 1;
  }
  return most >= sameWords;
};

/** True when a phrase of up to eight words (or Han characters) repeats without a break. Linear. */
export function hasLoop(text: string): boolean {
  if (!mayBeLong(text)) return false;
  const words = fold(text).match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu,
  );
  if (words === null || words.length < sameWords) return false;
  for (let period = 1; period <= longestPhrase; period += 1) {
    const enough = period * ((period === 1 ? sameWords : samePhrases) - 1);
    let run = 0;
    for (let i = period; i < words.length; i += 1) {
      run = words[i] === words[i - period] ? run + 1 : 0;
      if (run >= enough) return true;
    }
  }
  return false;
}

/** Indices of the segments that loop in themselves, or begin a run of four or more alike. */
export function loopsIn(segments: readonly Segment[]): number[] {
  const found: number[] = [];
  let previous = '';
  let run = 1;
  for (const [i, { text }] of segments.entries()) {
    run = text !== '' && text === previous ? run + 1 : 1;
    previous = text;
    if (run === sameSegments) found.push(i - sameSegments + 1);
    else if (run === 1 && hasLoop(text)) found.push(i);
  }
  return found;
}
