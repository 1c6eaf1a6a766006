// Repairs the text of one cue: new line breaks when it fits in one cue, else as few new cues as the style allows.
import { divideSpan } from '../../transcripts/readers/subtitle-segments.js';
import type { BreakCosts } from '../planner/breaks/break-costs.js';
import { layout, plan } from '../planner/plan.js';
import { timedTokensOf } from '../planner/timed-tokens.js';
import { tokensOf, type Token } from '../planner/tokens.js';
import { utteranceOf, type Utterance } from '../planner/utterance.js';
import { weightsFor } from '../planner/weights.js';
import type { Style } from '../styles/style.js';
import { columns } from '../text/width.js';
import { balanced, cutSource, joinedSource, markedOf, visibleText } from './marked-text.js';
import type { SourceCue } from './source-cue.js';

export interface Refitting {
  readonly kind: 'srt' | 'vtt';
  readonly style: Style;
  readonly breakCosts: BreakCosts;
  readonly language: string | null;
}

const isTurn = (line: string): boolean => /^[-‐–—]\s?\S/.test(line);

interface Fitted {
  readonly tokens: readonly Token[];
  readonly utterance: Utterance;
}

const fits = ({ utterance }: Fitted, starts: readonly number[], style: Style): boolean => {
  const { tokens } = utterance;
  if (starts.length > style.maxLines) return false;
  return starts.every((start, i) => {
    const end = starts[i + 1] ?? tokens.length;
    const width = (utterance.columns[end] as number) - (utterance.columns[start] as number);
    return end === start + 1 || width - (tokens[start]?.space === true ? 0.5 : 0) <= style.maxChars;
  });
};

/** A cue for each plan: its lines, and its share of the time. */
const cuesOf = (cue: SourceCue, fitted: Fitted, { kind, style }: Refitting): SourceCue[] => {
  const { utterance, tokens } = fitted;
  const marked = markedOf(kind, joinedSource(kind, cue.source));
  const plans = plan(utterance, style, weightsFor(style));
  const offset = (token: number): number => (tokens[token] as Token).start;
  const cuts = plans.flatMap(({ lines }) => lines.map(offset)).slice(1);
  const lines = cutSource(marked, cuts);
  let line = 0;
  const texts = plans.map((one) => lines.slice(line, (line += one.lines.length)).join('\n'));
  const sources = balanced(kind, texts);
  const startOf = (token: number): number => Math.round(utterance.tokens[token]?.startMs ?? 0);
  return plans.map(({ from }, i): SourceCue => {
    const next = plans[i + 1];
    return {
      startMs: i === 0 ? cue.startMs : startOf(from),
      endMs: next === undefined ? cue.endMs : startOf(next.from) - style.gapMs,
      source: (sources[i] ?? '').split('\n'),
      from: cue.from,
    };
  });
};

const refitTurn = (cue: SourceCue, options: Refitting, mustSplit: boolean): SourceCue[] => {
  const { kind, breakCosts, language } = options;
  const style: Style = { ...options.style, punctuation: 'keep' };
  const marked = markedOf(kind, joinedSource(kind, cue.source));
  const text = marked.visible;
  const { startMs, endMs } = cue;
  const segment = { startMs, endMs, text, speaker: null, channel: null, words: [] };
  const tokens = tokensOf(text, style.maxChars, style.unit);
  const timed = timedTokensOf(segment, style, {}, language);
  if (tokens.length === 0 || tokens.length !== timed.length) return [cue];
  const utterance = utteranceOf(timed, null, endMs, style, breakCosts);
  const starts = layout(utterance, 0, tokens.length, style, weightsFor(style));
  if (mustSplit || !fits({ tokens, utterance }, starts, style)) {
    return cuesOf(cue, { tokens, utterance }, { ...options, style });
  }
  const cuts = starts.slice(1).map((start) => (tokens[start] as Token).start);
  return [{ ...cue, source: cutSource(marked, cuts) }];
};

/**
 * The cue with other line breaks, or the cues that it must be divided into. Its words and its markup stay. Lines
 * that begin with a dash are turns of two speakers and are never joined.
 */
export const refit = (cue: SourceCue, options: Refitting, mustSplit = false): SourceCue[] => {
  const shown = cue.source.map((line) => visibleText(options.kind, line));
  if (shown.length < 2 || !shown.every(isTurn)) return refitTurn(cue, options, mustSplit);
  const isWide = shown.some((line) => columns(line, options.style.unit) > options.style.maxChars);
  if (!isWide && shown.length <= options.style.maxLines) return [cue];
  const sources = balanced(options.kind, cue.source);
  return divideSpan(cue, shown).flatMap(({ startMs, endMs }, i) => {
    const end = i === shown.length - 1 ? endMs : endMs - options.style.gapMs;
    const turn = { startMs, endMs: Math.max(startMs + 1, end), source: [sources[i] ?? ''] };
    return refitTurn({ ...turn, from: cue.from }, options, false);
  });
};

/** The source without Chinese commas and full stops: a space inside a line, nothing at its end. */
export const withoutStops = (cue: SourceCue): SourceCue => ({
  ...cue,
  source: cue.source.map((line) =>
    line
      .replaceAll(/(?<![，。])[，。]+(?=[”’」』）》】]|(?:<[^<>]*>)*$)/g, '')
      .replaceAll(/^((?:<[^<>]*>)*)[，。]+/g, '$1')
      .replaceAll(/[，。]+\s*/g, ' '),
  ),
});
