// Times as users type and read them. Machine formats use UTC ISO 8601 and do not use this file.
import { usageError } from '../../errors.js';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** `90s`, `1.5h`, `2d`, or a bare number of seconds, as milliseconds. Throws exit 2 naming the flag. */
export const parseDuration = (text: string, flag: string): number => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)?$/.exec(text.trim());
  if (!match) {
    throw usageError(
      `${flag} "${text}" is not a duration`,
      'Write a number with s, m, h, d or w: 90s, 15m, 2d.',
    );
  }
  return Math.round(Number(match[1]) * unitMs[(match[2] ?? 's') as keyof typeof unitMs]);
};

const daysAgo: Readonly<Record<string, number>> = { today: 0, yesterday: 1 };

/** Local midnight of a day, epoch milliseconds. */
const midnight = (nowMs: number, days: number): number => {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
};

const dateTime =
  /^(\d{4}-\d{2}-(\d{2}))(?:[T ](\d{2}:\d{2})(:\d{2}(?:\.\d+)?)? ?(Z|[+-]\d{2}:\d{2})?)?$/i;

/** ISO 8601 with `T` or a space, seconds and zone optional; without a zone it is local time. NaN otherwise. */
const parseDateTime = (text: string): number => {
  const match = dateTime.exec(text);
  if (match === null) return Number.NaN;
  const [, date, day, minutes = '00:00', seconds = ':00', zone = ''] = match;
  // Date.parse turns 30 February into 2 March.
  const exists = new Date(Date.parse(`${date}T00:00:00Z`)).getUTCDate() === Number(day);
  // Date.parse reads a date without time as UTC; a user means the local day.
  return exists ? Date.parse(`${date}T${minutes}${seconds}${zone.toUpperCase()}`) : Number.NaN;
};

/**
 * A moment as epoch milliseconds: a time ago (`2d`), `today` or `yesterday` (local midnight), a date or a
 * date and time (local without a zone), or epoch seconds. Throws exit 2 naming the flag.
 */
export const parseMoment = (text: string, flag: string, nowMs: number): number => {
  const word = text.trim().toLowerCase();
  if (/^\d+(?:\.\d+)?(?:s|m|h|d|w)$/.test(word)) return nowMs - parseDuration(word, flag);
  const days = daysAgo[word];
  if (days !== undefined) return midnight(nowMs, days);
  const ms = /^\d{9,10}$/.test(word) ? Number(word) * 1000 : parseDateTime(text.trim());
  if (!Number.isNaN(ms)) return ms;
  throw usageError(
    `${flag} "${text}" is not a time`,
    'Use 2d, yesterday, 2026-01-31, "2026-01-31 12:00", 2026-01-31T12:00:00Z or epoch seconds.',
  );
};

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-01-31 14:05:09 +08:00`, local, or `… UTC` with `utc`. toLocaleString is not used: its first call costs 40 ms. */
export const showTime = (iso: string | null, utc: boolean): string => {
  const ms = iso === null ? Number.NaN : Date.parse(iso);
  if (Number.isNaN(ms)) return iso ?? '';
  const offset = utc ? 0 : -new Date(ms).getTimezoneOffset();
  const shown = new Date(ms + offset * 60_000).toISOString().slice(0, 19).replace('T', ' ');
  if (utc) return `${shown} UTC`;
  const sign = offset < 0 ? '-' : '+';
  return `${shown} ${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
};

/** `3m`, `2h`, `5d`: the age in the largest whole unit. Empty for an unknown time. */
export const showAge = (iso: string | null, nowMs: number): string => {
  const ms = iso === null ? Number.NaN : nowMs - Date.parse(iso);
  if (Number.isNaN(ms)) return '';
  return showSpan(Math.max(0, ms));
};

/** A span of milliseconds in its largest whole unit. */
export const showSpan = (ms: number): string => {
  if (ms < unitMs.m) return `${Math.floor(ms / unitMs.s)}s`;
  if (ms < unitMs.h) return `${Math.floor(ms / unitMs.m)}m`;
  if (ms < 2 * unitMs.d) return `${Math.floor(ms / unitMs.h)}h`;
  return `${Math.floor(ms / unitMs.d)}d`;
};

/** `42s`, `1m 05s`, `2h 10m`: a time that is watched. */
export const showElapsed = (ms: number): string => {
  const seconds = Math.floor(Math.max(0, ms) / unitMs.s);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${seconds}s`;
  return minutes < 60
    ? `${minutes}m ${two(seconds % 60)}s`
    : `${Math.floor(minutes / 60)}h ${two(minutes % 60)}m`;
};

/** `1:02:03.4` from the start of the recording. */
export const showOffset = (ms: number): string => {
  const tenths = Math.round(ms / 100);
  const seconds = Math.floor(tenths / 10);
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${tenths % 10}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
};
