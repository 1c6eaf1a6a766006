// Repairs the times of cues: the smallest change of one end or one start that breaks fewer rules.
import type { Cue } from '../cue.js';
import { measureOf, timeCheck, type Measure, type Report } from '../rules.js';
import type { Rule } from '../shaped.js';
import type { Style } from '../styles/style.js';
import { gridOf } from '../timing/quantise.js';

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
const neededMs = ({ columns, words }: Measure, style: Style): number =>
  Math.ceil(
    Math.max(
      style.minDurationMs,
      (columns * 1000) / style.maxCps,
      (words * 60_000) / style.maxWpm,
      Math.min(words * style.minWordMs, style.maxDurationMs),
    ),
  );

const tooShort: ReadonlySet<Rule> = new Set(['min-duration', 'cps', 'wpm', 'word-time']);

/** The changes that could repair a rule, the smallest first. */
const changesFor = (rule: Rule, at: number, { cues, measures, style }: Track): Change[] => {
  const cue = cues[at] as Cue;
  const before = cues[at - 1];
  const { perSecond, gap } = gridOf(style);
  const gapMs = Math.ceil((gap * 1000) / perSecond);
  if (tooShort.has(rule)) {
    const wanted = cue.startMs + neededMs(measures[at] as Measure, style);
    const room = (cues[at + 1]?.startMs ?? Infinity) - gapMs;
    const ends = [wanted, room].filter((endMs) => endMs <= room && endMs < Infinity);
    const earlier = cue.endMs - neededMs(measures[at] as Measure, style);
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

interface Track {
  readonly cues: Cue[];
  readonly measures: readonly Measure[];
  readonly style: Style;
  readonly check: ReturnType<typeof timeCheck>;
}

/** Reports the rules about time that the cues from `from` to `to` break. */
const checkSpan = ({ cues, measures, check }: Track, from: number, to: number, report: Report) => {
  for (let i = Math.max(0, from); i <= to && i < cues.length; i += 1) {
    check(cues[i] as Cue, cues[i - 1], measures[i] as Measure, report);
  }
};

/** How many rules the cue breaks, and the cues around it because of its times. */
const countAround = (track: Track, at: number): number => {
  let count = 0;
  checkSpan(track, at - 2, at + 2, () => (count += 1));
  return count;
};

/** Applies the first change that breaks fewer rules. False when none does. */
const repairOne = (track: Track, at: number, rule: Rule): boolean => {
  const { cues } = track;
  const now = countAround(track, at);
  for (const change of changesFor(rule, at, track)) {
    const old = cues[change.at] as Cue;
    const next = changed(old, change);
    const isLate = next.startMs > (cues[change.at + 1]?.startMs ?? Infinity);
    if (!isPossible(next) || isLate) continue;
    cues[change.at] = next;
    if (countAround(track, at) < now) return true;
    cues[change.at] = old;
  }
  return false;
};

// A change may make room for another cue. Each pass breaks fewer rules than the one before it.
const mostPasses = 4;

/** The cues, sorted by start, with repaired times. A cue is a new object only when its times changed. */
export const retimed = (sorted: readonly Cue[], style: Style): Cue[] => {
  const cues = [...sorted];
  const measures = cues.map((cue) => measureOf(cue, style));
  const track: Track = { cues, measures, style, check: timeCheck(style) };
  for (let pass = 0; pass < mostPasses; pass += 1) {
    let repaired = 0;
    for (let at = 0; at < cues.length; at += 1) {
      const broken: Rule[] = [];
      checkSpan(track, at, at, (rule) => broken.push(rule));
      for (const rule of broken) if (repairOne(track, at, rule)) repaired += 1;
    }
    if (repaired === 0) break;
  }
  return cues;
};
