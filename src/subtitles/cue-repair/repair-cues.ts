// `lint --fix`: repairs the cues that break a rule of a style, and leaves every other cue as it is.
import { breakCostsFor } from '../planner/breaks/break-costs.js';
import type { Cue } from '../cue.js';
import { violationsOf } from '../rules.js';
import type { Rule } from '../shaped.js';
import type { Style } from '../styles/style.js';
import { refit, withoutStops, type Refitting } from './refit.js';
import { retimed } from './retime.js';
import { visibleCue, type SourceCue } from './source-cue.js';
import { sharedCues } from './shared-cues.js';

const textRules: ReadonlySet<Rule> = new Set(['width', 'lines', 'line-ratio', 'kinsoku']);

const textFaults = (cues: readonly SourceCue[], { kind, style }: Refitting): number =>
  cues.reduce(
    (sum, cue) =>
      sum +
      violationsOf([visibleCue(cue, kind)], style).filter(({ rule }) => textRules.has(rule)).length,
    0,
  );

/** A cue that is shown longer than the style allows is divided when it holds more than a line. */
const mustSplit = (cue: SourceCue, rules: ReadonlySet<Rule>, style: Style): boolean =>
  rules.has('max-duration') &&
  cue.source.length > 1 &&
  cue.endMs - cue.startMs > style.maxDurationMs + style.leadOutMs;

/** A cue is divided before the next one begins, so that the parts of two cues do not mix. */
const beforeNext = (cue: SourceCue, next: SourceCue | undefined, style: Style): SourceCue =>
  next === undefined || cue.endMs <= next.startMs
    ? cue
    : { ...cue, endMs: next.startMs - style.gapMs };

const repairText = (
  cue: SourceCue,
  next: SourceCue | undefined,
  rules: ReadonlySet<Rule>,
  options: Refitting,
): readonly SourceCue[] => {
  if (rules.has('empty')) return [];
  const shown = rules.has('punctuation') ? withoutStops(cue) : cue;
  const split = mustSplit(cue, rules, options.style);
  const isBroken = split || [...rules].some((rule) => textRules.has(rule));
  if (!isBroken) return [shown];
  const refitted = refit(shown, options, split);
  if (refitted.length > 1) {
    const own = beforeNext(shown, next, options.style);
    const isTight = own.endMs - own.startMs < options.style.minDurationMs;
    if (own !== shown) return isTight ? [shown] : refit(own, options, split);
  }
  const isBetter = split || textFaults(refitted, options) < textFaults([shown], options);
  return isBetter && refitted.every(({ source }) => source.join('').trim() !== '')
    ? refitted
    : [shown];
};

const rulesByCue = (cues: readonly Cue[], style: Style): Map<number, Set<Rule>> => {
  const rules = new Map<number, Set<Rule>>();
  for (const { cue, rule } of violationsOf(cues, style)) {
    const own = rules.get(cue);
    if (own === undefined) rules.set(cue, new Set([rule]));
    else own.add(rule);
  }
  return rules;
};

/**
 * The cues with the smallest changes that break fewer rules: new line breaks, fewer or more milliseconds, a cue
 * divided, two cues of an overlap shared. Words and markup stay. A cue that breaks no rule, and whose neighbours
 * need none of its time, is the same object. Sorted by start.
 */
export const repairCues = (
  cues: readonly SourceCue[],
  kind: 'srt' | 'vtt',
  style: Style,
  language: string | null,
): readonly SourceCue[] => {
  const options = { kind, style, language, breakCosts: breakCostsFor(language) };
  const sorted = cues.toSorted((a, b) => a.startMs - b.startMs || a.from - b.from);
  const rules = rulesByCue(
    sorted.map((cue) => visibleCue(cue, kind)),
    style,
  );
  const texts = sorted.flatMap((cue, i) => {
    const broken = rules.get(i);
    return broken === undefined ? [cue] : repairText(cue, sorted[i + 1], broken, options);
  });
  return sharedCues(withTimes(texts, kind, style), kind, style);
};

/** The cues with repaired times. */
const withTimes = (
  cues: readonly SourceCue[],
  kind: 'srt' | 'vtt',
  style: Style,
): readonly SourceCue[] => {
  const shown = cues.map((cue) => visibleCue(cue, kind));
  return retimed(shown, style).map(({ startMs, endMs }, i) => {
    const cue = cues[i] as SourceCue;
    return cue.startMs === startMs && cue.endMs === endMs ? cue : { ...cue, startMs, endMs };
  });
};
