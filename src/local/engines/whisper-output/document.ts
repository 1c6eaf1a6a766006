// The JSON that whisper.cpp writes with `-ojf` (output_json, full), read byte by byte: older builds split characters
// between tokens, so the text of a token need not be text.

/** A stretch of a segment's bytes with its own times. */
export interface WhisperToken {
  /** The UTF-8 bytes of the token, one character per byte. */
  readonly bytes: string;
  /** Milliseconds; null for a token without times. */
  readonly from: number | null;
  readonly to: number | null;
  /** When dynamic time warping hears the token, milliseconds; null in builds and runs without it. */
  readonly dtwMs: number | null;
  /** 0 to 1. */
  readonly p: number | null;
}

export interface WhisperPiece {
  readonly startMs: number;
  readonly endMs: number;
  /** The UTF-8 bytes of the text, one character per byte. */
  readonly bytes: string;
  readonly tokens: readonly WhisperToken[];
  /** The channel of a stereo file (`-di`); null without it. */
  readonly speaker: string | null;
  /** Another speaker follows (`-tdrz`). */
  readonly turns: boolean;
}

export interface WhisperDocument {
  /** The language that was detected, as ISO 639-1; null when the file does not name one. */
  readonly language: string | null;
  readonly pieces: readonly WhisperPiece[];
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

const bytesOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Bytes as text; half characters at either end are left out. */
export const textOfBytes = (bytes: string): string =>
  Buffer.from(bytes, 'latin1')
    .toString('utf8')
    .replaceAll(/^\uFFFD+|\uFFFD+$/g, '');

/** `t_dtw` counts in 10 ms, and is -1 where it was not asked for. */
const dtwOf = (value: unknown): number | null => {
  const units = numberOf(value);
  return units === null || units < 0 ? null : units * 10;
};

const tokenOf = (value: unknown): WhisperToken => {
  const fields = fieldsOf(value);
  const { from, to } = fieldsOf(fields['offsets']);
  return {
    bytes: bytesOf(fields['text']),
    from: numberOf(from),
    to: numberOf(to),
    dtwMs: dtwOf(fields['t_dtw']),
    p: numberOf(fields['p']),
  };
};

/** `[_BEG_]`, `[_TT_150]`, `<|0.00|>`: marks of the model, not of the text. */
const isMark = ({ bytes }: WhisperToken): boolean => /^(?:\[_.*\]|<\|.*\|>)$/.test(bytes);

const pieceOf = (value: unknown): WhisperPiece[] => {
  const fields = fieldsOf(value);
  const { from, to } = fieldsOf(fields['offsets']);
  const [startMs, endMs] = [numberOf(from), numberOf(to)];
  if (startMs === null || endMs === null) return [];
  const { speaker } = fields;
  return [
    {
      startMs,
      endMs,
      bytes: bytesOf(fields['text']),
      tokens: listOf(fields['tokens'])
        .map(tokenOf)
        .filter((token) => token.bytes !== '' && !isMark(token)),
      // `?` where both channels are equally loud.
      speaker: typeof speaker === 'string' && /^\d+$/.test(speaker) ? speaker : null,
      turns: fields['speaker_turn_next'] === true,
    },
  ];
};

/** Throws SyntaxError when it is not JSON. */
export const readDocument = (file: Buffer): WhisperDocument => {
  const value = fieldsOf(JSON.parse(file.toString('latin1')));
  const { language } = fieldsOf(value['result']);
  return {
    language: typeof language === 'string' && /^[a-z]{2,3}$/.test(language) ? language : null,
    pieces: listOf(value['transcription']).flatMap(pieceOf),
  };
};
