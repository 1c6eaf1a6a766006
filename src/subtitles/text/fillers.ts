// Fillers that `dropFillers` removes. A closed list without anything that could be a word.
const fillers = new Set(
  (
    'um umm uh uhh uhm er erm ehm hm hmm mm mmm mhm ' + // English
    'äh ähm öh öhm euh heu eh ' + // German, French, Spanish
    '嗯 呃 唔 额 嗯嗯 呃呃 ' + // Chinese
    'えーと えっと ええと えー あのー うーん んー'
  ) // Japanese
    .split(' '),
);

const edges = /^[^\p{L}\p{N}]+|(?<![^\p{L}\p{N}])[^\p{L}\p{N}]+$/gu;

/** True when the token is a filler, with or without punctuation. */
export const isFiller = (token: string): boolean =>
  fillers.has(token.replace(edges, '').toLowerCase());
