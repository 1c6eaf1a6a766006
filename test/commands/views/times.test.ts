import { afterEach, expect, test } from 'vitest';
import { parseDuration, parseMoment } from '../../../src/commands/views/times.js';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

const now = Date.UTC(2026, 0, 31, 12);
const moment = (text: string): string => new Date(parseMoment(text, '--since', now)).toISOString();

test.each([
  ['2d', '2026-01-29T12:00:00.000Z'],
  ['1.5h', '2026-01-31T10:30:00.000Z'],
  ['2026-01-31T12:00:00Z', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31t12:00z', '2026-01-31T12:00:00.000Z'],
  ['2026-01-31 12:00 +08:00', '2026-01-31T04:00:00.000Z'],
  ['2026-01-31T12:00:00.5Z', '2026-01-31T12:00:00.500Z'],
  ['1769860800', '2026-01-31T12:00:00.000Z'],
])('%s is a moment in any zone', (text, iso) => {
  for (const tz of ['UTC', 'Asia/Shanghai']) {
    process.env['TZ'] = tz;
    expect(moment(text)).toBe(iso);
  }
});

test.each([
  ['2026-01-31', '2026-01-30T16:00:00.000Z'],
  ['2026-01-31 12:00', '2026-01-31T04:00:00.000Z'],
  ['2026-01-31 12:00:30', '2026-01-31T04:00:30.000Z'],
  ['2026-01-31T12:00', '2026-01-31T04:00:00.000Z'],
  ['today', '2026-01-30T16:00:00.000Z'],
  ['Yesterday', '2026-01-29T16:00:00.000Z'],
])('%s without a zone is local time', (text, iso) => {
  process.env['TZ'] = 'Asia/Shanghai';
  expect(moment(text)).toBe(iso);
});

test.each(['someday', '2026-02-30', '2026-13-01', '2026-01-31 25:00', '12:00', '12', '2 d', ''])(
  '%j is not a moment',
  (text) => {
    expect(() => parseMoment(text, '--since', now)).toThrow(`--since "${text}" is not a time`);
  },
);

test('a duration has a unit, or is seconds', () => {
  expect(parseDuration('90', '--timeout')).toBe(90_000);
  expect(parseDuration('1.5m', '--timeout')).toBe(90_000);
  expect(() => parseDuration('soon', '--timeout')).toThrow('--timeout "soon" is not a duration');
});
