// Chapters of a transcript: they begin at a sentence after a silence.
import type { Transcript } from '../transcripts/transcript.js';
import { breakCostsFor, type BreakCosts } from './planner/breaks/break-costs.js';
import { textOf } from './planner/untimed-cue.js';
import { repair } from './repair/repair.js';
import type { Chapter } from './shaped.js';
import { moveClosingMarks } from './repair/closing-marks.js';
import { styleFor } from './styles/style-for.js';
import { withLanguage } from './text/language.js';
import { timedTokensOf, type TimedToken } from './planner/timed-tokens.js';

// YouTube (support.google.com answer 9884579): the first at 0:00, at least three, each at least 10 s long.
const shortestMs = 10_000;
const longestMs = 300_000;
const typicalCount = 8;
const titleColumns = 48;

/** A possible start of a chapter. */
interface Candidate {
  /** Index of its first token. */
  readonly token: number;
  readonly startMs: number;
  /** The silence before it in ms, plus the scores of a sentence end and a new speaker. */
  readonly score: number;
}

const sentenceScore = 400;
const speakerScore = 300;

/** Possible starts: after the end of a sentence, or after one second of silence. */
const candidatesOf = (
  tokens: readonly TimedToken[],
  turns: ReadonlySet<number>,
  breakCosts: BreakCosts,
): Candidate[] => {
  const candidates: Candidate[] = [];
  for (let i = 1; i < tokens.length; i += 1) {
    const before = tokens[i - 1] as TimedToken;
    const token = tokens[i] as TimedToken;
    const pause = Math.max(0, token.startMs - before.endMs);
    const sentence = breakCosts.endsSentence(before.source, token.source);
    if (!sentence && pause < 1000) continue;
    const score = pause + (sentence ? sentenceScore : 0) + (turns.has(i) ? speakerScore : 0);
    candidates.push({ token: i, startMs: token.startMs, score });
  }
  return candidates;
};

/** Cost of a chapter's length: 0 at the wanted length, as much as a long silence at half or double of it. */
const lengthCost = (ms: number, wanted: number): number => 1500 * Math.log2(ms / wanted) ** 2;

/**
 * The candidates with the highest sum of scores minus length costs. Each candidate is compared with those within
 * three wanted lengths before it, so the cost is linear.
 */
const bestStarts = (candidates: readonly Candidate[], endMs: number): Candidate[] => {
  const wanted = Math.min(longestMs, Math.max(shortestMs * 1.5, endMs / typicalCount));
  const nodes = [
    { token: 0, startMs: 0, score: 0 },
    ...candidates,
    { token: 0, startMs: endMs, score: 0 },
  ];
  const value = new Float64Array(nodes.length).fill(-Infinity);
  const cameFrom = new Uint32Array(nodes.length);
  value[0] = 0;
  for (let j = 1; j < nodes.length; j += 1) {
    const { startMs, score } = nodes[j] as Candidate;
    for (let i = j - 1; i >= 0; i -= 1) {
      const length = startMs - (nodes[i] as Candidate).startMs;
      if (length > wanted * 3 && value[j] !== -Infinity) break;
      if (length < shortestMs || value[i] === -Infinity) continue;
      const sum = (value[i] as number) + Math.min(score, 4000) - lengthCost(length, wanted);
      if (sum <= (value[j] as number)) continue;
      value[j] = sum;
      cameFrom[j] = i;
    }
  }
  const out: Candidate[] = [];
  for (let at = cameFrom.at(-1) ?? 0; at > 0; at = cameFrom[at] as number) {
    out.push(nodes[at] as Candidate);
  }
  return out.reverse();
};

/** The first words of a chapter: its first clause when it is short, else up to the cheapest break. */
const titleOf = (tokens: readonly TimedToken[], breakCosts: BreakCosts): string => {
  let width = 0;
  let cheapest = Infinity;
  let to = 1;
  for (let i = 0; i < tokens.length; i += 1) {
    const token = tokens[i] as TimedToken;
    const next = tokens[i + 1];
    width +=
      (token.space ? 1 : 0) + token.text.length * (token.text.charCodeAt(0) > 0x2e80 ? 2 : 1);
    if (width > titleColumns && i > 0) break;
    const cost = next === undefined ? 0 : breakCosts.cost(token.source, next.source, next.space);
    if (cost <= cheapest || width < titleColumns / 3) {
      cheapest = cost;
      to = i + 1;
    }
    if (cost === 0 && width >= titleColumns / 4) break;
  }
  const title = textOf(tokens.slice(0, to)).replace(
    /(?<![\s.,;:，。；：、])[\s.,;:，。；：、]+$/u,
    '',
  );
  return cheapest > 2 && to < tokens.length ? `${title}…` : title;
};

/**
 * Chapters of a transcript with their first words as titles: about eight, the first at 0, none shorter than 10 s.
 * Empty for a transcript without text. Linear.
 */
export const chapters = (transcript: Transcript): Chapter[] => {
  const { transcript: repaired } = repair(withLanguage(transcript));
  const style = styleFor('youtube', repaired);
  const breakCosts = breakCostsFor(repaired.language);
  const tokens: TimedToken[] = [];
  const turns = new Set<number>();
  let speaker: string | null = null;
  for (const segment of moveClosingMarks(repaired.segments)) {
    if (segment.speaker !== speaker) turns.add(tokens.length);
    ({ speaker } = segment);
    for (const token of timedTokensOf(segment, style, {}, repaired.language)) {
      // The last word ends with its segment, even when the segment has few words.
      tokens.push(token.segmentEnd ? { ...token, endMs: segment.endMs } : token);
    }
  }
  if (tokens.length === 0) return [];
  const starts = bestStarts(
    candidatesOf(tokens, turns, breakCosts),
    (tokens.at(-1) as TimedToken).endMs,
  );
  const at = [{ token: 0, startMs: 0 }, ...starts];
  return at.map(({ token, startMs }, i) => {
    const own = tokens.slice(token, Math.min(token + 40, at[i + 1]?.token ?? tokens.length));
    return { startMs: Math.floor(startMs), title: titleOf(own, breakCosts) };
  });
};
