// Sets the times of cues in one pass: long enough to read, within the style's limits, short gaps closed.
import { gridOf } from './quantise.js';
import type { UntimedCue } from '../planner/untimed-cue.js';
import type { Style } from '../styles/style.js';

// Overlaps of speakers are short, so the next cue of the same speaker is among the next few.
const lookAhead = 8;

/** The cue that must not overlap this one. With `keepOverlap` a cue of another speaker may overlap. */
const nextOf = (
  untimedCues: readonly UntimedCue[],
  i: number,
  keepOverlap: boolean,
): UntimedCue | undefined => {
  const untimedCue = untimedCues[i] as UntimedCue;
  if (!keepOverlap) return untimedCues[i + 1];
  return untimedCues
    .slice(i + 1, i + 1 + lookAhead)
    .find((next) => next.speaker === untimedCue.speaker || next.startMs >= untimedCue.endMs);
};

/**
 * The end of a cue: the end of its last word. It ends later when it is too short or too fast to read, at most
 * the style's lead-out after the speech. It ends at the style's gap before the next cue when the remaining gap
 * is shorter than `chainGapMs` (Netflix timing guidelines: extend the earlier cue).
 */
const endOf = (untimedCue: UntimedCue, next: UntimedCue | undefined, style: Style): number => {
  const { startMs, endMs } = untimedCue;
  const { perSecond, gap } = gridOf(style);
  const step = 1000 / perSecond;
  const roundUp = (ms: number): number => Math.ceil(ms / step - 1e-9) * step;
  const shortest = startMs + roundUp(style.minDurationMs);
  const longest = startMs + Math.floor(style.maxDurationMs / step + 1e-9) * step;
  const room = next === undefined ? Infinity : next.startMs - gap * step;
  const wanted = Math.max(endMs, shortest, startMs + roundUp(untimedCue.neededMs));
  const readable = Math.min(wanted, Math.max(endMs + style.leadOutMs, shortest));
  const end = Math.min(readable, longest, room);
  const chained = next !== undefined && next.startMs - end < style.chainGapMs;
  return chained ? Math.min(room, longest) : end;
};

// Netflix timing guidelines: a cue may begin one or two frames before the first frame of audio.
const leadInMs = 84;

/** Lead-in of a cue that is too short, ms: at most what it lacks, and only when the cue before leaves room. */
const leadInOf = (
  start: number,
  end: number,
  before: UntimedCue | undefined,
  style: Style,
): number => {
  const { perSecond, gap } = gridOf(style);
  const lacking = style.minDurationMs - (end - start);
  const free = start - (before?.endMs ?? 0) - Math.max(style.chainGapMs, (gap * 1000) / perSecond);
  return lacking > 0 && lacking <= Math.min(leadInMs, free, start) ? lacking : 0;
};

/** The untimed cues (sorted by start) with their times on screen in ms, before quantising. Linear. */
export const withCueTimes = (
  untimedCues: readonly UntimedCue[],
  style: Style,
  keepOverlap: boolean,
): UntimedCue[] => {
  const out: UntimedCue[] = [];
  for (const [i, untimedCue] of untimedCues.entries()) {
    const end = endOf(untimedCue, nextOf(untimedCues, i, keepOverlap), style);
    const startMs = untimedCue.startMs - leadInOf(untimedCue.startMs, end, out[i - 1], style);
    out.push({ ...untimedCue, startMs, endMs: Math.max(startMs + 1, end) });
  }
  return out;
};
