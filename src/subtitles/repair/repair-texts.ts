// One line per kind of repair, for reports on stderr: what was wrong, then what was done.
import type { Repair, RepairKind } from '../shaped.js';

const texts: Record<RepairKind, string> = {
  'invalid-time':
    'a time is negative or not a number; it was estimated from the neighbouring times',
  backwards: 'times run backwards; they were sorted',
  'zero-length': 'the duration is zero; it was extended towards the next segment',
  overlap: 'it overlaps the previous segment; the earlier end was cut',
  'past-end': 'it ends after the end of the media; it was cut there',
  'before-zero': 'it begins before the start of the media; it was moved to the start',
  repetition: 'the same phrase repeats many times, probably a recognition error; it was kept',
};

/** A repair with its text. `first` is the index of the first segment concerned. */
export const repairOf = (kind: RepairKind, count: number, first: number): Repair => ({
  kind,
  count,
  first,
  text: texts[kind],
});
