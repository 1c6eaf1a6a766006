// Which rules of a style a track of cues breaks. The same check for what we shaped and for any file.
import type { Cue } from './cue.js';
import { hasDense, mayNotEnd, mayNotStart } from './planner/pieces.js';
import { gridOf } from './quantise.js';
import type { Finding, Miss, Rule } from './shaped.js';
import type { Style } from './style.js';
import { columns, cueColumns, wordCount } from './text/width.js';

type Found = (rule: Rule, value: number, limit: number) => void;

// Dots and dashes may open a cue: its speaker goes on, or was interrupted.
const trailing = new Set('…—-–〜～');

/** Lines of dense script that begin or end with punctuation that belongs to the other side. */
const kinsokuFaults = (lines: readonly string[]): number => {
  let faults = 0;
  for (const [i, line] of lines.entries()) {
    if (!hasDense(line)) continue;
    const first = line.charAt(0);
    if (mayNotStart(first) && !(i === 0 && trailing.has(first))) faults += 1;
    if (mayNotEnd(line.slice(-1))) faults += 1;
  }
  return faults;
};

const checkText = (cue: Cue, style: Style, found: Found): void => {
  if (cue.lines.every((line) => line.trim() === '')) found('empty', 0, 1);
  const widths = cue.lines.map((line) => columns(line, style.unit));
  const widest = widths.reduce((most, width) => Math.max(most, width), 0);
  if (widest > style.maxChars) found('width', widest, style.maxChars);
  if (cue.lines.length > style.maxLines) found('lines', cue.lines.length, style.maxLines);
  const narrowest = widths.reduce((least, width) => Math.min(least, width), widest);
  const ratio = widest === 0 ? 1 : narrowest / widest;
  if (widths.length > 1 && ratio < style.minLineRatio)
    found('line-ratio', ratio, style.minLineRatio);
  const faults = style.raw ? 0 : kinsokuFaults(cue.lines);
  if (faults > 0) found('kinsoku', faults, 0);
  const stops = cue.lines.join('').match(/[，。]/g)?.length ?? 0;
  if (style.punctuation === 'spaces' && stops > 0) found('punctuation', stops, 0);
};

const checkTime = (cue: Cue, style: Style, slack: number, found: Found): void => {
  const shown = cue.endMs - cue.startMs;
  if (shown < style.minDurationMs - slack) found('min-duration', shown, style.minDurationMs);
  if (shown > style.maxDurationMs + slack) found('max-duration', shown, style.maxDurationMs);
  const cps = (cueColumns(cue.lines, style.unit) * 1000) / Math.max(1, shown);
  if (cps > style.maxCps + 1e-9) found('cps', cps, style.maxCps);
  if (style.maxWpm === Infinity && style.minWordMs === 0) return;
  const words = wordCount(cue.lines.join(' '));
  const wpm = (words * 60_000) / Math.max(1, shown);
  if (wpm > style.maxWpm + 1e-9) found('wpm', wpm, style.maxWpm);
  const floor = Math.min(words * style.minWordMs, style.maxDurationMs);
  if (shown < floor - slack) found('word-time', shown, floor);
};

const checkGap = (before: Cue, cue: Cue, style: Style, grid: GapRule, found: Found): void => {
  const gap = cue.startMs - before.endMs;
  if (cue.startMs < before.startMs) found('order', cue.startMs, before.startMs);
  else if (gap < 0) {
    const voices = before.speaker !== null && before.speaker !== cue.speaker;
    if (!voices) found('overlap', -gap, 0);
  } else if (gap < grid.gapMs - grid.slackMs) found('gap', gap, grid.gapMs);
  else if (gap > grid.gapMs + grid.slackMs && gap < style.chainGapMs) {
    found('chain-gap', gap, style.chainGapMs);
  }
};

interface GapRule {
  readonly gapMs: number;
  readonly slackMs: number;
}

/**
 * Every rule of the style that each cue breaks, cues in the order given. On a frame grid times are whole
 * frames written in ms, so half a frame is allowed for; overlapping cues of two named speakers are legal.
 */
export const misses = (cues: readonly Cue[], style: Style): Miss[] => {
  const out: Miss[] = [];
  const { perSecond, gap } = gridOf(style);
  // 83 ms is 2 frames at 24 fps only where frames are known.
  const grid = {
    gapMs: (gap * 1000) / perSecond,
    slackMs: style.fps === null ? 0 : 500 / perSecond,
  };
  for (const [i, cue] of cues.entries()) {
    const found: Found = (rule, value, limit) => out.push({ cue: i, rule, value, limit });
    checkText(cue, style, found);
    checkTime(cue, style, grid.slackMs, found);
    const before = cues[i - 1];
    if (before !== undefined) checkGap(before, cue, style, grid, found);
  }
  return out;
};

/** The same with what a person needs to find the cue: its number from 1 and its time. */
export const lintCues = (cues: readonly Cue[], style: Style): Finding[] =>
  misses(cues, style).map(({ cue, rule, value, limit }) => ({
    cue: cue + 1,
    startMs: (cues[cue] as Cue).startMs,
    rule,
    measured: value,
    limit,
  }));

const speedRules: ReadonlySet<Rule> = new Set(['cps', 'wpm', 'word-time']);

/** True for rules that only slower speech, or fewer words, could keep. */
export const isReadingSpeed = (rule: Rule): boolean => speedRules.has(rule);
