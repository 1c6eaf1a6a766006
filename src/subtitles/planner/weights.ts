// The weights of shaping, as data. `bench/tune.ts` measures other values on a captioned corpus.
import type { Style } from '../styles/style.js';

export interface Weights {
  /** For each cue. Negative, so that two good cues are cheaper than one full cue. */
  readonly cue: number;
  /** Factor of the break cost at the end of a cue. */
  readonly break: number;
  /** For each line break, and the factor of its break cost. */
  readonly lineExists: number;
  readonly line: number;
  /** Factor of the squared difference of two lines, in line widths. */
  readonly balance: number;
  /** For an upper line that is longer than the lower (ESIST code, point 20: the upper line is shorter). */
  readonly topHeavy: number;
  /** For two lines below the style's length ratio (TED: no line under half of the other). */
  readonly uneven: number;
  /** Subtracted for a cue that ends before 0.3 s or more of silence. */
  readonly pause: number;
  /** For each sentence that ends inside a cue. */
  readonly sentence: number;
  /** For a cue shorter than the style's minimum duration: two sentences in one cue are better. */
  readonly tooShort: number;
  /** Factor of the missing part of two seconds on screen. */
  readonly short: number;
  /** Factor of the reading time that exceeds the time on screen. */
  readonly speed: number;
  /** Subtracted at the end of a segment when word times are interpolated: that time is measured. */
  readonly segmentEnd: number;
}

/**
 * First found by coordinate descent on half of 544 human-captioned English TED sentences: break F1 65.2 on the
 * other half, 58.0 with weights set by hand. Then adjusted on the captions of Elephants Dream (78 cues, words
 * without times): a change of line from 0.3 to 1, balance from 2.9 to 2 and lineExists from 1.1 to 0.3 raised
 * F1 on its halves from 69.9 and 74.1 to 72.3 and 79.0. In narrow styles it removed four fifths of the lines
 * that ended with "the" and similar words. speed: values from 1.5 to 8 changed the number of cues that are too
 * fast by less than one point on 26 minutes of real speech, so it only decides between equal choices.
 * tooShort, topHeavy, uneven and segmentEnd are set by hand.
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
 * For styles that count full-width characters. A clause is 5 to 8 characters there, half a line, and speakers
 * pause at every comma. With the English weights each clause became a cue of 1.1 to 1.9 s, where an editor puts
 * two clauses on a line. Set by eye on 64 and 21 clauses of Lu Xun, with word times, without word times, and
 * without punctuation; cue from -0.5 to 3 and pause from 1 to 5.3 were tested. Of the cues with word times, those
 * under 1.5 s fell from 11 of 59 to 4 of 51. Without word times the end of a segment is the only measured time,
 * and in captions that are shaped again it is the only sign of a new speaker; segmentEnd from 2 to 8 was tested.
 * Break F1 on the halves of the Japanese captions of Elephants Dream: 87.5 and 85.1 with English weights, 86.0
 * and 85.7 with segmentEnd 2, 87.2 and 89.4 with 6 and more.
 */
const wide: Weights = { ...narrow, cue: 1.5, pause: 3, segmentEnd: 6 };

/**
 * A line of 16 characters holds two clauses of Chinese, and an editor writes one line; 0.3 to 5 were tested. Not
 * for Japanese, where a line of 13 characters holds one clause: there F1 fell by 5 points on one half.
 */
const oneLine: Weights = { ...wide, lineExists: 3.5 };

/** The weights for a style. */
export const weightsFor = ({ unit, maxChars }: Pick<Style, 'unit' | 'maxChars'>): Weights =>
  unit === 'ch' ? narrow : maxChars < 16 ? wide : oneLine;

/** Costs of a break between two words, see `breaks/`. Extended for Chinese. */
export const breakWeights = {
  sentence: 0,
  clause: 1,
  comma: 1.2,
  /** After 、, which separates the items of a list. */
  enumeration: 2.2,
  /** At a space between Chinese or Thai phrases, which the writer put there. */
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
  /** Beside a punctuation mark that is a token of its own. */
  loneMark: 20,
  /** Before 的 了 着 and similar particles, or a Japanese particle: they belong to the word before. */
  beforeParticle: 8,
  /** After 的, between a modifier and its noun. */
  afterModifier: 3,
  /** After a single Han character. */
  loneCharacters: 3,
  /** After 了 吗 呢, or a Japanese particle: a phrase ends there, so this is subtracted. */
  phraseEnd: -1.5,
} as const;
