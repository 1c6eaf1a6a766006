// Every weight of the shaping, as data. `bench/tune.mjs` tries others on any captioned corpus.

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
 * cue, break, lineExists, line, balance, pause, sentence and short: coordinate descent on break F1 over
 * the first half of 544 human-captioned English TED sentences (8,572 words, synthetic word times); on the
 * half not looked at they gave F1 65.2, where weights set by hand gave 58.0 over all. speed: raising it
 * from 1.5 to 8 moved reading-speed misses by less than a point on 26 minutes of real speech, so it only
 * decides between equals. topHeavy and segmentEnd are small for the same reason, and set by hand.
 */
export const weights: Weights = {
  cue: -0.5,
  break: 1.4,
  lineExists: 1.1,
  line: 0.3,
  balance: 2.9,
  topHeavy: 0.15,
  pause: 5.3,
  sentence: 3.4,
  tooShort: 10,
  short: 3.5,
  speed: 1.5,
  segmentEnd: 2,
};

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
  afterBound: 4,
  afterDegree: 3,
  insideName: 4,
  besideNumber: 2,
  afterTitle: 9,
  /** Before punctuation that stands alone. */
  stray: 20,
  /** Before 的 了 着 and their like, or a Japanese particle: the word is not over. */
  beforeParticle: 8,
  /** After 的: between a modifier and its noun. */
  afterModifier: 3,
  /** After 了 吗 呢, or a Japanese particle: taken off, a phrase ends here. */
  phraseEnd: -1.5,
} as const;
