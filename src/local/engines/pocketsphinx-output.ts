// Reads PocketSphinx's output into segments; its two generations print two formats.
import type { LocalSegment, LocalWord } from '../jobs/job.js';

// Frames are 10 ms long and the printed end is the start of a word's last frame (measured:
// each word begins 0.01 s after the printed end of the one before).
const frameMs = 10;

/** `are(2)` is the second way to say "are"; `<s>`, `<sil>`, `[NOISE]` and `++UM++` are not words. */
export const cleanWord = (word: string): string | null =>
  /^(<.*>|\[.*\]|\+\+.*\+\+)$/.test(word) ? null : word.replace(/\(\d+\)$/, '');

const toMs = (seconds: number): number => Math.round(seconds * 1000);

const clamp = (confidence: number): number => Math.min(1, Math.max(0, confidence));

const segmentOf = (words: readonly LocalWord[]): LocalSegment | null => {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return null;
  const text = words.map((word) => word.text).join(' ');
  return { startMs: first.startMs, endMs: last.endMs, text, words };
};

const timedLine = /^(\S+) (\d+\.\d+) (\d+\.\d+) (\d+\.\d+)$/;

/**
 * Of `pocketsphinx_continuous -time yes` (5prealpha, Debian 12): for each utterance its text on
 * one line, then a line `word start end confidence` for each word, seconds from the start of the
 * file. Utterances end at pauses, found by its voice detector; one segment each.
 */
export async function* segmentsOfContinuous(
  lines: AsyncIterable<string>,
): AsyncGenerator<LocalSegment> {
  let words: LocalWord[] = [];
  for await (const line of lines) {
    const found = timedLine.exec(line.trim());
    const text = found === null ? null : cleanWord(found[1] ?? '');
    if (found === null) {
      const segment = segmentOf(words);
      words = [];
      if (segment !== null) yield segment;
    } else if (text !== null) {
      const startMs = toMs(Number(found[2]));
      const endMs = toMs(Number(found[3])) + frameMs;
      words.push({ startMs, endMs, text, confidence: clamp(Number(found[4])) });
    }
  }
  const segment = segmentOf(words);
  if (segment !== null) yield segment;
}

interface Timed {
  readonly b: number;
  readonly d: number;
  readonly p?: number;
  readonly t: string;
}

const isTimed = (value: unknown): value is Timed => {
  if (typeof value !== 'object' || value === null) return false;
  const { b, d, t } = value as Record<string, unknown>;
  return typeof b === 'number' && typeof d === 'number' && typeof t === 'string';
};

const wordsOf = (line: string): readonly Timed[] => {
  try {
    const value = JSON.parse(line) as { w?: unknown } | null;
    return Array.isArray(value?.w) ? value.w.filter(isTimed) : [];
  } catch {
    return [];
  }
};

/**
 * Of `pocketsphinx` 5.x: one JSON object a line and utterance, `b` start and `d` duration in
 * seconds, `p` probability, `t` text, `w` the words in the same fields (its manual, section "live").
 */
export async function* segmentsOfJsonLines(
  lines: AsyncIterable<string>,
): AsyncGenerator<LocalSegment> {
  for await (const line of lines) {
    const words = wordsOf(line).flatMap(({ b, d, p, t }): LocalWord[] => {
      const text = cleanWord(t);
      if (text === null) return [];
      const confidence = typeof p === 'number' ? clamp(p) : null;
      return [{ startMs: toMs(b), endMs: toMs(b + d), text, confidence }];
    });
    const segment = segmentOf(words);
    if (segment !== null) yield segment;
  }
}
