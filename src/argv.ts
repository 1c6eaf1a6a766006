// A program and its arguments in one text, as flags and settings hold them. No shell reads it.

export type Argv = readonly [string, ...string[]];

const jsonWords = (text: string): readonly string[] => {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
  } catch {
    return [];
  }
};

/** Words separated by blanks, or a JSON array of strings. Quotes have no meaning. Null when it is neither form. */
export const parseArgv = (text: string): Argv | null => {
  const words = text.trim().startsWith('[') ? jsonWords(text) : text.trim().split(/\s+/);
  const [program, ...rest] = words;
  return program === undefined || program === '' ? null : [program, ...rest];
};
