// Repairs the times of cues: the smallest change of one end or one start that breaks fewer rules.
import type { Cue } from '../cue.js';
import { violationsOf } from '../rules.js';
import type { Rule } from '../shaped.js';
import type { Style } from '../styles/style.js';
import { gridOf } from '../timing/quantise.js';
import { cueColumns, wordCount } from '../text/width.js';

/** Changes of times: the cue at `at` gets a new start or a new end. */
interface Change {
  readonly at: number;
  readonly startMs?: number;
  readonly endMs?: number;
}

const changed = (cue: Cue, { startMs, endMs }: Change): Cue => ({
  ...cue,
  startMs: startMs ?? cue.startMs,
  endMs: endMs ?? cue.endMs,
});

/** The time that the text needs under the style, ms. */
const neededMs = ({ lines }: Cue, style: Style): number => {
  const words = style.maxWpm < Infinity || style.minWordMs > 0 ? wordCount(lines.join(' ')) : 0;
  return Math.ceil(
    Math.max(
      style.minDurationMs,
      (cueColumns(lines, style.unit) * 1000) / style.maxCps,
      (words * 60_000) / style.maxWpm,
      Math.min(words * style.minWordMs, style.maxDurationMs),
    ),
  );
};

const tooShort: ReadonlySet<Rule> = new Set(['min-duration', 'cps', 'wpm', 'word-time']);

/** The changes that could repair a rule, the smallest first. */
const changesFor = (rule: Rule, at: number, cues: readonly Cue[], style: Style): Change[] => {
  const cue = cues[at] as Cue;
  const before = cues[at - 1];
  const { perSecond, gap } = gridOf(style);
  const gapMs = Math.ceil((gap * 1000) / perSecond);
  if (tooShort.has(rule)) {
    const wanted = cue.startMs + neededMs(cue, style);
    const room = (cues[at + 1]?.startMs ?? Infinity) - gapMs;
    const ends = [wanted, room].filter((endMs) => endMs <= room && endMs < Infinity);
    const earlier = cue.endMs - neededMs(cue, style);
    const starts = earlier >= (before === undefined ? 0 : before.endMs + gapMs) ? [earlier] : [];
    return [
      ...ends.map((endMs) => ({ at, endMs })),
      ...(cue.startMs - earlier <= gapMs ? starts.map((startMs) => ({ at, startMs })) : []),
    ];
  }
  if (rule === 'max-duration') return [{ at, endMs: cue.startMs + style.maxDurationMs }];
  if (before === undefined) return [];
  if (rule === 'gap' || rule === 'overlap' || rule === 'chain-gap') {
    return [
      { at: at - 1, endMs: cue.startMs - gapMs },
      { at, startMs: before.endMs + gapMs },
    ];
  }
  return [];
};

const isPossible = (cue: Cue): boolean => cue.startMs >= 0 && cue.endMs > cue.startMs;

/** Rules broken by the cue, and by the cues around it because of its times. */
const countAround = (cues: readonly Cue[], at: number, style: Style): number => {
  const from = Math.max(0, at - 2);
  return violationsOf(cues.slice(from, at + 3), style).length;
};

/** Applies the first change that breaks fewer rules. False when none does. */
const repairOne = (cues: Cue[], at: number, rule: Rule, style: Style): boolean => {
  const now = countAround(cues, at, style);
  for (const change of changesFor(rule, at, cues, style)) {
    const old = cues[change.at] as Cue;
    const next = changed(old, change);
    const isLate = next.startMs > (cues[change.at + 1]?.startMs ?? Infinity);
    if (!isPossible(next) || isLate) continue;
    cues[change.at] = next;
    if (countAround(cues, at, style) < now) return true;
    cues[change.at] = old;
  }
  return false;
};

// A change may make room for another cue. Each pass breaks fewer rules than the one before it.
const mostPasses = 4;

/** The cues, sorted by start, with repaired times. A cue is a new object only when its times changed. */
export const retimed = (sorted: readonly Cue[], style: Style): Cue[] => {
  const cues = [...sorted];
  for (let pass = 0; pass < mostPasses; pass += 1) {
    let repaired = 0;
    for (const { cue, rule } of violationsOf(cues, style)) {
      if (repairOne(cues, cue, rule, style)) repaired += 1;
    }
    if (repaired === 0) break;
  }
  return cues;
};
