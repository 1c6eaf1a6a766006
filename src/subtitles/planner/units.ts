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
type Draft = { -readonly [Key in keyof Unit]: Unit[Key] };

/** Leaves the hesitations out; a sentence end that stood on one moves to the word before it. */
const withoutFillers = (drafts: readonly Draft[]): Draft[] => {
  const kept: Draft[] = [];
  let gap = false;
  let first = false;
  for (const draft of drafts) {
    if (!isFiller(draft.source)) {
      const text = first ? capitalised(draft.text) : draft.text;
      kept.push({ ...draft, text, source: text, space: kept.length > 0 && (draft.space || gap) });
      gap = false;
      first = false;
      continue;
    }
    gap ||= draft.space;
    const before = kept.at(-1);
    if (/^\p{Lu}/u.test(draft.text)) first = true;
    const mark = sentenceMark.exec(draft.text)?.[0];
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
const recase = (drafts: readonly Draft[], how: ShapeOptions['case'], language: string): void => {
  if (how === undefined || how === 'keep') return;
  let fresh = true;
  for (const draft of drafts) {
    if (how === 'upper') draft.text = draft.text.toLocaleUpperCase(language);
    else draft.text = draft.text.toLocaleLowerCase(language);
    if (how !== 'sentence') continue;
    if (fresh || /^["'“‘(]*i(?:['’]|\P{L}*$)/u.test(draft.text))
      draft.text = capitalised(draft.text);
    fresh = startOfSentence.test(draft.source);
  }
};

// Netflix zh-Hans guide: a single space stands for a comma or a full stop, and nothing at a line's end.
const leadingStops = /^[，。]+/;
const trailingStops = /[，。]+(?=[^\p{L}\p{N}]*$)/u;

const withoutStops = (drafts: readonly Draft[]): Draft[] => {
  const kept: Draft[] = [];
  let space = false;
  for (const draft of drafts) {
    const text = draft.text.replace(leadingStops, '').replace(trailingStops, '');
    const lead: boolean = space || draft.space || leadingStops.test(draft.text);
    if (text !== '') kept.push({ ...draft, text, space: kept.length > 0 && lead });
    space = text === '' ? lead : trailingStops.test(draft.text);
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
  let drafts = pieces.map(({ start, end, space }, i): Draft => {
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
  if (options.dropFillers === true) drafts = withoutFillers(drafts);
  if (options.case !== undefined) recase(drafts, options.case, safeLocale(language));
  if (style.punctuation === 'spaces') drafts = withoutStops(drafts);
  const inWords = style.maxWpm < Infinity || style.minWordMs > 0;
  for (const draft of drafts) {
    draft.columns = columns(draft.text, style.unit);
    if (inWords) draft.words = wordCount(draft.text);
  }
  const last = drafts.at(-1);
  if (last !== undefined) last.segmentEnd = true;
  return drafts;
};
