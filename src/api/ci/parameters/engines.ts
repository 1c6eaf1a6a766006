// What is known of the engine models. The list grows by itself at the service's side, so an
// unknown name is only warned about.

const normal = [
  '8k_zh 8k_zh_s 8k_en 16k_zh 16k_zh_video 16k_en 16k_ca 16k_ja',
  '16k_zh_edu 16k_en_edu 16k_zh_medical 16k_th 16k_zh_dialect',
]
  .join(' ')
  .split(' ');
const flash = '8k_zh 16k_zh 16k_en 16k_zh_video 16k_zh_dialect 16k_ms 16k_zh-PY'.split(' ');

/** Engines that can tell speakers apart (parameter SpeakerDiarization). */
const diarizing = new Set(['8k_zh', '16k_zh', '16k_zh_video']);

export interface EngineFacts {
  /** False for a name this version does not know in that mode. */
  readonly known: boolean;
  readonly mandarin: boolean;
  readonly diarizes: boolean;
}

/** What the documentation says of an engine in one of the two modes. */
export const engineFacts = (name: string, isFlash: boolean): EngineFacts => ({
  known: (isFlash ? flash : normal).includes(name),
  mandarin: /^\d+k_zh/.test(name),
  diarizes: diarizing.has(name),
});

// 16k_zh-PY hears Mandarin, English and Cantonese at once: no one language.
const languages: readonly (readonly [RegExp, string])[] = [
  [/_zh-PY$/, ''],
  [/_zh(?:_|$)/, 'zh'],
  [/_en(?:_|$)/, 'en'],
  [/_ca$/, 'yue'],
  [/_ja$/, 'ja'],
  [/_th$/, 'th'],
  [/_ms$/, 'ms'],
];

const script: Readonly<Record<string, RegExp>> = {
  zh: /\p{Script=Han}/u,
  yue: /\p{Script=Han}/u,
  ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
  th: /\p{Script=Thai}/u,
};

/**
 * The BCP 47 tag of what an engine heard, or null. The Chinese engines also write down English
 * speech, so a tag is given only when the text has a character of its script.
 */
export const languageOf = (engine: string | null, texts: Iterable<string>): string | null => {
  const tag = languages.find(([pattern]) => pattern.test(engine ?? ''))?.[1] ?? '';
  if (tag === '') return null;
  const own = script[tag];
  if (own === undefined) return tag;
  for (const text of texts) if (own.test(text)) return tag;
  return null;
};
