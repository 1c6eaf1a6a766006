// A cue cut where its words start, for the formats that can highlight each word.
import type { Cue } from '../../subtitles/cue.js';

/** Text from the start of one word up to the next, and the word's times; null times before the first word. */
export interface Piece {
  readonly text: string;
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/**
 * The pieces of each line; joined, they are the line. Spaces and marks belong to the word before them.
 * Null if the cue has no words, or if they are not the words of its lines: such a cue cannot be highlighted.
 */
export const piecesOf = (cue: Cue): readonly (readonly Piece[])[] | null => {
  if (cue.words.length === 0) return null;
  const found = cue.lines.map((): { at: number; startMs: number; endMs: number }[] => []);
  const reached = cue.lines.map(() => 0);
  for (const { text, line, startMs, endMs } of cue.words) {
    const at = cue.lines[line]?.indexOf(text, reached[line]) ?? -1;
    if (at === -1) return null;
    found[line]?.push({ at, startMs, endMs });
    reached[line] = at + text.length;
  }
  return cue.lines.map((line, index) => cut(line, found[index] ?? []));
};

const cut = (
  line: string,
  words: readonly { at: number; startMs: number; endMs: number }[],
): readonly Piece[] => {
  const first = words[0]?.at ?? line.length;
  const pieces: Piece[] = words.map((word, i) => ({
    text: line.slice(word.at, words[i + 1]?.at ?? line.length),
    startMs: word.startMs,
    endMs: word.endMs,
  }));
  return first === 0
    ? pieces
    : [{ text: line.slice(0, first), startMs: null, endMs: null }, ...pieces];
};
