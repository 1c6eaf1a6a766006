// Times as formats write them, computed from integers only: `toFixed` prints 59.9996 s as "60.000",
// and a Date wraps after 24 hours (both were seen in other writers).
import type { Cue } from '../../subtitles/cue.js';

const two = (n: number): string => (n < 10 ? `0${n}` : `${n}`);
const three = (n: number): string => (n < 10 ? `00${n}` : n < 100 ? `0${n}` : `${n}`);

/** `HH:MM:SS` + `point` + `mmm`; hours may have more than two digits. `ms` is a whole number of milliseconds, not negative. */
export const clockMs = (ms: number, point: ',' | '.'): string => {
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}${point}${three(ms % 1000)}`;
};

/** `H:MM:SS` for people (md). Whole seconds, rounded down. */
export const clockSeconds = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(Math.floor(ms / 1000) % 60)}`;
};

/** `M:SS` or `H:MM:SS`, as YouTube's chapter lists are written. Whole seconds, rounded down. */
export const clockShort = (ms: number): string =>
  ms < 3_600_000
    ? `${Math.floor(ms / 60_000)}:${two(Math.floor(ms / 1000) % 60)}`
    : clockSeconds(ms);

/** `H:MM:SS.cc`: ASS requires exactly two digits (libass reads "1.5" as 1.05 s). `cs` is whole hundredths of a second. */
export const clockCs = (cs: number): string =>
  `${clockSeconds(Math.floor(cs / 100) * 1000)}.${two(cs % 100)}`;

/** `MM:SS.cc`; minutes may exceed 99, as LRC readers expect. `cs` is whole hundredths of a second. */
export const clockLrc = (cs: number): string => {
  const seconds = Math.floor(cs / 100);
  return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}.${two(cs % 100)}`;
};

export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * The cues' times in whole hundredths of a second. Each boundary is rounded once; a cue that
 * would have no length gets one hundredth, and cues that do not overlap stay so.
 */
export const inHundredths = (cues: readonly Cue[]): Span[] => {
  const spans: Span[] = [];
  let previous: { readonly endMs: number; readonly end: number } | null = null;
  for (const { startMs, endMs } of cues) {
    const rounded = Math.round(startMs / 10);
    const start = previous && startMs >= previous.endMs ? Math.max(rounded, previous.end) : rounded;
    const end = Math.max(Math.round(endMs / 10), start + 1);
    spans.push({ start, end });
    previous = { endMs, end };
  }
  return spans;
};

/** Seconds with three decimals: `3725.008`. `ms` is a whole number of milliseconds, not negative. */
export const seconds = (ms: number): string =>
  `${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}`;
