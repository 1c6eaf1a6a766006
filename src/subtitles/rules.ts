// Checks a track of cues against the rules of a style: shaped cues and cues of any subtitle file alike.
import type { Cue } from './cue.js';
import { hasDense, mayNotEnd, mayNotStart } from './planner/tokens.js';
import { gridOf } from './timing/quantise.js';
import type { RuleMessage, Violation, Rule } from './shaped.js';
import type { Style } from './styles/style.js';
import { columns, cueColumns, wordCount } from './text/width.js';

export type Report = (rule: Rule, value: number, limit: number) => void;

// Dots and dashes may begin a cue: they mark speech that continues or was interrupted.
const trailing = new Set('…—-–〜～');

/** Counts lines of dense script that begin or end with a character that must not stand there (kinsoku). */
const kinsokuCount = (lines: readonly string[]): number => {
  let count = 0;
  for (const [i, line] of lines.entries()) {
    if (!hasDense(line)) continue;
    const first = line.charAt(0);
    if (mayNotStart(first) && !(i === 0 && trailing.has(first))) count += 1;
    if (mayNotEnd(line.slice(-1))) count += 1;
  }
  return count;
};

const checkText = (cue: Cue, style: Style, report: Report): void => {
  if (cue.lines.every((line) => line.trim() === '')) report('empty', 0, 1);
  const widths = cue.lines.map((line) => columns(line, style.unit));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  if (widest > style.maxChars) report('width', widest, style.maxChars);
  if (cue.lines.length > style.maxLines) report('lines', cue.lines.length, style.maxLines);
  const narrowest = widths.reduce((least, width) => Math.min(least, width), widest);
  const ratio = widest === 0 ? 1 : narrowest / widest;
  if (widths.length > 1 && ratio < style.minLineRatio)
    report('line-ratio', ratio, style.minLineRatio);
  const count = style.oneCuePerSegment ? 0 : kinsokuCount(cue.lines);
  if (count > 0) report('kinsoku', count, 0);
  const stops = cue.lines.join('').match(/[，。]/g)?.length ?? 0;
  if (style.punctuation === 'spaces' && stops > 0) report('punctuation', stops, 0);
};

/** What the rules about time need to know of a text. It does not change with the times. */
export interface Measure {
  readonly columns: number;
  /** 0 in styles that do not count words. */
  readonly words: number;
}

export const measureOf = ({ lines }: Cue, style: Style): Measure => ({
  columns: cueColumns(lines, style.unit),
  words: style.maxWpm === Infinity && style.minWordMs === 0 ? 0 : wordCount(lines.join(' ')),
});

const checkTime = (
  cue: Cue,
  { columns, words }: Measure,
  style: Style,
  slack: number,
  report: Report,
): void => {
  const shown = cue.endMs - cue.startMs;
  if (shown < style.minDurationMs - slack) report('min-duration', shown, style.minDurationMs);
  if (shown > style.maxDurationMs + slack) report('max-duration', shown, style.maxDurationMs);
  const cps = (columns * 1000) / Math.max(1, shown);
  if (cps > style.maxCps + 1e-9) report('cps', cps, style.maxCps);
  if (style.maxWpm === Infinity && style.minWordMs === 0) return;
  const wpm = (words * 60_000) / Math.max(1, shown);
  if (wpm > style.maxWpm + 1e-9) report('wpm', wpm, style.maxWpm);
  const floor = Math.min(words * style.minWordMs, style.maxDurationMs);
  if (shown < floor - slack) report('word-time', shown, floor);
};

const checkGap = (before: Cue, cue: Cue, style: Style, grid: GapRule, report: Report): void => {
  const gap = cue.startMs - before.endMs;
  if (cue.startMs < before.startMs) report('order', cue.startMs, before.startMs);
  else if (gap < 0) {
    const isNamed = before.speaker !== null && cue.speaker !== null;
    if (!isNamed || before.speaker === cue.speaker) report('overlap', -gap, 0);
  } else if (gap < grid.gapMs - grid.slackMs) report('gap', gap, grid.gapMs);
  else if (gap > grid.gapMs + grid.slackMs && gap < style.chainGapMs) {
    report('chain-gap', gap, style.chainGapMs);
  }
};

interface GapRule {
  readonly gapMs: number;
  readonly slackMs: number;
}

const gapRuleOf = (style: Style): GapRule => {
  const { perSecond, gap } = gridOf(style);
  // 83 ms is 2 frames at 24 fps only when the frame rate is known.
  return {
    gapMs: (gap * 1000) / perSecond,
    slackMs: style.fps === null ? 0 : 500 / perSecond,
  };
};

/** Reports the rules about the time of a cue, and about the gap before it. */
export const timeCheck = (style: Style) => {
  const grid = gapRuleOf(style);
  return (cue: Cue, before: Cue | undefined, measure: Measure, report: Report): void => {
    checkTime(cue, measure, style, grid.slackMs, report);
    if (before !== undefined) checkGap(before, cue, style, grid, report);
  };
};

/**
 * The rules of the style that each cue does not meet, in the order of the cues. On a frame grid times are whole
 * frames in ms, so half a frame is tolerated. Overlapping cues of two named speakers are allowed.
 */
export const violationsOf = (cues: readonly Cue[], style: Style): Violation[] => {
  const out: Violation[] = [];
  const checkTimes = timeCheck(style);
  let index = 0;
  const report: Report = (rule, value, limit) => out.push({ cue: index, rule, value, limit });
  for (; index < cues.length; index += 1) {
    const cue = cues[index] as Cue;
    checkText(cue, style, report);
    checkTimes(cue, cues[index - 1], measureOf(cue, style), report);
  }
  return out;
};

/** The same violations with the number of the cue, from 1, and its start. */
export const lintCues = (cues: readonly Cue[], style: Style): RuleMessage[] =>
  violationsOf(cues, style).map(({ cue, rule, value, limit }) => ({
    cue: cue + 1,
    startMs: (cues[cue] as Cue).startMs,
    rule,
    measured: value,
    limit,
  }));

const speedRules: ReadonlySet<Rule> = new Set(['cps', 'wpm', 'word-time']);

/** True for rules about reading speed: only slower speech or fewer words meet them. */
export const isReadingSpeed = (rule: Rule): boolean => speedRules.has(rule);
