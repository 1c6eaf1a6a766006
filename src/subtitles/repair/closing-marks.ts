// Moves closing quotes and brackets from the start of a segment to the end of the segment before it. Some
// engines split at "?" and leave the quote in the next segment.
import type { Segment, Word } from '../../transcripts/transcript.js';

// An ASCII quote, an apostrophe or » may also open a quotation, so it counts only before a space or at the end.
// The other marks always close.
const leadingMarks = /^\s*((?:["'’»](?=\s|$)|["'’»]?[”)\]}」』）】》〉〕｝])+)\s*/;

/** The words without the marks at their beginning. */
const wordsWithout = (words: readonly Word[], marks: string): readonly Word[] => {
  let left = marks;
  for (const [i, word] of words.entries()) {
    const text = word.text.trim();
    if (left !== '' && text !== '' && left.startsWith(text)) left = left.slice(text.length);
    else if (left !== '' && text.startsWith(left))
      return [{ ...word, text: text.slice(left.length) }, ...words.slice(i + 1)];
    else return words.slice(i);
  }
  return [];
};

const isSameSpeaker = (a: Segment, b: Segment): boolean =>
  a.speaker === b.speaker && a.channel === b.channel;

/**
 * The segments with leading closing marks moved to the segment before, when both have the same speaker. No mark
 * is lost; a segment without other text is removed. Linear.
 */
export const moveClosingMarks = (segments: readonly Segment[]): readonly Segment[] => {
  const result: Segment[] = [];
  for (const segment of segments) {
    const found = leadingMarks.exec(segment.text);
    const before = result.at(-1);
    const marks = found?.[1];
    if (marks === undefined || before === undefined || !isSameSpeaker(before, segment)) {
      result.push(segment);
      continue;
    }
    const text = segment.text.slice((found as RegExpExecArray)[0].length);
    result[result.length - 1] = { ...before, text: before.text.trimEnd() + marks };
    if (text === '') continue;
    const words = wordsWithout(segment.words, marks);
    result.push({ ...segment, text, words, startMs: words[0]?.startMs ?? segment.startMs });
  }
  return result;
};
