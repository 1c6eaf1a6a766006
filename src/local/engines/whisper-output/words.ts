// The words of a segment: pieces of its own text, with the times of the tokens that cover them. Tokens are parts of
// words where a script writes blanks, and words or halves of characters where it does not.
import type { LocalWord } from '../../jobs/job.js';
import { textOfBytes, type WhisperPiece, type WhisperToken } from './document.js';

const unspaced =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;
const spoken = /[\p{L}\p{N}]/u;
const opening = /^[\p{Ps}\p{Pi}¿¡]+$/u;

const parts = (chunk: string, segmenter: Intl.Segmenter): readonly string[] =>
  unspaced.test(chunk) ? [...segmenter.segment(chunk)].map(({ segment }) => segment) : [chunk];

/** A piece of the text, and where in it. Punctuation belongs to the word before, opening punctuation to the next. */
interface TextPiece {
  text: string;
  at: number;
}

const piecesOf = (text: string, language: string | null): readonly TextPiece[] => {
  const segmenter = new Intl.Segmenter(language ?? undefined, { granularity: 'word' });
  const pieces: TextPiece[] = [];
  let open: TextPiece | null = null;
  for (const { 0: chunk, index } of text.matchAll(/\S+/g)) {
    let at = index;
    for (const part of parts(chunk, segmenter)) {
      const last = pieces.at(-1);
      if (spoken.test(part)) {
        const from: number = open?.at ?? at;
        pieces.push({ text: text.slice(from, at + part.length), at: from });
        open = null;
      } else if (last === undefined || opening.test(part)) open ??= { text: part, at };
      else last.text = text.slice(last.at, at + part.length);
      at += part.length;
    }
  }
  return pieces;
};

interface Placed {
  readonly start: number;
  readonly end: number;
  readonly from: number;
  readonly to: number;
  readonly p: number | null;
}

/** Without ASCII blanks. Not `trim`: it takes the byte A0, the second half of `à`, for a blank. */
const trimmed = (bytes: string): string =>
  bytes.replaceAll(/^[ \t\r\n]+|(?<![ \t\r\n])[ \t\r\n]+$/g, '');

/** How far a token may lie from where it is expected, in bytes: some builds trim blanks. */
const reach = 64;

/** The start of each token in the bytes of its segment; null for one that is not in it. */
const placesOf = ({ bytes, tokens }: WhisperPiece): readonly (number | null)[] => {
  let next = 0;
  return tokens.map((token) => {
    const wanted = trimmed(token.bytes);
    const at = bytes.startsWith(token.bytes, next)
      ? next
      : next + bytes.slice(next, next + reach + wanted.length).indexOf(wanted);
    if (at < next) return null;
    next = at + (at === next ? token.bytes.length : wanted.length);
    return at;
  });
};

/** A token by time warping ends where the next one begins, at most this long after it began without own times. */
const longestMs = 1_000;

const spanOf = (token: WhisperToken, next: WhisperToken | undefined): [number, number] | null => {
  const { from, to, dtwMs } = token;
  if (dtwMs === null) return from === null || to === null ? null : [from, to];
  const length = from === null || to === null || to <= from ? longestMs : to - from;
  return [dtwMs, Math.min(next?.dtwMs ?? Infinity, dtwMs + length)];
};

/** The tokens that are heard, with their times; punctuation has none of its own. */
const placedTokens = (piece: WhisperPiece): readonly Placed[] => {
  const places = placesOf(piece);
  return piece.tokens.flatMap((token, index) => {
    const at = places[index] ?? null;
    const span = spanOf(token, piece.tokens[index + 1]);
    // A half of a character is not punctuation: U+FFFD stands for a part of a letter.
    const text = Buffer.from(token.bytes, 'latin1').toString('utf8');
    if (at === null || span === null || !/[\p{L}\p{N}\uFFFD]/u.test(text)) return [];
    const blanks = token.bytes.length - token.bytes.replace(/^[ \t\r\n]+/, '').length;
    const start = at + (piece.bytes.startsWith(token.bytes, at) ? blanks : 0);
    const end = start + trimmed(token.bytes).length;
    return [{ start, end, from: span[0], to: span[1], p: token.p }];
  });
};

/** The time at a byte of a token: a token may hold several words. */
const timeAt = ({ start, end, from, to }: Placed, byte: number): number =>
  Math.round(
    from + ((to - from) * Math.min(end - start, Math.max(0, byte - start))) / (end - start),
  );

const leastOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.min(...known);
};

/** Words in order, inside the segment. Empty when no token has times. */
export const wordsOfPiece = (
  piece: WhisperPiece,
  text: string,
  language: string | null,
): readonly LocalWord[] => {
  const tokens = placedTokens(piece);
  if (tokens.length === 0) return [];
  const skipped = Buffer.byteLength(textOfBytes(piece.bytes).split(text)[0] ?? '');
  let lastMs = piece.startMs;
  return piecesOf(text, language).map(({ text: word, at }) => {
    const core = /[\p{L}\p{N}](?:.*[\p{L}\p{M}\p{N}])?/su.exec(word);
    const before = at + (core?.index ?? 0);
    const start = skipped + Buffer.byteLength(text.slice(0, before));
    const end = start + Buffer.byteLength(core?.[0] ?? word);
    const covering = tokens.filter((token) => token.start < end && token.end > start);
    const [first] = covering;
    const last = covering.at(-1);
    const within = (ms: number): number => Math.min(piece.endMs, Math.max(lastMs, ms));
    const startMs = within(first === undefined ? lastMs : timeAt(first, start));
    lastMs = startMs;
    const endMs = within(last === undefined ? startMs : timeAt(last, end));
    lastMs = endMs;
    return { startMs, endMs, text: word, confidence: leastOf(covering.map(({ p }) => p)) };
  });
};
