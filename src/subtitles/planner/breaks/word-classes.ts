// The classes of function words: what shaping knows about a language.

export interface FunctionWords {
  /** A line should begin with these, not end with them. */
  readonly conjunctions: string;
  readonly prepositions: string;
  /** They belong to the noun after them. */
  readonly determiners: string;
  /** Subject pronouns, auxiliaries and negations: they belong to the verb after them. */
  readonly bound: string;
  /** Degree words and the most common adjectives: they belong to the adjective, adverb or noun after them. */
  readonly degree: string;
  /** They belong to the word before them. */
  readonly postpositions?: string;
  /** Abbreviations whose full stop does not end a sentence, and titles before a name. */
  readonly titles: string;
}
