// Finds repetitions: speech engines sometimes write the same phrase many times. They are reported and kept.
import type { Segment } from '../../transcripts/transcript.js';

// People say "no, no, no", so only longer runs count as recognition errors.
const sameSegments = 4;
const sameWords = 8;
const samePhrases = 4;
const longestPhrase = 8;

const isDense = (code: number): boolean => code >= 0x3040 && code <= 0x9fff;

/** True between words: ASCII without letters and digits, Latin-1 signs, general, CJK and full-width punctuation. */
const isBetween = (code: number): boolean =>
  code < 0x80
    ? !((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a))
    : code <= 0xbf ||
      (code >= 0x2000 && code <= 0x206f) ||
      (code >= 0x3000 && code <= 0x303f) ||
      (code >= 0xff00 && code <= 0xff0f) ||
      (code >= 0xff1a && code <= 0xff20);

/**
 * A number for each word, and for each Han character and kana. Words that differ only in case or punctuation have
 * the same number. Numbers, not strings, because a long programme has a million words.
 */
const wordNumbers = (text: string): number[] => {
  const numbers: number[] = [];
  const folded = text.toLowerCase();
  let word = 0;
  for (let i = 0; i < folded.length; i += 1) {
    const code = folded.charCodeAt(i);
    const dense = isDense(code);
    if (!dense && !isBetween(code)) {
      // FNV-1a hash; 0 means "no word".
      word = Math.imul((word === 0 ? 0x811c9dc5 : word) ^ code, 0x01000193) || 1;
      continue;
    }
    if (word !== 0) numbers.push(word);
    if (dense) numbers.push(code);
    word = 0;
  }
  if (word !== 0) numbers.push(word);
  return numbers;
};

/** True when a phrase of up to eight words (or Han characters) repeats without interruption. Linear. */
export const hasRepetition = (text: string): boolean => {
  const words = wordNumbers(text);
  for (let period = 1; period <= longestPhrase; period += 1) {
    const enough = period * ((period === 1 ? sameWords : samePhrases) - 1);
    if (words.length < enough + period) return false;
    let run = 0;
    for (let i = period; i < words.length; i += 1) {
      run = words[i] === words[i - period] ? run + 1 : 0;
      if (run >= enough) return true;
    }
  }
  return false;
};

/** Indices of the segments with a repetition, and of the first of four or more equal segments. */
export const repeatedSegments = (segments: readonly Segment[]): number[] => {
  const found: number[] = [];
  let previous = '';
  let run = 1;
  for (const [i, { text }] of segments.entries()) {
    run = text !== '' && text === previous ? run + 1 : 1;
    previous = text;
    if (run === sameSegments) found.push(i - sameSegments + 1);
    else if (run === 1 && hasRepetition(text)) found.push(i);
  }
  return found;
};
