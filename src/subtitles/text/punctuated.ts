// Finds out whether a transcript has punctuation: several engines answer without any.
import type { Segment } from '../../transcripts/transcript.js';
import { sampleOf } from './script.js';

const sentenceMarks =
  /[.?!。？！؟।](?=["'”’»)\]」』）]*(?:\s|$|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]))/gu;
const letters = /[\p{L}\p{N}]/gu;

// People end a sentence after 30 to 100 letters. Text with one mark for more than 400 has none that helps.
const mostLetters = 400;

/** True when a sample of the text has almost no mark that ends a sentence. */
export const isUnpunctuated = (segments: readonly Pick<Segment, 'text'>[]): boolean => {
  const text = sampleOf(segments);
  const count = text.match(letters)?.length ?? 0;
  return (text.match(sentenceMarks)?.length ?? 0) * mostLetters < count;
};
