// Subtitle styles are data: the numbers of a house guide. Nothing here knows how a cue is made.
import type { Transcript } from '../transcripts/transcript.js';
import { scriptOf, type Script } from './text/script.js';

/** What one column is: `ch`, every grapheme 1; `fw`, a full-width character 1 and a half-width one 0.5. */
export type WidthUnit = 'ch' | 'fw';

export interface Style {
  readonly name: string;
  readonly unit: WidthUnit;
  /** Hard: columns in a line. Infinity where the guide has no limit. */
  readonly maxChars: number;
  /** Hard: lines in a cue. */
  readonly maxLines: number;
  /** Target: columns a second over the cue's time on screen; spaces and punctuation count. */
  readonly maxCps: number;
  /** The same for programmes for children, or null where the guide names none. */
  readonly childCps: number | null;
  /** Target: words a minute; Infinity in guides that count columns. */
  readonly maxWpm: number;
  /** Target: shortest time on screen. */
  readonly minDurationMs: number;
  /** Target: shortest time on screen for each word of the cue; 0 in most guides. */
  readonly minWordMs: number;
  /** Hard: longest time on screen. */
  readonly maxDurationMs: number;
  /** Hard: empty time between two cues, unless two speakers overlap. */
  readonly gapMs: number;
  /** The gap in frames, which rules when `fps` is known; null when the gap is a time. */
  readonly gapFrames: number | null;
  /** A gap shorter than this is closed to `gapMs`; 0 leaves gaps alone. */
  readonly chainGapMs: number;
  /** How long a cue may stay after its last word in order to be read. */
  readonly leadOutMs: number;
  /** Frames a second that cue times snap to, or null for milliseconds. */
  readonly fps: number | null;
  /** Target: shortest line over longest line of one cue; 0 for no rule. */
  readonly minLineRatio: number;
  /** `spaces`: Chinese commas and full stops become one space inside a line and nothing at its end. */
  readonly punctuation: 'keep' | 'spaces';
  /** One cue per segment: times are rounded and nothing else happens. */
  readonly raw: boolean;
  /** Numbers that hold instead when most of the text is Chinese, Japanese or Korean. */
  readonly wide: Partial<Style> | null;
}

const netflix: Style = {
  name: 'netflix',
  unit: 'ch',
  maxChars: 42,
  maxLines: 2,
  maxCps: 17,
  childCps: 13,
  maxWpm: Infinity,
  minDurationMs: 834,
  minWordMs: 0,
  maxDurationMs: 7000,
  gapMs: 84,
  gapFrames: 2,
  chainGapMs: 500,
  leadOutMs: 500,
  fps: null,
  minLineRatio: 0,
  punctuation: 'keep',
  raw: false,
  wide: null,
};

const timed = { gapMs: 0, gapFrames: null } as const;

const netflixZh: Style = {
  ...netflix,
  name: 'netflix-zh',
  unit: 'fw',
  maxChars: 16,
  maxCps: 9,
  childCps: 7,
  punctuation: 'spaces',
};

const netflixJa: Style = {
  ...netflixZh,
  name: 'netflix-ja',
  maxChars: 13,
  maxCps: 4,
  childCps: null,
  minDurationMs: 500,
  chainGapMs: 0,
  punctuation: 'keep',
};

const netflixKo: Style = {
  ...netflixZh,
  name: 'netflix-ko',
  maxCps: 12,
  childCps: 9,
  punctuation: 'keep',
};

const bbc: Style = {
  ...netflix,
  ...timed,
  name: 'bbc',
  maxChars: 37,
  maxCps: Infinity,
  childCps: null,
  maxWpm: 180,
  minDurationMs: 1000,
  minWordMs: 300,
  chainGapMs: 1000,
  leadOutMs: 1500,
};

/**
 * Every preset. Netflix: partner help articles 215758617 (general), 217350977 (English), 215986007 and
 * 215994807 (Chinese), 216001127 (Korean), 360051554394 (timing), with the Japanese numbers of Subtitle
 * Edit's quality checks. BBC Subtitle Guidelines sections 3 to 5 (the 7 s are ours). TED translators'
 * cheat sheet. Amazon: Subtitle Edit's profile. DCMP captioning key (the 7 s are ours). `youtube`,
 * `shorts` and `raw` are ours. 834 and 84 ms, not 833 and 83: 20 and 2 frames at 24 fps are a third of a
 * millisecond more than the latter.
 */
