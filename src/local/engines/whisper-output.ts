// Reads whisper.cpp's output with `-ojf` (output_json, full) into segments.
import type { LocalSegment, LocalWord } from '../jobs/job.js';

interface Offsets {
  readonly from: number;
  readonly to: number;
}

interface Token {
  readonly text: string;
  readonly offsets?: Offsets;
  readonly p?: number;
}

interface Piece {
  readonly text: string;
  readonly offsets: Offsets;
  readonly tokens?: readonly Token[];
}

// `[_BEG_]`, `[_TT_150]`: the model's own marks.
const isMark = (text: string): boolean => /^\[_.*\]$/.test(text);

interface Growing {
  text: string;
  startMs: number;
  endMs: number;
  confidence: number | null;
}

/** A token that begins with a space starts a word; the others continue it. */
const wordsOf = (tokens: readonly Token[]): readonly LocalWord[] => {
  const words: Growing[] = [];
  for (const token of tokens) {
    if (isMark(token.text) || token.offsets === undefined || token.text === '') continue;
    const last = words.at(-1);
    const { from, to } = token.offsets;
    const confidence = token.p ?? null;
    if (last === undefined || token.text.startsWith(' ')) {
      words.push({ text: token.text.trim(), startMs: from, endMs: to, confidence });
    } else {
      last.text += token.text;
      last.endMs = Math.max(last.endMs, to);
      if (confidence !== null) last.confidence = Math.min(last.confidence ?? 1, confidence);
    }
  }
  return words.filter((word) => word.text !== '');
};

const isPiece = (value: unknown): value is Piece => {
  const piece = value as Partial<Piece> | null;
  return typeof piece?.text === 'string' && typeof piece.offsets?.from === 'number';
};

/**
 * `{ transcription: [{ text, offsets: { from, to }, tokens: [{ text, offsets, p }] }] }`, offsets
 * in milliseconds (whisper.cpp examples/cli). Throws SyntaxError when it is not JSON.
 */
export const segmentsOfWhisper = (json: string): readonly LocalSegment[] => {
  const value = JSON.parse(json) as { transcription?: unknown } | null;
  const pieces = Array.isArray(value?.transcription) ? value.transcription.filter(isPiece) : [];
  return pieces.flatMap((piece) => {
    const text = piece.text.trim();
    // `[BLANK_AUDIO]`, `(music)`: sounds that are not words.
    if (text === '' || /^[[(][^\])]*[\])]$/.test(text)) return [];
    const words = wordsOf(piece.tokens ?? []);
    return [{ startMs: piece.offsets.from, endMs: piece.offsets.to, text, words }];
  });
};

/** The share in a progress line on standard error (`-pp`), 0 to 1; null for other lines. */
export const shareOfWhisper = (line: string): number | null => {
  const found = /progress\s*=\s*(\d{1,3})%/.exec(line);
  return found === null ? null : Math.min(1, Number(found[1]) / 100);
};
