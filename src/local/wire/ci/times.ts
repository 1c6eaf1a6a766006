// The cloud's times: its own zone, an offset without a colon, whole seconds.

const zoneMs = 8 * 3_600_000;

/** Epoch milliseconds as `2026-01-31T20:00:00+0800`; `-` for a time still to come. */
export const timeText = (ms: number | null): string =>
  ms === null ? '-' : new Date(ms + zoneMs).toISOString().replace(/\.\d+Z$/, '+0800');

/** The reverse, with any offset; null for any other text. */
export const timeOf = (text: string): number | null => {
  const found = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)([+-]\d\d):?(\d\d)$/.exec(text);
  const ms = found === null ? Number.NaN : Date.parse(`${found[1]}${found[2]}:${found[3]}`);
  return Number.isNaN(ms) ? null : ms;
};
