// Closing marks that an engine put on the wrong side of a segment's edge: it cut at "?" and left the
// quote behind.
import type { Segment, Word } from '../../transcripts/transcript.js';

// An ASCII quote, an apostrophe or » may open, so they must stand alone; the others can only close.
const stray = /^\s*((?:["'’»](?=\s|$)|["'’»]?[”)\]}」』）】》〉〕｝])+)\s*/;

/** The words without the marks they begin with. */
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

const isSameVoice = (a: Segment, b: Segment): boolean =>
  a.speaker === b.speaker && a.channel === b.channel;

/**
 * Closing quotes and brackets at the start of a segment stand at the end of the one before, where the
 * same voice has it. Nothing is lost; a segment of nothing else goes. Linear.
 */
export const moveClosingMarks = (segments: readonly Segment[]): readonly Segment[] => {
  const mended: Segment[] = [];
  for (const segment of segments) {
    const found = stray.exec(segment.text);
    const before = mended.at(-1);
    const marks = found?.[1];
    if (marks === undefined || before === undefined || !isSameVoice(before, segment)) {
      mended.push(segment);
      continue;
    }
    const text = segment.text.slice((found as RegExpExecArray)[0].length);
    mended[mended.length - 1] = { ...before, text: before.text.trimEnd() + marks };
    if (text === '') continue;
    const words = wordsWithout(segment.words, marks);
    mended.push({ ...segment, text, words, startMs: words[0]?.startMs ?? segment.startMs });
  }
  return mended;
};
