// Finds the writing system of a text by counting its letters.
import type { Segment } from '../../transcripts/transcript.js';

export type Script =
  | 'latin'
  | 'han'
  | 'kana'
  | 'hangul'
  | 'thai'
  | 'arabic'
  | 'indic'
  | 'cyrillic'
  | 'other';

const ranges: readonly (readonly [Script, RegExp])[] = [
  ['latin', /\p{Script=Latin}/gu],
  ['han', /\p{Script=Han}/gu],
  ['kana', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['hangul', /\p{Script=Hangul}/gu],
  ['thai', /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu],
  ['arabic', /\p{Script=Arabic}/gu],
  [
    'indic',
    /[\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Gujarati}\p{Script=Kannada}\p{Script=Malayalam}]/gu,
  ],
  ['cyrillic', /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}]/gu],
];

// Enough letters to know the script of a whole programme, at a fixed cost for every length.
const sampleChars = 20_000;

/** Weight of a letter against the letters of other scripts: a Han character is about three Latin letters. */
const weight: Readonly<Partial<Record<Script, number>>> = { han: 3, kana: 3, hangul: 3 };

/** Text from all parts of a transcript, at most about 20,000 characters; a space ends each segment. */
export const sampleOf = (segments: readonly Pick<Segment, 'text'>[]): string => {
  const step = Math.max(1, Math.floor(segments.length / 1000));
  let text = '';
  for (let i = 0; i < segments.length && text.length < sampleChars; i += step) {
    text += `${segments[i]?.text.slice(0, 1000) ?? ''} `;
  }
  return text;
};

/**
 * The script that most of the text is written in, from a sample spread over the whole text. A text with at least
 * one kana for ten Han characters is Japanese. A text without letters is `latin`.
 */
export const scriptOf = (segments: readonly Pick<Segment, 'text'>[]): Script => {
  const text = sampleOf(segments);
  const counts = new Map(
    ranges.map(([script, letters]) => [
      script,
      (text.match(letters)?.length ?? 0) * (weight[script] ?? 1),
    ]),
  );
  const of = (script: Script): number => counts.get(script) ?? 0;
  if (of('kana') * 10 > of('han') && of('kana') + of('han') > of('latin')) return 'kana';
  let best: Script = 'latin';
  for (const [script, count] of counts) if (count > of(best)) best = script;
  return best;
};
