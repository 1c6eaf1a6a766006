// A planned cue before timing: its text is final, its times are those of the speech.
import type { Utterance } from './utterance.js';
import type { Cue, CueWord } from '../cue.js';
import { neededMs } from './cue-costs.js';
import type { Plan } from './plan.js';
import type { Style } from '../styles/style.js';
import type { TimedToken } from './timed-tokens.js';

export interface UntimedCue extends Cue {
  /** Reading time of its text under the style, ms. */
  readonly neededMs: number;
}

/** The text of neighbouring tokens on one line. */
export const textOf = (tokens: readonly TimedToken[]): string => {
  let text = '';
  for (const token of tokens) text += text !== '' && token.space ? ` ${token.text}` : token.text;
  return text;
};

const wordsOf = (lines: readonly (readonly TimedToken[])[]): CueWord[] => {
  if (!lines.some((tokens) => tokens.some((token) => token.measured))) return [];
  return lines.flatMap((tokens, line) =>
    tokens.map(({ startMs, endMs, text }) => ({ startMs, endMs, text, line })),
  );
};

/** The planned cues of an utterance with their text. With `highlight`, `words` holds measured word times. */
export const untimedCuesOf = (
  utterance: Utterance,
  plans: readonly Plan[],
  style: Style,
  highlight: boolean,
): UntimedCue[] => {
  return plans.map(({ from, to, lines }) => {
    const rows = lines.map((start, i) => utterance.tokens.slice(start, lines[i + 1] ?? to));
    const startMs = (utterance.tokens[from] as TimedToken).startMs;
    return {
      startMs,
      endMs: Math.max(startMs, (utterance.tokens[to - 1] as TimedToken).endMs),
      lines: rows.map(textOf),
      speaker: utterance.speaker,
      words: highlight ? wordsOf(rows) : [],
      translation: null,
      neededMs: neededMs(utterance, from, to, style),
    };
  });
};
