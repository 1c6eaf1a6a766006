// A program and its arguments in one flag. No shell reads it.
import { usageError } from '../../errors.js';

export type Argv = readonly [string, ...string[]];

const jsonWords = (text: string): readonly string[] => {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) && value.every((word) => typeof word === 'string') ? value : [];
  } catch {
    return [];
  }
};

/** Words separated by blanks, or a JSON array of strings. Quotes have no meaning. Throws exit 2 for others. */
export const readArgv = (text: string, flag: string): Argv => {
  const words = text.trim().startsWith('[') ? jsonWords(text) : text.trim().split(/\s+/);
  const [program, ...rest] = words;
  if (program !== undefined && program !== '') return [program, ...rest];
  throw usageError(
    `${flag} is not a command`,
    `Use words separated by blanks, or a JSON array: ${flag} '["notify", "two words"]'`,
  );
};
