// Every regular expression of src/ takes linear time, so that foreign text cannot stop the program.
import { expect, test } from 'vitest';
import { computedIn, patterns, slowTexts } from './patterns.js';

/** CPU milliseconds of a search over the whole text: the minimum of three runs, against noise. */
const cpuMs = (pattern: RegExp, text: string): number => {
  const global = new RegExp(pattern.source, `${pattern.flags.replace(/[gy]/g, '')}g`);
  const once = (): number => {
    const before = process.cpuUsage();
    text.replace(global, '');
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const first = once();
  return first < 0.03 || first > 100 ? first : Math.min(first, once(), once());
};

const smallest = 500;
/** The time grows with the square of the text. A linear pattern stays below the limit at the first size. */
const doublings = [1, 2, 4, 8, 16].map((factor) => ({
  factor,
  limitMs: 0.03 * factor * factor,
}));

/** True when the time grows with the square of the text, or faster, over five sizes. */
const isSlow = (pattern: RegExp, textOf: (size: number) => string): boolean => {
  for (const { factor, limitMs } of doublings) {
    const ms = cpuMs(pattern, textOf(smallest * factor));
    if (ms < limitMs) return false;
    // Cubic or worse: a longer text would take minutes.
    if (ms > 100) return true;
  }
  return true;
};

/** A description of the first text on which the pattern is slow; null for none. */
const slowTextOf = (pattern: RegExp): string | null => {
  for (const { make, name } of slowTexts(pattern)) if (isSlow(pattern, make)) return name;
  return null;
};

test.each([/\s+$/, /a+b/, /[，。]+(?=[^\p{L}]*$)/u, /(?:x|y)*z/, /<[^>]*>/g])(
  'the check finds the quadratic or cubic pattern %s',
  (pattern) => {
    expect(slowTextOf(pattern)).not.toBeNull();
  },
);

test.each([/(?<!\s)\s+$/, /^a+b/, /[ab]/g, /^(?:x|y)*z/, /<[^<>]*>/g])(
  'the check accepts the linear pattern %s',
  (pattern) => {
    expect(slowTextOf(pattern)).toBeNull();
  },
);

test('every pattern of the program takes linear time', () => {
  expect(patterns.length).toBeGreaterThan(300);
  // The process id; literal alternatives; a tag name in the first 4 KB of an answer.
  expect(computedIn.toSorted()).toEqual([
    'api/ims/http/faults.ts',
    'main.ts',
    'terminal/known-secrets.ts',
  ]);
  const slow = patterns.flatMap(({ name, pattern }) => {
    const text = slowTextOf(pattern);
    return text === null ? [] : [`${name} on ${text}`];
  });
  expect(slow).toEqual([]);
});
