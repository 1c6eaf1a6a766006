// Adds a second language below or above the first in the same cues, matched by time.
import type { Transcript } from '../transcripts/transcript.js';
import { utteranceOf, type Utterance } from './planner/utterance.js';
import { breakCostsFor } from './planner/breaks/break-costs.js';
import type { Cue } from './cue.js';
import { textOf } from './planner/untimed-cue.js';
import { layout } from './planner/plan.js';
import { repair } from './repair/repair.js';
import { styleFor } from './styles/style-for.js';
import type { Style } from './styles/style.js';
import { timedTokensOf, type TimedToken } from './planner/timed-tokens.js';
import { withLanguage } from './text/language.js';
import { weightsFor } from './planner/weights.js';

export interface BilingualOptions {
  /** Line lengths of the second language. Default: the style of its script. */
  readonly style?: Style | undefined;
  /** Position of the second language. */
  readonly order?: 'below' | 'above' | undefined;
}

// How far a translation may extend beyond its cue to end at a better break, and the cost of that per ms: half a
// second costs as much as a break between two plain words.
const maxDriftMs = 1500;
const driftCost = 1 / 100;

/** The token at which the second language continues in the next cue: near `ms`, at a good break. */
const cutNear = (utterance: Utterance, from: number, ms: number): number => {
  const { tokens } = utterance;
  let at = from;
  while (at < tokens.length && (tokens[at] as TimedToken).startMs < ms - maxDriftMs) at += 1;
  let best = at;
  let cheapest = Infinity;
  for (; at <= tokens.length; at += 1) {
    const startMs = tokens[at]?.startMs ?? tokens.at(-1)?.endMs ?? ms;
    const cost = (utterance.breaks[at] as number) + Math.abs(startMs - ms) * driftCost;
    if (cost < cheapest) {
      cheapest = cost;
      best = at;
    }
    if (startMs > ms + maxDriftMs) break;
  }
  return best;
};

const withTranslation = (
  cue: Cue,
  translation: readonly string[],
  order: 'below' | 'above',
): Cue => {
  if (translation.length === 0) return cue;
  if (order === 'below') return { ...cue, translation, lines: [...cue.lines, ...translation] };
  const words = cue.words.map(({ startMs, endMs, text, line }) => ({
    startMs,
    endMs,
    text,
    line: line + translation.length,
  }));
  return { ...cue, words, translation, lines: [...translation, ...cue.lines] };
};

/** The tokens of the second language in order. The end of a segment is a good break. */
const secondaryUtterance = (secondary: Transcript, style: Style): Utterance => {
  const { transcript } = repair(withLanguage(secondary));
  const { language } = transcript;
  const tokens = transcript.segments.flatMap((segment, i) => {
    const own = timedTokensOf(segment, style, {}, language);
    const [first] = own;
    return first === undefined || i === 0 ? own : [{ ...first, space: true }, ...own.slice(1)];
  });
  const utterance = utteranceOf(tokens, null, Infinity, style, breakCostsFor(language));
  for (const [i, token] of tokens.entries()) if (token.segmentEnd) utterance.breaks[i + 1] = 0;
  return utterance;
};

/**
 * The primary cues with the second language in `translation` and in `lines`. Every word of the secondary
 * transcript is in exactly one cue, in order. Each cue takes the text of its time, with up to 1.5 s more or less
 * to keep a phrase together. Cues without a counterpart stay unchanged. Linear.
 */
export const alignBilingual = (
  primary: readonly Cue[],
  secondary: Transcript,
  options: BilingualOptions = {},
): Cue[] => {
  const style = options.style ?? styleFor(null, secondary);
  const utterance = secondaryUtterance(secondary, style);
  const last = primary.length - 1;
  let from = 0;
  return primary.map((cue, i) => {
    const next = primary[i + 1]?.startMs ?? Infinity;
    const to = i === last ? utterance.tokens.length : cutNear(utterance, from, next);
    if (to === from) return cue;
    const starts = layout(utterance, from, to, style, weightsFor(style));
    const lines = starts.map((start, n) =>
      textOf(utterance.tokens.slice(start, starts[n + 1] ?? to)),
    );
    from = to;
    return withTranslation(cue, lines, options.order ?? 'below');
  });
};
