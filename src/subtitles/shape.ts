// The whole way of a transcript: mended, cut into cues, timed, put on the grid, checked.
import type { Segment, Transcript } from '../transcripts/transcript.js';
import { blockOf, longPauseMs } from './planner/block.js';
import { breaksFor, type Breaks } from './planner/breaks.js';
import type { Cue } from './cue.js';
import { draftsOf, type UntimedCue } from './untimed-cue.js';
import { plan } from './planner/plan.js';
import { byStart, gridOf, quantise } from './quantise.js';
import { rawCues } from './raw.js';
import { repair } from './repair/repair.js';
import { misses } from './rules.js';
import type { Shaped, ShapeOptions } from './shaped.js';
import { moved } from './shift.js';
import { displayName, labelled, withDashes } from './speakers.js';
import { moveClosingMarks } from './repair/closing-marks.js';
import type { Style } from './style.js';
import { timed } from './timing.js';
import { unitsOf, type Unit } from './planner/units.js';
import { weightsFor, type Weights } from './planner/weights.js';

// A sentence end is where a cue would end in any case: parting there once in 2,000 words loses nothing seen.
const partUnits = 2000;

const wideMark = /[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20…—”’]$/;

/** Collects the units of one voice and plans them whenever a turn or a long silence ends. */
class Planner {
  readonly untimedCues: UntimedCue[] = [];
  private units: Unit[] = [];
  private voice: Pick<Segment, 'speaker' | 'channel'> = { speaker: null, channel: null };
  private labelFor: string | null = null;

  constructor(
    private readonly style: Style,
    private readonly options: ShapeOptions,
    private readonly breaks: Breaks,
    private readonly weights: Weights,
  ) {}

  add(segment: Segment, units: readonly Unit[]): void {
    const { speaker, channel } = segment;
    if (speaker !== this.voice.speaker || channel !== this.voice.channel) {
      this.flush(units[0]?.startMs ?? segment.startMs);
      this.voice = { speaker, channel };
    } else if (this.isEnough(units[0])) {
      this.flush(units[0]?.startMs ?? segment.startMs);
    }
    for (const unit of units) {
      const before = this.units.at(-1);
      if (before !== undefined && unit.startMs - before.endMs > longPauseMs)
        this.flush(unit.startMs);
      this.units.push(this.units.length === 0 ? this.opening(unit) : this.following(unit));
    }
  }

  /** A long talk is planned in parts, each ending with a sentence or a pause, so that memory stays small. */
  private isEnough(next: Unit | undefined): boolean {
    const last = this.units.at(-1);
    if (this.units.length < partUnits || last === undefined || next === undefined) return false;
    return next.startMs - last.endMs > 500 || this.breaks.endsSentence(last.source, next.source);
  }

  /** Plans what was collected; `nextMs` is when whatever follows begins. */
  flush(nextMs: number): void {
    if (this.units.length === 0) return;
    const { style, options, breaks, weights } = this;
    const block = blockOf(this.units, this.voice.speaker, nextMs, style, breaks);
    const plans = plan(block, style, weights);
    for (const untimedCue of draftsOf(block, plans, style, options.highlight === true)) {
      this.untimedCues.push(untimedCue);
    }
    this.units = [];
  }

  private opening(unit: Unit): Unit {
    const name = displayName(this.voice.speaker, this.options.speakerNames);
    const isNew = name !== null && name !== this.labelFor;
    this.labelFor = name;
    return isNew && this.options.speakers === 'labels' ? labelled(unit, name, this.style) : unit;
  }

  /** Segments are parted by a space, but for wide punctuation, which brings its own. */
  private following(unit: Unit): Unit {
    const before = this.units.at(-1);
    if (before?.segmentEnd !== true || wideMark.test(before.source)) return unit;
    return { ...unit, space: true };
  }
}

const plannedCues = (
  transcript: Transcript,
  style: Style,
  options: ShapeOptions,
  weights: Weights,
): readonly Cue[] => {
  const { language } = transcript;
  const segments = moveClosingMarks(transcript.segments);
  const keepOverlap = options.keepOverlap ?? false;
  const planner = new Planner(style, options, breaksFor(language), weights);
  for (const segment of segments) planner.add(segment, unitsOf(segment, style, options, language));
  planner.flush(Infinity);
  const sorted = byStart(planner.untimedCues);
  const untimedCues = options.speakers === 'dashes' ? withDashes(sorted, style) : sorted;
  return timed(untimedCues, style, keepOverlap);
};

/** No limit that a cue of one segment could break; quantising has seen to order and overlap. */
const isFree = (style: Style): boolean =>
  Math.min(style.maxChars, style.maxLines, style.maxCps, style.maxWpm) === Infinity &&
  style.maxDurationMs === Infinity &&
  style.minDurationMs + style.minWordMs <= 1 &&
  style.gapMs + style.chainGapMs + style.minLineRatio === 0 &&
  style.punctuation === 'keep';

/**
 * The transcript as cues of the style: repaired, moved by `offsetMs` and `scale`, cut, timed and
 * quantised, with every repair and every rule that could not be kept. Words in are words out unless
 * `dropFillers` or the style's punctuation rule says otherwise. Cost is linear in the text.
 */
export const shape = (
  transcript: Transcript,
  style: Style,
  options: ShapeOptions = {},
  weights: Weights = weightsFor(style),
): Shaped => {
  const { transcript: sound, repairs } = repair(transcript, options);
  const placed = moved(sound, options);
  const named = (cue: Cue): Cue =>
    cue.speaker === null
      ? cue
      : { ...cue, speaker: displayName(cue.speaker, options.speakerNames) };
  const cues = style.raw
    ? rawCues(placed.transcript.segments, options.highlight)
    : plannedCues(placed.transcript, style, options, weights);
  const settled = quantise(cues, gridOf(style), options.keepOverlap ?? false).map(named);
  return {
    cues: settled,
    repairs: [...repairs, ...placed.repairs],
    misses: style.raw && isFree(style) ? [] : misses(settled, style),
  };
};