export const styles: readonly Style[] = [
  { ...netflix, name: 'netflix-en', maxCps: 20, childCps: 17 },
  netflix,
  netflixZh,
  {
    ...netflixZh,
    name: 'netflix-zh-sdh',
    maxChars: 18,
    maxCps: 11,
    childCps: 9,
    punctuation: 'keep',
  },
  netflixJa,
  { ...netflixJa, name: 'netflix-ja-sdh', maxCps: 7 },
  netflixKo,
  { ...netflixKo, name: 'netflix-ko-sdh', maxCps: 14, childCps: 11 },
  { ...netflix, name: 'netflix-th', maxChars: 35 },
  { ...netflix, name: 'netflix-ar', maxCps: 20, childCps: 17 },
  { ...netflix, name: 'netflix-hi', maxCps: 22, childCps: 18 },
  bbc,
  { ...bbc, name: 'bbc-vertical', maxChars: 25, maxLines: 3 },
  {
    ...netflix,
    ...timed,
    name: 'ted',
    maxCps: 21,
    childCps: null,
    minDurationMs: 1000,
    minLineRatio: 0.5,
  },
  { ...netflix, name: 'amazon', childCps: null, minDurationMs: 1000 },
  {
    ...netflix,
    ...timed,
    name: 'dcmp',
    maxChars: 32,
    maxCps: Infinity,
    childCps: null,
    maxWpm: 160,
    minDurationMs: 2000,
    leadOutMs: 1000,
  },
  {
    ...netflix,
    ...timed,
    name: 'youtube',
    maxCps: 21,
    childCps: null,
    wide: { unit: 'fw', maxChars: 16, maxCps: 11 },
  },
  {
    ...netflix,
    ...timed,
    name: 'shorts',
    maxChars: 24,
    maxCps: 25,
    childCps: null,
    minDurationMs: 700,
    maxDurationMs: 5000,
    leadOutMs: 300,
    wide: { unit: 'fw', maxChars: 10, maxCps: 11 },
  },
  {
    ...netflix,
    ...timed,
    name: 'raw',
    maxChars: Infinity,
    maxLines: Infinity,
    maxCps: Infinity,
    childCps: null,
    minDurationMs: 1,
    maxDurationMs: Infinity,
    chainGapMs: 0,
    leadOutMs: 0,
    raw: true,
  },
];

const wideScripts: ReadonlySet<Script> = new Set(['han', 'kana', 'hangul']);

const defaults: Readonly<Partial<Record<Script, string>>> = {
  latin: 'netflix-en',
  han: 'netflix-zh-sdh',
  kana: 'netflix-ja-sdh',
  hangul: 'netflix-ko-sdh',
  thai: 'netflix-th',
  arabic: 'netflix-ar',
  indic: 'netflix-hi',
};

/**
 * The preset of that name, with the numbers that fit the transcript's script; for null, the default of
 * the script most of its letters are in (same-language captions, so the SDH numbers where a guide has
 * them). An unknown name is a RangeError whose message lists the names.
 */
export const styleFor = (name: string | null, transcript: Pick<Transcript, 'segments'>): Style => {
  const script = scriptOf(transcript.segments);
  const wanted = name ?? defaults[script] ?? 'netflix';
  const found = styles.find((style) => style.name === wanted);
  if (found === undefined) {
    throw new RangeError(`no style "${wanted}"; known: ${styles.map((s) => s.name).join(', ')}`);
  }
  return found.wide !== null && wideScripts.has(script) ? { ...found, ...found.wide } : found;
};

/** What a user may set over a preset; columns and columns a second in the style's own unit. */
export interface StyleOverrides {
  readonly maxChars?: number | undefined;
  readonly maxLines?: number | undefined;
  readonly maxCps?: number | undefined;
  readonly minDurationMs?: number | undefined;
  readonly maxDurationMs?: number | undefined;
  readonly gapMs?: number | undefined;
  readonly chainGapMs?: number | undefined;
  readonly fps?: number | undefined;
  /** Reading speed for children, where the guide has one. */
  readonly children?: boolean | undefined;
}

/** The style with the given numbers in place of its own; absent ones keep the preset's. */
export const overrideStyle = (style: Style, overrides: StyleOverrides): Style => {
  const { children, ...numbers } = overrides;
  const set = Object.fromEntries(
    Object.entries(numbers).filter(([, value]) => value !== undefined),
  );
  return {
    ...style,
    ...(children === true && style.childCps !== null ? { maxCps: style.childCps } : {}),
    ...set,
    // A gap that was asked for as a time is a time, whatever the frame rate.
    ...(overrides.gapMs === undefined ? {} : { gapFrames: null }),
  };
};
