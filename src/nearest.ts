// The word that was probably meant, for words that were typed wrong.

/** Distance in characters (Levenshtein), for short words. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};

/** As far as a typing mistake goes: `stat` for `state`, `createdat` for `createdAt`. */
const mostDistance = 2;

/** The nearest of the words, or null if none is near. */
export const nearest = (typed: string, words: Iterable<string>): string | null => {
  let best: { readonly word: string; readonly far: number } | null = null;
  for (const word of words) {
    const far = distance(typed.toLowerCase(), word.toLowerCase());
    if (far <= mostDistance && far < (best?.far ?? Infinity)) best = { word, far };
  }
  return best?.word ?? null;
};
