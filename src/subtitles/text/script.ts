// Which writing system a text is in, by counting its letters.
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

// Enough to be sure of the script of a whole programme, and a fixed cost however long it is.
const sampleChars = 20_000;

/** How many letters stand for about one Latin word: what a letter weighs against those of other scripts. */
const weight: Readonly<Partial<Record<Script, number>>> = { han: 3, kana: 3, hangul: 3 };

const sample = (segments: readonly Pick<Segment, 'text'>[]): string => {
  const step = Math.max(1, Math.floor(segments.length / 1000));
  let text = '';
  for (let i = 0; i < segments.length && text.length < sampleChars; i += step) {
    text += segments[i]?.text.slice(0, 1000) ?? '';
  }
  return text;
};

/**
 * The script most of the text is in, judged on a sample spread over the whole. Any kana worth a tenth of
 * the Han characters makes a text Japanese. A text without letters is `latin`.
 */
export const scriptOf = (segments: readonly Pick<Segment, 'text'>[]): Script => {
  const text = sample(segments);
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
