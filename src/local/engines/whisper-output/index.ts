// Reads what whisper.cpp writes into segments.
import type { LocalSegment } from '../../jobs/job.js';
import { readDocument, textOfBytes, type WhisperDocument } from './document.js';
import { heardSegments, type Loudness } from './noise.js';
import { wordsOfPiece } from './words.js';

export interface WhisperResult {
  readonly segments: readonly LocalSegment[];
  /** ISO 639-1; null when it is unknown. */
  readonly language: string | null;
  /** How many segments were left out: marks, loops, and what lies in silence. */
  readonly dropped: number;
}

/** The speaker of each piece: its channel, or 0 and 1 in turn where the model hears turns. */
const speakersOf = ({ pieces }: WhisperDocument): readonly (string | null)[] => {
  const hasTurns = pieces.some(({ turns }) => turns);
  let turn = 0;
  return pieces.map(({ speaker, turns }) => {
    const own = speaker ?? (hasTurns ? String(turn % 2) : null);
    if (turns) turn += 1;
    return own;
  });
};

/** A model for turns writes its mark into the text. */
const withoutTurnMark = (text: string): string => text.replaceAll(/\[SPEAKER_TURN\]/g, '').trim();

/** The segments of a result file. Throws SyntaxError when it is not JSON. */
export const readWhisper = (file: Buffer, loudness: Loudness): WhisperResult => {
  const document = readDocument(file);
  const { language, pieces } = document;
  const speakers = speakersOf(document);
  const all = pieces.flatMap((piece, index): LocalSegment[] => {
    const text = withoutTurnMark(textOfBytes(piece.bytes));
    if (text === '') return [];
    const { startMs, endMs } = piece;
    const words = wordsOfPiece(piece, text, language);
    const speaker = speakers[index] ?? null;
    return [{ startMs, endMs, text, words, ...(speaker !== null && { speaker }) }];
  });
  const segments = heardSegments(all, loudness);
  return { segments, language, dropped: all.length - segments.length };
};

/** The share in a progress line on standard error (`-pp`), 0 to 1; null for other lines. */
export const shareOfWhisper = (line: string): number | null => {
  const found = /progress\s*=\s*(\d{1,3})%/.exec(line);
  return found === null ? null : Math.min(1, Number(found[1]) / 100);
};
