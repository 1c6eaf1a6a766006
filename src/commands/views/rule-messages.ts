// Messages for broken rules of a style, for `lint` and `export --report`.
import type { Rule } from '../../subtitles/index.js';

const seconds = (ms: number): string => `${Number((ms / 1000).toFixed(3))} s`;
const plain = (n: number): string => String(Number(n.toFixed(2)));

interface Words {
  readonly label: string;
  readonly show: (value: number) => string;
}

const words: Readonly<Record<Rule, Words>> = {
  width: { label: 'line too long', show: plain },
  lines: { label: 'too many lines', show: plain },
  'max-duration': { label: 'shown too long', show: seconds },
  'min-duration': { label: 'shown too short', show: seconds },
  'word-time': { label: 'too short for its words', show: seconds },
  cps: { label: 'too fast to read (characters per second)', show: plain },
  wpm: { label: 'too fast to read (words per minute)', show: plain },
  gap: { label: 'too close to the previous cue', show: seconds },
  'chain-gap': {
    label: 'gap after the previous cue is neither closed nor long enough',
    show: seconds,
  },
  overlap: { label: 'overlaps the previous cue', show: seconds },
  order: { label: 'starts before the previous cue', show: seconds },
  'line-ratio': { label: 'lines of unequal length', show: plain },
  kinsoku: { label: 'punctuation at the wrong end of a line', show: plain },
  punctuation: { label: 'punctuation that the style removes', show: plain },
  empty: { label: 'no text', show: plain },
};

/** The message for a broken rule. */
export const ruleLabel = (rule: Rule): string => words[rule].label;

/** A measured value or a limit of the rule, with its unit: durations and gaps in seconds. */
export const ruleValue = (rule: Rule, value: number): string =>
  Number.isFinite(value) ? words[rule].show(value) : 'none';

/** `HH:MM:SS.mmm` of a time in milliseconds, with a minus for times before zero. */
export const cueTime = (ms: number): string => {
  const t = Math.abs(Math.round(ms));
  const part = (n: number, width: number): string => String(n).padStart(width, '0');
  const clock = [Math.floor(t / 3_600_000), Math.floor(t / 60_000) % 60, Math.floor(t / 1000) % 60];
  return `${ms < 0 ? '-' : ''}${clock.map((n) => part(n, 2)).join(':')}.${part(t % 1000, 3)}`;
};

/** `cps 12, gap 3`: how often each rule is broken, the most frequent first. */
export const ruleCounts = (rules: readonly Rule[]): string => {
  const counts = new Map<Rule, number>();
  for (const rule of rules) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([rule, count]) => `${rule} ${count}`)
    .join(', ');
};
