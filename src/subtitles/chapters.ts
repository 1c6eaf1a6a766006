// Chapters from what was said: they begin where a sentence begins after a silence.
import type { Transcript } from '../transcripts/transcript.js';
import { breaksFor, type Breaks } from './planner/breaks.js';
import { textOf } from './untimed-cue.js';
import { repair } from './repair/repair.js';
import type { Chapter } from './shaped.js';
import { moveClosingMarks } from './repair/closing-marks.js';
import { styleFor } from './style.js';
import { unitsOf, type Unit } from './planner/units.js';

// YouTube (support.google.com answer 9884579): the first at 0:00, three or more, each 10 s or longer.
const shortestMs = 10_000;
const longestMs = 300_000;
const about = 8;
const titleColumns = 48;

interface Opening {
  readonly unit: number;
  readonly startMs: number;
  /** How much of a new beginning it is: the silence before it, in ms, and what a sentence end adds. */
  readonly score: number;
}

const sentenceScore = 400;
const voiceScore = 300;

/** Places a chapter could begin at: after a sentence, or after a second of silence. */
const openingsOf = (
  units: readonly Unit[],
  turns: ReadonlySet<number>,
  breaks: Breaks,
): Opening[] => {
  const openings: Opening[] = [];
  for (let i = 1; i < units.length; i += 1) {
    const before = units[i - 1] as Unit;
    const unit = units[i] as Unit;
    const pause = Math.max(0, unit.startMs - before.endMs);
    const sentence = breaks.endsSentence(before.source, unit.source);
    if (!sentence && pause < 1000) continue;
    const score = pause + (sentence ? sentenceScore : 0) + (turns.has(i) ? voiceScore : 0);
    openings.push({ unit: i, startMs: unit.startMs, score });
  }
  return openings;
};

/** What a chapter's length takes off: nothing at the wanted one, as much as a long silence at half or double. */
const lengthCost = (ms: number, wanted: number): number => 1500 * Math.log2(ms / wanted) ** 2;

/**
 * The openings whose silences, less what uneven lengths cost, add up to most. Each is weighed against
 * those within three wanted lengths before it, so the cost is linear.
 */
const chosen = (openings: readonly Opening[], endMs: number): Opening[] => {
  const wanted = Math.min(longestMs, Math.max(shortestMs * 1.5, endMs / about));
  const nodes = [
    { unit: 0, startMs: 0, score: 0 },
    ...openings,
    { unit: 0, startMs: endMs, score: 0 },
  ];
  const value = new Float64Array(nodes.length).fill(-Infinity);
  const cameFrom = new Uint32Array(nodes.length);
  value[0] = 0;
  for (let j = 1; j < nodes.length; j += 1) {
    const { startMs, score } = nodes[j] as Opening;
    for (let i = j - 1; i >= 0; i -= 1) {
      const length = startMs - (nodes[i] as Opening).startMs;
      if (length > wanted * 3 && value[j] !== -Infinity) break;
      if (length < shortestMs || value[i] === -Infinity) continue;
      const sum = (value[i] as number) + Math.min(score, 4000) - lengthCost(length, wanted);
      if (sum <= (value[j] as number)) continue;
      value[j] = sum;
      cameFrom[j] = i;
    }
  }
  const out: Opening[] = [];
  for (let at = cameFrom.at(-1) ?? 0; at > 0; at = cameFrom[at] as number) {
    out.push(nodes[at] as Opening);
  }
  return out.reverse();
};

/** The first words of a chapter: its first clause if short, else cut where a break costs least. */
const titleOf = (units: readonly Unit[], breaks: Breaks): string => {
  let width = 0;
  let cheapest = Infinity;
  let to = 1;
  for (let i = 0; i < units.length; i += 1) {
    const unit = units[i] as Unit;
    const next = units[i + 1];
    width += (unit.space ? 1 : 0) + unit.text.length * (unit.text.charCodeAt(0) > 0x2e80 ? 2 : 1);
    if (width > titleColumns && i > 0) break;
    const cost = next === undefined ? 0 : breaks.cost(unit.source, next.source, next.space);
    if (cost <= cheapest || width < titleColumns / 3) {
      cheapest = cost;
      to = i + 1;
    }
    if (cost === 0 && width >= titleColumns / 4) break;
  }
  const title = textOf(units.slice(0, to)).replace(/[\s.,;:，。；：、]+$/u, '');
  return cheapest > 2 && to < units.length ? `${title}…` : title;
};

/**
 * Chapters of a transcript, the first at 0, about eight of them, none shorter than 10 s, with the first
 * words said as titles. Empty when nothing was said. Linear.
 */
export const chapters = (transcript: Transcript): Chapter[] => {
  const { transcript: sound } = repair(transcript);
  const style = styleFor('youtube', sound);
  const breaks = breaksFor(sound.language);
  const units: Unit[] = [];
  const turns = new Set<number>();
  let speaker: string | null = null;
  for (const segment of moveClosingMarks(sound.segments)) {
    if (segment.speaker !== speaker) turns.add(units.length);
    ({ speaker } = segment);
    for (const unit of unitsOf(segment, style, {}, sound.language)) {
      // Its last word is not over before the segment is, however few words are in it.
      units.push(unit.segmentEnd ? { ...unit, endMs: segment.endMs } : unit);
    }
  }
  if (units.length === 0) return [];
  const starts = chosen(openingsOf(units, turns, breaks), (units.at(-1) as Unit).endMs);
  const at = [{ unit: 0, startMs: 0 }, ...starts];
  return at.map(({ unit, startMs }, i) => {
    const own = units.slice(unit, Math.min(unit + 40, at[i + 1]?.unit ?? units.length));
    return { startMs: Math.floor(startMs), title: titleOf(own, breaks) };
  });
};
