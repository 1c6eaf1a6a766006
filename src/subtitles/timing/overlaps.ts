// Speech at the same time in a format that shows one cue at a time: the cues follow each other, each long enough.
import type { Segment } from '../../transcripts/transcript.js';
import type { Cue } from '../cue.js';
import type { Style } from '../styles/style.js';

/** Overlaps below this are imprecise times, not speech of two people at once. */
const preciseMs = 200;

const voiceOf = ({ speaker, channel }: Segment): string => `${channel ?? ''}\n${speaker ?? ''}`;

/** Indices of the segments (sorted by start) that are spoken while another voice speaks. Linear. */
export const overlappedSegments = (segments: readonly Segment[]): Set<number> => {
  const found = new Set<number>();
  const latest = new Map<string, number>();
  for (const [i, segment] of segments.entries()) {
    const voice = voiceOf(segment);
    for (const [other, index] of latest) {
      const { endMs } = segments[index] as Segment;
      if (other === voice || Math.min(endMs, segment.endMs) - segment.startMs < preciseMs) continue;
      found.add(index);
      found.add(i);
    }
    const last = latest.get(voice);
    if (last === undefined || (segments[last] as Segment).endMs < segment.endMs)
      latest.set(voice, i);
  }
  return found;
};

const lengthOf = ({ lines }: Cue): number => lines.reduce((sum, line) => sum + line.length, 1);

interface Readable extends Cue {
  readonly neededMs?: number;
}

/**
 * The cues (sorted by start) with later starts where the cue before would be cut to less than it needs. Both then
 * divide the time from the first start to the last end by the length of their texts. Linear.
 */
export const withoutOverlaps = <T extends Readable>(sorted: readonly T[], style: Style): T[] => {
  const out: T[] = [];
  for (const cue of sorted) {
    const before = out.at(-1);
    if (before === undefined || before.endMs <= cue.startMs) {
      out.push(cue);
      continue;
    }
    const endMs = Math.max(before.endMs, cue.endMs);
    const share = lengthOf(before) / (lengthOf(before) + lengthOf(cue));
    const wanted = before.startMs + Math.max(style.minDurationMs, before.neededMs ?? Infinity);
    const fair = before.startMs + (endMs - before.startMs) * share;
    const startMs = Math.max(cue.startMs, Math.min(wanted + style.gapMs, fair));
    out.push(startMs === cue.startMs ? cue : { ...cue, startMs, endMs });
  }
  return out;
};
