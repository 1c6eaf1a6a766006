// The tokens of a segment with their times and widths, as the planner needs them.
import type { Segment } from '../../transcripts/transcript.js';
import { isFiller } from '../text/fillers.js';
import { tokensOf } from './tokens.js';
import type { ShapeOptions } from '../shaped.js';
import type { Style } from '../styles/style.js';
import { timesOf } from '../timing/token-times.js';
import { columns, wordCount } from '../text/width.js';

export interface TimedToken {
  /** The text on screen. */
  readonly text: string;
  /** The text as transcribed, with punctuation. Break costs depend on it. */
  readonly source: string;
  /** True when white space precedes it. */
  readonly space: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly measured: boolean;
  readonly columns: number;
  /** 0 in styles that do not count words. */
  readonly words: number;
  /** True for the last token of a segment: its end is a measured time even when the other times are interpolated. */
  readonly segmentEnd: boolean;
}

const sentenceMark = /(?<![.!?…。！？])[.!?…。！？]+["'”’)\]」』）》】]*$/;
const startOfSentence = /[.!?。！？]["'”’)\]」』）》】]*$/;

/** Changed in place: a long programme has a million tokens, so each has only one object. */
type MutableToken = { -readonly [Key in keyof TimedToken]: TimedToken[Key] };

/** Removes fillers. The sentence end of a removed filler moves to the word before it. */
const withoutFillers = (tokens: readonly MutableToken[]): MutableToken[] => {
  const kept: MutableToken[] = [];
  let gap = false;
  let first = false;
  for (const token of tokens) {
    if (!isFiller(token.source)) {
      const text = first ? capitalised(token.text) : token.text;
      kept.push({
        ...token,
        text,
        source: text,
        space: kept.length > 0 && (token.space || gap),
      });
      gap = false;
      first = false;
      continue;
    }
    gap ||= token.space;
    const before = kept.at(-1);
    if (/^\p{Lu}/u.test(token.text)) first = true;
    const mark = sentenceMark.exec(token.text)?.[0];
    if (before !== undefined && mark !== undefined && !sentenceMark.test(before.text)) {
      before.text = before.text.replace(/(?<![,，、;:])[,，、;:]+$/, '') + mark;
      before.source = before.text;
    }
  }
  return kept;
};

const capitalised = (text: string): string =>
  text.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase('en'));

/** `sentence` is lower case except the first letter of each sentence and the English "I". */
const changeCase = (
  tokens: readonly MutableToken[],
  letterCase: ShapeOptions['case'],
  language: string,
): void => {
  if (letterCase === undefined || letterCase === 'keep') return;
  let atStart = true;
  for (const token of tokens) {
    if (letterCase === 'upper') token.text = token.text.toLocaleUpperCase(language);
    else token.text = token.text.toLocaleLowerCase(language);
    if (letterCase !== 'sentence') continue;
    if (atStart || /^["'“‘(]*i(?:['’]|\P{L}*$)/u.test(token.text))
      token.text = capitalised(token.text);
    atStart = startOfSentence.test(token.source);
  }
};

// Netflix zh-Hans guide: a single space replaces a comma or a full stop; at the end of a line they are removed.
const leadingStops = /^[，。]+/;
const stops = /[，。]+/;
const trailingMarks = /(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/u;
const marksAtEnd = (text: string): string =>
  stops.test(text) ? (trailingMarks.exec(text)?.[0] ?? '') : '';

const withoutOuterStops = (text: string): string => {
  const rest = text.replace(leadingStops, '');
  const marks = marksAtEnd(rest);
  return rest.slice(0, rest.length - marks.length) + marks.replace(stops, '');
};

const withoutStops = (tokens: readonly MutableToken[]): MutableToken[] => {
  const kept: MutableToken[] = [];
  let space = false;
  for (const token of tokens) {
    const text = withoutOuterStops(token.text);
    const lead: boolean = space || token.space || leadingStops.test(token.text);
    if (text !== '') kept.push({ ...token, text, space: kept.length > 0 && lead });
    space = text === '' ? lead : stops.test(marksAtEnd(token.text));
  }
  return kept;
};

const timedTokens = (segment: Segment, style: Style): MutableToken[] => {
  const tokens = tokensOf(segment.text, style.maxChars, style.unit);
  const times = timesOf(segment, tokens);
  return tokens.map(({ start, end, space }, i): MutableToken => {
    const text = segment.text.slice(start, end);
    const startMs = times.startMs[i] as number;
    const endMs = times.endMs[i] as number;
    const measured = times.measured[i] === 1;
    return {
      text,
      source: text,
      space,
      startMs,
      endMs,
      measured,
      columns: 0,
      words: 0,
      segmentEnd: false,
    };
  });
};

const safeLocale = (language: string | null): string => {
  try {
    return language === null ? 'en' : (Intl.getCanonicalLocales(language)[0] ?? 'en');
  } catch {
    return 'en';
  }
};

/** The tokens of one segment in order, changed as the options and the style's punctuation rule require. */
export const timedTokensOf = (
  segment: Segment,
  style: Style,
  options: ShapeOptions,
  language: string | null,
): TimedToken[] => {
  let tokens = timedTokens(segment, style);
  if (options.dropFillers === true) tokens = withoutFillers(tokens);
  if (options.case !== undefined) changeCase(tokens, options.case, safeLocale(language));
  if (style.punctuation === 'spaces') tokens = withoutStops(tokens);
  const inWords = style.maxWpm < Infinity || style.minWordMs > 0;
  for (const token of tokens) {
    token.columns = columns(token.text, style.unit);
    if (inWords) token.words = wordCount(token.text);
  }
  const last = tokens.at(-1);
  if (last !== undefined) last.segmentEnd = true;
  return tokens;
};
