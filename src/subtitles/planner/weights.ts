// Every weight of the shaping, as data. `bench/tune.ts` tries others on any captioned corpus.
import type { Style } from '../style.js';

export interface Weights {
  /** For each cue: below 0, so that two good cues are preferred to one that is full. */
  readonly cue: number;
  /** Times the break cost at a cue's end. */
  readonly break: number;
  /** For each line break, and times the break cost there. */
  readonly lineExists: number;
  readonly line: number;
  /** Times the squared difference of two lines, in line widths. */
  readonly balance: number;
  /** For an upper line longer than the lower (ESIST code, point 20: the upper line the shorter). */
  readonly topHeavy: number;
  /** For two lines less even than a style asks (TED: none under half of the other). */
  readonly uneven: number;
  /** For a cue that ends where 0.3 s or more of silence follows: taken off. */
  readonly pause: number;
  /** For each sentence that ends inside a cue. */
  readonly sentence: number;
  /** For a cue that cannot be shown for the style's shortest duration: two sentences in one are better. */
  readonly tooShort: number;
  /** Times the part of two seconds that a cue falls short of. */
  readonly short: number;
  /** Times the part by which the text is faster than it can be read. */
  readonly speed: number;
  /** Taken off where a segment ends and word times are only interpolated: its time is a real one. */
  readonly segmentEnd: number;
}

/**
 * Begun from weights found by coordinate descent on half of 544 human-captioned English TED sentences
 * (break F1 65.2 on the other half; set by hand, 58.0), then tried on the captions of Elephants Dream
 * (78 cues, words without times): from line 0.3, balance 2.9 and lineExists 1.1 to 1, 2 and 0.3, F1 went
 * from 69.9 and 74.1 on its halves to 72.3 and 79.0, and of the line ends in narrow styles four fifths of
 * those after "the" and its like went away. speed: from 1.5 to 8 moved reading-speed misses by less than
 * a point on 26 minutes of real speech, so it only decides between equals. tooShort, topHeavy, uneven and
 * segmentEnd are set by hand.
 */
const narrow: Weights = {
  cue: -0.5,
  break: 1.4,
  lineExists: 0.3,
  line: 1,
  balance: 2,
  topHeavy: 0.15,
  uneven: 8,
  pause: 5.3,
  sentence: 3.4,
  tooShort: 14,
  short: 3.5,
  speed: 1.5,
  segmentEnd: 2,
};

/**
 * For styles that count in full-width characters. A comma's clause is 5 to 8 characters there, half a
 * line, and a speaker rests at every comma: priced as English is, each clause became a cue of 1.1 to 1.9 s
 * where an editor fills a line with two. Set by eye on 64 and 21 clauses of Lu Xun, with word times,
 * without, and without punctuation: cue tried from -0.5 to 3, pause from 1 to 5.3. Of the cues with word
 * times those under 1.5 s went from 11 of 59 to 4 of 51. Without word times a segment's end is the only real
 * one, and of captions shaped again the only sign that another speaks: segmentEnd tried from 2 to 8. Break
 * F1 on the Japanese captions of Elephants Dream: 87.5 and 85.1 on the halves with English weights, 86.0 and
 * 85.7 with segmentEnd 2, 87.2 and 89.4 from 6 on.
 */
const wide: Weights = { ...narrow, cue: 1.5, pause: 3, segmentEnd: 6 };

/**
 * A line of 16 holds two clauses of Chinese, and an editor leaves it at one; tried from 0.3 to 5. Not in
 * Japanese, where a line of 13 holds one: there it took 5 points of F1 on one half.
 */
const oneLine: Weights = { ...wide, lineExists: 3.5 };

/** The weights for a style. */
export const weightsFor = ({ unit, maxChars }: Pick<Style, 'unit' | 'maxChars'>): Weights =>
  unit === 'ch' ? narrow : maxChars < 16 ? wide : oneLine;

/** What a break costs between two words; see `breaks.ts`. The reference's table, extended for Chinese. */
export const breakCosts = {
  sentence: 0,
  clause: 1,
  comma: 1.2,
  /** 、 joins the items of a list. */
  enumeration: 2.2,
  /** A space between Chinese or Thai phrases: the writer's own break. */
  phraseSpace: 1.5,
  beforeConjunction: 2.6,
  beforePreposition: 3.2,
  plain: 5,
  // Added to the above:
  afterDeterminer: 6,
  afterPreposition: 6,
  afterConjunction: 5,
  afterBound: 6,
  afterDegree: 4,
  insideName: 4,
  besideNumber: 2,
  afterTitle: 9,
  /** Before punctuation that stands alone. */
  stray: 20,
  /** Before 的 了 着 and their like, or a Japanese particle: the word is not over. */
  beforeParticle: 8,
  /** After 的: between a modifier and its noun. */
  afterModifier: 3,
  /** After a single Han character. */
  loneCharacters: 3,
  /** After 了 吗 呢, or a Japanese particle: taken off, a phrase ends here. */
  phraseEnd: -1.5,
} as const;
