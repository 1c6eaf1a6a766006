// What the flags of a style mean: text becomes numbers, numbers a style.
import { usageError } from '../../errors.js';
import type { Transcript } from '../../transcripts/transcript.js';
import type { Style, StyleOverrides } from '../../subtitles/index.js';
import type { StyleFlags } from './export-flag-table.js';

/** A positive number, or a fraction such as 30000/1001. Throws exit 2 naming the flag; `example` is one of its values. */
export const readNumber = (flag: string, value: string, example = '25'): number => {
  const match = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(value.trim());
  const number = match ? Number(match[1]) / Number(match[2] ?? 1) : Number.NaN;
  if (Number.isFinite(number) && number > 0) return number;
  throw usageError(
    `${flag} "${value}" is not a number above zero`,
    `For example: ${flag} ${example}`,
  );
};

const readCount = (flag: string, value: string): number => {
  if (/^[1-9]\d{0,5}$/.test(value.trim())) return Number(value);
  throw usageError(`${flag} "${value}" is not a whole number above zero`, `For example: ${flag} 2`);
};

// 100,000 hours: far above any recording, and exact in milliseconds.
const longestMs = 360_000_000_000;

/** Whole milliseconds of `1.5`, `1.5s`, `800ms`, `1:02.5` or `01:02:03.5`, with or without a sign. Throws exit 2. */
export const readTime = (flag: string, value: string): number => {
  const bad = (): never => {
    throw usageError(
      `${flag} "${value}" is not a time`,
      'Write seconds (1.5), milliseconds (800ms) or a clock time (1:02.5).',
    );
  };
  const [, sign = '', rest = ''] = /^([+-]?)(.+)$/.exec(value.trim()) ?? bad();
  const simple = /^(\d+(?:\.\d+)?|\.\d+)(ms|s)?$/.exec(rest);
  const clock = /^(?:(\d+):)?(\d{1,2}):(\d{1,2}(?:[.,]\d+)?)$/.exec(rest);
  const ms = simple
    ? Number(simple[1]) * (simple[2] === 'ms' ? 1 : 1000)
    : clock
      ? (Number(clock[1] ?? 0) * 3600 + Number(clock[2]) * 60) * 1000 +
        Number(clock[3]?.replace(',', '.')) * 1000
      : bad();
  if (ms > longestMs) throw usageError(`${flag} "${value}" is longer than 100,000 hours`);
  return Math.round(sign === '-' ? -ms : ms);
};

const readSpan = (flag: string, value: string): number => {
  const ms = readTime(flag, value);
  if (ms < 0) throw usageError(`${flag} "${value}" is below zero`, `For example: ${flag} 0.5`);
  return ms;
};

/** The largest gap in a style guide is BBC's 1.5 s; a much larger one leaves no time to show a cue. */
const mostGapMs = 2000;

const readGap = (value: string): number => {
  const ms = readSpan('--gap', value);
  if (ms <= mostGapMs) return ms;
  throw usageError(`--gap "${value}" is longer than 2 s`, 'For example: --gap 84ms');
};

const readRate = (value: string): number => {
  const fps = readNumber('--fps', value);
  if (fps >= 1 && fps <= 1000) return fps;
  throw usageError(`--fps "${value}" is not a frame rate`, 'For example: --fps 25');
};

const given = <T>(value: string | undefined, read: (value: string) => T): T | undefined =>
  value === undefined ? undefined : read(value);

/** The flags as numbers. Throws exit 2. */
const readOverrides = (flags: StyleFlags): StyleOverrides => ({
  maxChars: given(flags.maxChars, (v) => readCount('--max-chars', v)),
  maxLines: given(flags.maxLines, (v) => readCount('--max-lines', v)),
  maxCps: given(flags.maxCps, (v) => readNumber('--max-cps', v)),
  minDurationMs: given(flags.minDuration, (v) => readSpan('--min-duration', v)),
  maxDurationMs: given(flags.maxDuration, (v) => readSpan('--max-duration', v)),
  gapMs: given(flags.gap, readGap),
  chainGapMs: given(flags.chainGap, (v) => readSpan('--chain-gap', v)),
  fps: given(flags.fps, readRate),
  children: flags.children,
});

/** The style for a transcript: the named one, or the default of its script, with the numbers of the flags. Throws exit 2. */
export const readStyle = async (
  flags: StyleFlags,
  transcript: Pick<Transcript, 'segments'>,
): Promise<Style> => {
  const { overrideStyle, styleFor, styles } = await import('../../subtitles/index.js');
  const { style: name } = flags;
  if (name !== undefined && styles.every((style) => style.name !== name)) {
    throw usageError(
      `There is no style "${name}"`,
      `Use one of: ${styles.map((s) => s.name).join(', ')}.`,
    );
  }
  const style = overrideStyle(styleFor(name ?? null, transcript), readOverrides(flags));
  if (style.minDurationMs > style.maxDurationMs) {
    throw usageError(
      '--min-duration is longer than --max-duration',
      'Change one of the two, or the style.',
    );
  }
  return style;
};
