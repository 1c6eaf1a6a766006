// Shapes a transcript: repairs it, splits it into cues, times them, puts them on the grid and checks the style.
import { withChannelSpeakers, type Transcript } from '../transcripts/transcript.js';
import { breakCostsFor } from './planner/breaks/break-costs.js';
import type { Cue } from './cue.js';
import { Planner } from './planner/planner.js';
import { byStart, gridOf, quantise } from './timing/quantise.js';
import { segmentCues } from './segment-cues.js';
import { repair } from './repair/repair.js';
import { violationsOf } from './rules.js';
import type { Shaped, ShapeOptions } from './shaped.js';
import { shiftTimes } from './timing/shift.js';
import { displayName, sharedStyle, withDashes, withSharedTurns } from './speakers.js';
import { overlappedSegments, withoutOverlaps } from './timing/overlaps.js';
import { moveClosingMarks } from './repair/closing-marks.js';
import type { Style } from './styles/style.js';
import { withCueTimes } from './timing/cue-times.js';
import { timedTokensOf } from './planner/timed-tokens.js';
import { withLanguage } from './text/language.js';
import { isUnpunctuated } from './text/punctuated.js';
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
  const planner = new Planner(style, options, breakCostsFor(language), weights, {
    segmentsEnd: isUnpunctuated(segments),
    model: options.model ?? null,
  });
  const overlapped = keepOverlap ? new Set<number>() : overlappedSegments(segments);
  const narrow = sharedStyle(style);
  for (const [i, segment] of segments.entries()) {
    const own = overlapped.has(i) ? narrow : style;
    planner.add(segment, timedTokensOf(segment, own, options, language), own);
  }
  planner.flush(Infinity);
  const sorted = byStart(planner.untimedCues);
  const shared = overlapped.size > 0 ? withSharedTurns(sorted, style) : sorted;
  const untimedCues = options.speakers === 'dashes' ? withDashes(shared, style) : shared;
  return withCueTimes(
    keepOverlap ? untimedCues : withoutOverlaps(untimedCues, style),
    style,
    keepOverlap,
  );
};

/** One cue per segment, as the style `raw` shows them. */
const wholeSegments = (
  { segments }: Transcript,
  style: Style,
  { highlight, keepOverlap }: ShapeOptions,
): readonly Cue[] => {
  const cues = segmentCues(segments, highlight);
  return keepOverlap === true ? cues : withoutOverlaps(byStart(cues), style);
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
  const segments = withChannelSpeakers(transcript.segments);
  const { transcript: repaired, repairs } = repair(
    withLanguage({ ...transcript, segments }),
    options,
  );
  const shifted = shiftTimes(repaired, options);
  const withDisplayName = (cue: Cue): Cue =>
    cue.speaker === null
      ? cue
      : { ...cue, speaker: displayName(cue.speaker, options.speakerNames) };
  const planned = style.oneCuePerSegment
    ? wholeSegments(shifted.transcript, style, options)
    : plannedCues(shifted.transcript, style, options, weights);
  const cues = quantise(planned, gridOf(style), options.keepOverlap ?? false).map(withDisplayName);
  return {
    cues,
    repairs: [...repairs, ...shifted.repairs],
    violations: style.oneCuePerSegment && hasNoLimits(style) ? [] : violationsOf(cues, style),
  };
};
