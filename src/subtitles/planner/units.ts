// A segment as the planner sees it: break units with their times and widths.
import type { Segment } from '../../transcripts/transcript.js';
import { isFiller } from '../repair/fillers.js';
import { piecesOf } from './pieces.js';
import type { ShapeOptions } from '../shaped.js';
import type { Style } from '../style.js';
import { timesOf } from '../repair/piece-times.js';
import { columns, wordCount } from '../text/width.js';

export interface Unit {
  /** What is shown. */
  readonly text: string;
  /** What was said there, punctuation and all: breaks are judged by it. */
  readonly source: string;
  /** White space stands before it. */
  readonly space: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly measured: boolean;
  readonly columns: number;
  /** 0 in styles that count no words. */
  readonly words: number;
  /** Last of its segment: its end is a real time even where the others are interpolated. */
  readonly segmentEnd: boolean;
}

const sentenceMark = /[.!?…。！？]+["'”’)\]」』）》】]*$/;
const startOfSentence = /[.!?。！？]["'”’)\]」』）》】]*$/;

/** A unit in the making; one object each, because a long programme has a million of them. */
type UntimedCue = { -readonly [Key in keyof Unit]: Unit[Key] };

/** Leaves the hesitations out; a sentence end that stood on one moves to the word before it. */
const withoutFillers = (untimedCues: readonly UntimedCue[]): UntimedCue[] => {
  const kept: UntimedCue[] = [];
  let gap = false;
  let first = false;
  for (const untimedCue of untimedCues) {
    if (!isFiller(untimedCue.source)) {
      const text = first ? capitalised(untimedCue.text) : untimedCue.text;
      kept.push({
        ...untimedCue,
        text,
        source: text,
        space: kept.length > 0 && (untimedCue.space || gap),
      });
      gap = false;
      first = false;
      continue;
    }
    gap ||= untimedCue.space;
    const before = kept.at(-1);
    if (/^\p{Lu}/u.test(untimedCue.text)) first = true;
    const mark = sentenceMark.exec(untimedCue.text)?.[0];
    if (before !== undefined && mark !== undefined && !sentenceMark.test(before.text)) {
      before.text = before.text.replace(/[,，、;:]+$/, '') + mark;
      before.source = before.text;
    }
  }
  return kept;
};

const capitalised = (text: string): string =>
  text.replace(/\p{L}/u, (letter) => letter.toLocaleUpperCase('en'));

/** "sentence": small letters but for the first of each sentence and the English "I". */
const recase = (
  untimedCues: readonly UntimedCue[],
  how: ShapeOptions['case'],
  language: string,
): void => {
  if (how === undefined || how === 'keep') return;
  let fresh = true;
  for (const untimedCue of untimedCues) {
    if (how === 'upper') untimedCue.text = untimedCue.text.toLocaleUpperCase(language);
    else untimedCue.text = untimedCue.text.toLocaleLowerCase(language);
    if (how !== 'sentence') continue;
    if (fresh || /^["'“‘(]*i(?:['’]|\P{L}*$)/u.test(untimedCue.text))
      untimedCue.text = capitalised(untimedCue.text);
    fresh = startOfSentence.test(untimedCue.source);
  }
};

// Netflix zh-Hans guide: a single space stands for a comma or a full stop, and nothing at a line's end.
const leadingStops = /^[，。]+/;
const trailingStops = /[，。]+(?=[^\p{L}\p{N}]*$)/u;

const withoutStops = (untimedCues: readonly UntimedCue[]): UntimedCue[] => {
  const kept: UntimedCue[] = [];
  let space = false;
  for (const untimedCue of untimedCues) {
    const text = untimedCue.text.replace(leadingStops, '').replace(trailingStops, '');
    const lead: boolean = space || untimedCue.space || leadingStops.test(untimedCue.text);
    if (text !== '') kept.push({ ...untimedCue, text, space: kept.length > 0 && lead });
    space = text === '' ? lead : trailingStops.test(untimedCue.text);
  }
  return kept;
};

const safeLocale = (language: string | null): string => {
  try {
    return language === null ? 'en' : (Intl.getCanonicalLocales(language)[0] ?? 'en');
  } catch {
    return 'en';
  }
};

/** The break units of one segment, in order, as the options and the style's punctuation rule ask. */
export const unitsOf = (
  segment: Segment,
  style: Style,
  options: ShapeOptions,
  language: string | null,
): Unit[] => {
  const pieces = piecesOf(segment.text, style.maxChars, style.unit);
  const times = timesOf(segment, pieces);
  let untimedCues = pieces.map(({ start, end, space }, i): UntimedCue => {
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
  if (options.dropFillers === true) untimedCues = withoutFillers(untimedCues);
  if (options.case !== undefined) recase(untimedCues, options.case, safeLocale(language));
  if (style.punctuation === 'spaces') untimedCues = withoutStops(untimedCues);
  const inWords = style.maxWpm < Infinity || style.minWordMs > 0;
  for (const untimedCue of untimedCues) {
    untimedCue.columns = columns(untimedCue.text, style.unit);
    if (inWords) untimedCue.words = wordCount(untimedCue.text);
  }
  const last = untimedCues.at(-1);
  if (last !== undefined) last.segmentEnd = true;
  return untimedCues;
};
