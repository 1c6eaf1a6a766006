// The preset styles, as data: the numbers of published style guides.
import type { Style } from './style.js';

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
  oneCuePerSegment: false,
  wide: null,
};

const noGap = { gapMs: 0, gapFrames: null } as const;

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
  ...noGap,
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
 * The presets, in the order in which `styles` lists them. Sources: Netflix partner help articles 215758617
 * (general), 217350977 (English), 215986007 and 215994807 (Chinese), 216001127 (Korean), 360051554394 (timing),
 * with the Japanese numbers of Subtitle Edit's quality checks. BBC Subtitle Guidelines, sections 3 to 5. TED
 * translators' cheat sheet. Amazon: Subtitle Edit's profile. DCMP captioning key. `youtube`, `shorts`, `raw` and
 * the 7 s of BBC and DCMP are our own. 834 and 84 ms, not 833 and 83: 20 and 2 frames at 24 fps are a third of a
 * millisecond longer than the latter.
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
    ...noGap,
    name: 'ted',
    maxCps: 21,
    childCps: null,
    minDurationMs: 1000,
    minLineRatio: 0.5,
  },
  { ...netflix, name: 'amazon', childCps: null, minDurationMs: 1000 },
  {
    ...netflix,
    ...noGap,
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
    ...noGap,
    name: 'youtube',
    maxCps: 21,
    childCps: null,
    wide: { unit: 'fw', maxChars: 16, maxCps: 11 },
  },
  {
    ...netflix,
    ...noGap,
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
    ...noGap,
    name: 'raw',
    maxChars: Infinity,
    maxLines: Infinity,
    maxCps: Infinity,
    childCps: null,
    minDurationMs: 1,
    maxDurationMs: Infinity,
    chainGapMs: 0,
    leadOutMs: 0,
    oneCuePerSegment: true,
  },
];
