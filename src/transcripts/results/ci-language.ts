// The language of a Tencent CI result, which the service does not report: it follows from the engine model.

// 16k_zh-PY recognises Mandarin, English and Cantonese, so its name gives no single language.
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
 * The BCP 47 tag of the language that an engine recognised, or null. The Chinese engines also transcribe
 * English speech, so a tag is given only when the text has a character of its script.
 */
export const languageOf = (engine: string | null, texts: Iterable<string>): string | null => {
  const tag = languages.find(([pattern]) => pattern.test(engine ?? ''))?.[1] ?? '';
  if (tag === '') return null;
  const own = script[tag];
  if (own === undefined) return tag;
  for (const text of texts) if (own.test(text)) return tag;
  return null;
};
