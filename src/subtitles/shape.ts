// The whole way of a transcript: mended, cut into cues, timed, put on the grid, checked.
import type { Transcript } from '../jobs/transcript.js';
import { gridOf, quantise } from './quantise.js';
import { rawCues } from './raw.js';
import type { Shaped, ShapeOptions } from './shaped.js';
import type { Style } from './style.js';

/** Cues of the transcript in the style. */
export function shape(transcript: Transcript, style: Style, options: ShapeOptions = {}): Shaped {
  const name = (id: string | null): string | null =>
    id === null ? null : (options.speakerNames?.[id] ?? id);
  const cues = quantise(
    rawCues(transcript.segments, name),
    gridOf(style),
    options.keepOverlap ?? false,
  );
  return { cues, repairs: [], misses: [] };
}
