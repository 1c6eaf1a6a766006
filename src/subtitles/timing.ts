// One pass over the cues: long enough to be read, no longer than the style allows, gaps closed or open.
import { gridOf } from './quantise.js';
import type { UntimedCue } from './untimed-cue.js';
import type { Style } from './style.js';

// An overlap of speakers is short; looking further for the next cue of the same voice finds nothing.
const lookAhead = 8;

/** The cue that must not begin before this one is gone. With kept overlaps, another voice may. */
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
 * When a cue that begins at `startMs` goes: after its last word; later if it would be too short or too
 * fast to read, up to the style's lead-out past the speech; at the style's gap before the next cue when
 * less than `chainGapMs` would be left (Netflix timing guidelines: the earlier cue is extended).
 */
const endOf = (untimedCue: UntimedCue, next: UntimedCue | undefined, style: Style): number => {
  const { startMs, endMs } = untimedCue;
  const { perSecond, gap } = gridOf(style);
  const unit = 1000 / perSecond;
  const up = (ms: number): number => Math.ceil(ms / unit - 1e-9) * unit;
  const shortest = startMs + up(style.minDurationMs);
  const longest = startMs + Math.floor(style.maxDurationMs / unit + 1e-9) * unit;
  const room = next === undefined ? Infinity : next.startMs - gap * unit;
  const wanted = Math.max(endMs, shortest, startMs + up(untimedCue.neededMs));
  const readable = Math.min(wanted, Math.max(endMs + style.leadOutMs, shortest));
  const end = Math.min(readable, longest, room);
  const chained = next !== undefined && next.startMs - end < style.chainGapMs;
  return chained ? Math.min(room, longest) : end;
};

// Netflix timing guidelines: a cue may begin one or two frames before the first frame of audio.
const leadInMs = 84;

/** How much earlier a cue that is too short may begin: no more than it needs, nor than the cue before allows. */
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

/** The untimed cues (sorted by start) with the times they are shown at, ms, not yet on the grid. Linear. */
export const timed = (
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
