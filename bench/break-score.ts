// Scores shaped cues against the captions that people wrote for the same words: break F1, Sigma, bad breaks.
// A break is the end of a line or cue. It is placed by counting letters and digits, so that punctuation and spaces
// do not matter. The last break of a document does not count.
import type { Segment } from '../src/transcripts/transcript.js';

interface Breaks {
  /** Letters before each end, and whether a cue ends there. */
  readonly at: ReadonlyMap<number, 'eol' | 'eob'>;
  readonly tokens: readonly string[];
}

export interface Score {
  readonly hit: number;
  readonly ours: number;
  readonly theirs: number;
  readonly eobHit: number;
  readonly eobOurs: number;
  readonly eobTheirs: number;
  readonly grams: readonly (readonly [match: number, count: number])[];
  readonly bad: number;
  readonly theirBad: number;
}

const letters = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** Words, or characters in scripts without spaces. */
const tokensOf = (line: string): string[] =>
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(line)
    ? Array.from(line.replaceAll(/\s/g, ''))
    : line.split(/\s+/).filter((word) => word !== '');

export const breaksOf = (cues: readonly (readonly string[])[]): Breaks => {
  const at = new Map<number, 'eol' | 'eob'>();
  const tokens: string[] = [];
  let count = 0;
  for (const lines of cues) {
    for (const [i, line] of lines.entries()) {
      count += letters(line).length;
      const kind = i === lines.length - 1 ? 'eob' : 'eol';
      at.set(count, kind);
      tokens.push(...tokensOf(line), `<${kind}>`);
    }
  }
  at.delete(count);
  return { at, tokens };
};

export const linesOf = (cues: readonly Segment[]): string[][] =>
  cues.map(({ text }) => text.split('\n'));

const windowLetters = 400;

/** The tokens in windows of 400 letters. */
const windows = (tokens: readonly string[]): string[][] => {
  const out: string[][] = [];
  let count = 0;
  for (const token of tokens) {
    (out[Math.floor(count / windowLetters)] ??= []).push(token);
    if (!token.startsWith('<')) count += letters(token).length;
  }
  return Array.from(out, (part) => part ?? []);
};

const gramsOf = (tokens: readonly string[], n: number): Map<string, number> => {
  const counts = new Map<string, number>();
  for (let i = 0; i + n <= tokens.length; i += 1) {
    const gram = tokens.slice(i, i + n).join(' ');
    counts.set(gram, (counts.get(gram) ?? 0) + 1);
  }
  return counts;
};

const matchesOf = (
  ours: readonly string[],
  theirs: readonly string[],
  n: number,
): [number, number] => {
  const wanted = gramsOf(theirs, n);
  let match = 0;
  let count = 0;
  for (const [gram, own] of gramsOf(ours, n)) {
    match += Math.min(own, wanted.get(gram) ?? 0);
    count += own;
  }
  return [match, count];
};

const hanging: Readonly<Record<string, string>> = {
  en: 'a an the of to in on at for with and or but my your his her our their is are was were i you we they he she it',
  fr: 'le la les un une des du de à au aux en dans par pour sur avec et ou mais que qui je tu il elle on nous vous ils elles ne mon ma mes son sa ses ce cette ces',
  es: 'el la los las un una de del a al en con por para y o pero que mi tu su yo se no lo le',
  pt: 'o a os as um uma de do da dos das em no na nos nas com por para e ou mas que meu minha seu sua eu se não',
  de: 'der die das den dem des ein eine einen einem einer und oder aber in im an am auf mit von zu zum zur für ich du er sie es wir ist sind war dass',
  it: 'il lo la i gli le un uno una di del della dei a al alla in nel nella con per e o ma che mio mia suo sua io si non',
  ru: 'и а но или в во на с со к ко у о об от до из за по для не что как я ты он она мы вы они',
};

const badIn = (tokens: readonly string[], language: string): number => {
  const words = new Set((hanging[language] ?? '').split(' '));
  let bad = 0;
  for (const [i, token] of tokens.entries()) {
    if (
      i + 1 < tokens.length &&
      /^<eo[lb]>$/.test(tokens[i + 1] ?? '') &&
      words.has(token.toLowerCase())
    )
      bad += 1;
  }
  return bad;
};

export const scoreOf = (ours: Breaks, theirs: Breaks, language: string): Score => {
  const kinds = (breaks: Breaks): number =>
    [...breaks.at.values()].filter((k) => k === 'eob').length;
  const [a, b] = [windows(ours.tokens), windows(theirs.tokens)];
  const grams = [1, 2, 3, 4].map((n) => {
    const parts = a.map((part, i) => matchesOf(part, b[i] ?? [], n));
    return [parts.reduce((s, p) => s + p[0], 0), parts.reduce((s, p) => s + p[1], 0)] as const;
  });
  return {
    hit: [...ours.at.keys()].filter((at) => theirs.at.has(at)).length,
    ours: ours.at.size,
    theirs: theirs.at.size,
    eobHit: [...ours.at].filter(([at, k]) => k === 'eob' && theirs.at.get(at) === 'eob').length,
    eobOurs: kinds(ours),
    eobTheirs: kinds(theirs),
    grams,
    bad: badIn(ours.tokens, language),
    theirBad: badIn(theirs.tokens, language),
  };
};

export const sumOf = (scores: readonly Score[]): Score => {
  const sum = (pick: (score: Score) => number): number =>
    scores.reduce((s, one) => s + pick(one), 0);
  return {
    hit: sum((s) => s.hit),
    ours: sum((s) => s.ours),
    theirs: sum((s) => s.theirs),
    eobHit: sum((s) => s.eobHit),
    eobOurs: sum((s) => s.eobOurs),
    eobTheirs: sum((s) => s.eobTheirs),
    grams: [0, 1, 2, 3].map(
      (n) => [sum((s) => s.grams[n]?.[0] ?? 0), sum((s) => s.grams[n]?.[1] ?? 0)] as const,
    ),
    bad: sum((s) => s.bad),
    theirBad: sum((s) => s.theirBad),
  };
};

const f1 = (hit: number, a: number, b: number): number => (a + b === 0 ? 0 : (200 * hit) / (a + b));

/** Percent: break F1, F1 of cue ends, of line ends, Sigma, bad breaks of ours and of the people. */
export const figuresOf = (s: Score) => ({
  f1: f1(s.hit, s.ours, s.theirs),
  eob: f1(s.eobHit, s.eobOurs, s.eobTheirs),
  sigma:
    100 *
    Math.exp(
      s.grams.reduce((sum, [m, n]) => sum + Math.log(Math.max(m, 1e-9) / Math.max(1, n)), 0) / 4,
    ),
  bad: (100 * s.bad) / Math.max(1, s.ours),
  theirBad: (100 * s.theirBad) / Math.max(1, s.theirs),
});
