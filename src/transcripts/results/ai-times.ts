// Times of recognition results: which field, which unit, and how missing times are filled.
import type { Fields } from '../../json.js';

export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}
interface MaybeSpan {
  readonly startMs: number | null;
  readonly endMs: number | null;
}

/**
 * Pairs of field names (lower case, without underscores) and their unit. Documented units are fixed: `from` and
 * `to` are float seconds (IMS), `startMs` and `endMs` are milliseconds. `infer` derives it from the values.
 */
const pairs = [
  { start: 'from', end: 'to', unit: 'seconds' },
  { start: 'startms', end: 'endms', unit: 'ms' },
  { start: 'begintime', end: 'endtime', unit: 'nls' },
  { start: 'starttime', end: 'endtime', unit: 'nls' },
  { start: 'begin', end: 'end', unit: 'infer' },
  { start: 'start', end: 'end', unit: 'infer' },
] as const;
type Unit = (typeof pairs)[number]['unit'];

/** A time as a finite number from 0, or null. Some services write numbers as text. */
const timeOf = (value: unknown): number | null => {
  const time = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  const usable = typeof time === 'number' && time >= 0 && time <= Number.MAX_SAFE_INTEGER / 1000;
  return usable ? time : null;
};

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
};

/**
 * Milliseconds per unit. Derived from the whole list, never from one value (1200 can be twenty minutes or one
 * second). Speech lasts at least 60 ms, and few segments last 60 s, so a median length of 60 or more means
 * milliseconds. NLS documents milliseconds, so there whole numbers are milliseconds.
 */
const factorOf = (
  unit: Unit,
  times: readonly (readonly [number | null, number | null])[],
): number => {
  if (unit === 'seconds') return 1000;
  if (unit === 'ms') return 1;
  const whole = times.flat().every((t) => t === null || Number.isInteger(t));
  if (unit === 'nls' && whole) return 1;
  const lengths = times.flatMap(([a, b]) => (a !== null && b !== null && b > a ? [b - a] : []));
  return median(lengths) >= 60 ? 1 : 1000;
};

const toMs = (time: number | null, factor: number): number | null =>
  time === null ? null : Math.round(time * factor);

/** The times of the items of a list in integer milliseconds; null when an item has no valid time. */
export const spansOf = (list: readonly Fields[]): readonly MaybeSpan[] => {
  const has = (name: string): boolean => list.some((item) => timeOf(item[name]) !== null);
  // Two pairs have the same name for the end, so the start is checked first.
  const pair = pairs.find(({ start }) => has(start)) ?? pairs.find(({ end }) => has(end));
  if (pair === undefined) return list.map(() => ({ startMs: null, endMs: null }));
  const times = list.map((item) => [timeOf(item[pair.start]), timeOf(item[pair.end])] as const);
  const factor = factorOf(pair.unit, times);
  return times.map(([start, end]) => ({ startMs: toMs(start, factor), endMs: toMs(end, factor) }));
};

/**
 * Fills missing times from the neighbours (or from the span around the list), so that no text is lost. An end
 * before its start becomes the start. `measured` is false when a time was filled in, `timed` is false when both
 * were.
 */
export const fillTimes = (
  spans: readonly MaybeSpan[],
  within: Span | null,
): readonly (Span & { readonly measured: boolean; readonly timed: boolean })[] => {
  let previous = within?.startMs ?? 0;
  return spans.map((span, i) => {
    const startMs = span.startMs ?? Math.min(previous, span.endMs ?? previous);
    const next = i + 1 < spans.length ? spans[i + 1]?.startMs : within?.endMs;
    const endMs = Math.max(startMs, span.endMs ?? next ?? startMs);
    previous = endMs;
    const [hasStart, hasEnd] = [span.startMs !== null, span.endMs !== null];
    return { startMs, endMs, measured: hasStart && hasEnd, timed: hasStart || hasEnd };
  });
};
