// Shapes a transcript: repairs it, splits it into cues, times them, puts them on the grid and checks the style.
import type { Transcript } from '../transcripts/transcript.js';
import { breakCostsFor } from './planner/breaks/break-costs.js';
import type { Cue } from './cue.js';
import { Planner } from './planner/planner.js';
import { byStart, gridOf, quantise } from './timing/quantise.js';
import { segmentCues } from './segment-cues.js';
import { repair } from './repair/repair.js';
import { violationsOf } from './rules.js';
import type { Shaped, ShapeOptions } from './shaped.js';
import { shiftTimes } from './timing/shift.js';
import { displayName, withDashes } from './speakers.js';
import { moveClosingMarks } from './repair/closing-marks.js';
import type { Style } from './styles/style.js';
import { withCueTimes } from './timing/cue-times.js';
import { timedTokensOf } from './planner/timed-tokens.js';
import { weightsFor, type Weights } from './planner/weights.js';

const plannedCues = (
  transcript: Transcript,
  style: Style,
  options: ShapeOptions,
  weights: Weights,
): readonly Cue[] => {
  const { language } = transcript;
  const segments = moveClosingMarks(transcript.segments);
  const keepOverlap = options.keepOverlap ?? false;
  const planner = new Planner(style, options, breakCostsFor(language), weights);
  for (const segment of segments) {
    planner.add(segment, timedTokensOf(segment, style, options, language));
  }
  planner.flush(Infinity);
  const sorted = byStart(planner.untimedCues);
  const untimedCues = options.speakers === 'dashes' ? withDashes(sorted, style) : sorted;
  return withCueTimes(untimedCues, style, keepOverlap);
};

/** True when no cue of one segment can violate the style. Quantising already guarantees order and overlap. */
const hasNoLimits = (style: Style): boolean =>
  Math.min(style.maxChars, style.maxLines, style.maxCps, style.maxWpm) === Infinity &&
  style.maxDurationMs === Infinity &&
  style.minDurationMs + style.minWordMs <= 1 &&
  style.gapMs + style.chainGapMs + style.minLineRatio === 0 &&
  style.punctuation === 'keep';

/**
 * The cues of a transcript in a style: repaired, shifted by `offsetMs` and `scale`, split, timed and quantised,
 * with every repair and every rule that a cue does not meet. All words are kept, except with `dropFillers` or
 * under the style's punctuation rule. Linear in the text.
 */
export const shape = (
  transcript: Transcript,
  style: Style,
  options: ShapeOptions = {},
  weights: Weights = weightsFor(style),
): Shaped => {
  const { transcript: repaired, repairs } = repair(transcript, options);
  const shifted = shiftTimes(repaired, options);
  const withDisplayName = (cue: Cue): Cue =>
    cue.speaker === null
      ? cue
      : { ...cue, speaker: displayName(cue.speaker, options.speakerNames) };
  const planned = style.oneCuePerSegment
    ? segmentCues(shifted.transcript.segments, options.highlight)
    : plannedCues(shifted.transcript, style, options, weights);
  const cues = quantise(planned, gridOf(style), options.keepOverlap ?? false).map(withDisplayName);
  return {
    cues,
    repairs: [...repairs, ...shifted.repairs],
    violations: style.oneCuePerSegment && hasNoLimits(style) ? [] : violationsOf(cues, style),
  };
};
