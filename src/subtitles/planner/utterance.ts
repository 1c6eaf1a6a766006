// An utterance: speech of one speaker without a long silence, as the planner sees it. Its tokens with their
// widths, break costs and pauses as columns of numbers.
import type { BreakCosts } from './breaks/break-costs.js';
import { applyModel } from './learned/learned-costs.js';
import type { LearnedModel } from './learned/model.js';
import { breakWeights } from './weights.js';
import type { Style } from '../styles/style.js';
import type { TimedToken } from './timed-tokens.js';

/** A silence of this length always ends a cue (2 s: longer than any pause inside a sentence). */
export const longPauseMs = 2000;

export interface Utterance {
  readonly tokens: readonly TimedToken[];
  readonly speaker: string | null;
  /** Columns before token i, each token with the space before it; one entry more than tokens. */
  readonly columns: Float64Array;
  readonly words: Float64Array;
  /** Sentence ends before token i. */
  readonly sentences: Uint32Array;
  /** Cost of a break before token i; the last entry is the end of the utterance. */
  readonly breaks: Float64Array;
  /** Silence before token i, ms; at the end, until the next cue begins. */
  readonly pauses: Float64Array;
}

/** What the break costs are read from, beside the rules of the language. */
export interface Reading {
  /** The end of a segment is the end of a sentence: the text has no punctuation that says so. */
  readonly segmentsEnd: boolean;
  readonly model: LearnedModel | null;
}

const hand: Reading = { segmentsEnd: false, model: null };

/** Columns of a space in the style's width unit. */
export const spaceWidth = (style: Style): number => (style.unit === 'fw' ? 0.5 : 1);

/**
 * An utterance of the given tokens; `nextMs` is the time at which the next utterance begins. Linear.
 */
export const utteranceOf = (
  tokens: readonly TimedToken[],
  speaker: string | null,
  nextMs: number,
  style: Style,
  breakCosts: BreakCosts,
  { segmentsEnd, model }: Reading = hand,
): Utterance => {
  const n = tokens.length;
  const utterance: Utterance = {
    tokens,
    speaker,
    columns: new Float64Array(n + 1),
    words: new Float64Array(n + 1),
    sentences: new Uint32Array(n + 1),
    breaks: new Float64Array(n + 1),
    pauses: new Float64Array(n + 1),
  };
  const { columns, words, sentences, breaks, pauses } = utterance;
  const space = spaceWidth(style);
  for (let i = 0; i < n; i += 1) {
    const token = tokens[i] as TimedToken;
    const next = tokens[i + 1];
    columns[i + 1] = (columns[i] as number) + (token.space ? space : 0) + token.columns;
    words[i + 1] = (words[i] as number) + token.words;
    breaks[i + 1] = next === undefined ? 0 : breakCosts.cost(token.source, next.source, next.space);
    const ends =
      (segmentsEnd && token.segmentEnd) ||
      breakCosts.endsSentence(token.source, next?.source ?? null);
    sentences[i + 1] = (sentences[i] as number) + (ends ? 1 : 0);
    pauses[i + 1] = Math.max(0, (next?.startMs ?? nextMs) - token.endMs);
  }
  if (model !== null) {
    const sources = tokens.map(({ source }) => source);
    applyModel(model, sources, breaks);
  }
  if (segmentsEnd) favourSegmentEnds(utterance);
  return utterance;
};

/** Engines also cut long speech after "the" and "of", so what the words say counts as well. */
const favourSegmentEnds = ({ tokens, breaks }: Utterance): void => {
  for (const [i, token] of tokens.entries()) {
    if (token.segmentEnd)
      breaks[i + 1] = Math.max(0, (breaks[i + 1] as number) - breakWeights.plain);
  }
};

/** Columns of a line with tokens [from, to), without the space before the first. */
export const lineColumns = (
  utterance: Utterance,
  from: number,
  to: number,
  space: number,
): number =>
  (utterance.columns[to] as number) -
  (utterance.columns[from] as number) -
  (utterance.tokens[from]?.space === true ? space : 0);
