// Times out of recognition results: which field, which unit, and what to do where one is missing.

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
 * Pairs of field names (without case and underscores) and their unit. Documented ones are believed:
 * `from`/`to` are float seconds (IMS), ours are milliseconds. The rest is judged by the list's values.
 */
const pairs = [
  { start: 'from', end: 'to', unit: 'seconds' },
  { start: 'startms', end: 'endms', unit: 'ms' },
  { start: 'begintime', end: 'endtime', unit: 'nls' },
  { start: 'starttime', end: 'endtime', unit: 'nls' },
  { start: 'begin', end: 'end', unit: 'judge' },
  { start: 'start', end: 'end', unit: 'judge' },
] as const;
type Unit = (typeof pairs)[number]['unit'];

/** A time as a number that is neither negative nor endless, or null. Services write numbers as text now and then. */
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
 * How many milliseconds one unit is. Judged over the whole list, never one value (1200 may be twenty
 * minutes or a second): milliseconds are whole numbers, and a piece of speech lasts 60 of them at
 * least, while hardly any segment lasts 60 seconds. NLS documents milliseconds, so there whole numbers decide.
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

/** The times of a list's items in integer milliseconds; null where an item has none that is usable. */
export const measure = (list: readonly Fields[]): readonly MaybeSpan[] => {
  const has = (name: string): boolean => list.some((item) => timeOf(item[name]) !== null);
  // Two pairs may share a name for the end, so that the start tells them apart.
  const pair = pairs.find(({ start }) => has(start)) ?? pairs.find(({ end }) => has(end));
  if (pair === undefined) return list.map(() => ({ startMs: null, endMs: null }));
  const times = list.map((item) => [timeOf(item[pair.start]), timeOf(item[pair.end])] as const);
  const factor = factorOf(pair.unit, times);
  return times.map(([start, end]) => ({ startMs: toMs(start, factor), endMs: toMs(end, factor) }));
};

/**
 * Fills what is missing from the neighbours (or from the span around the list), so that no text is
 * lost; an end before its start is moved to the start. `measured` is false where either was filled in,
 * `timed` where both were.
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
