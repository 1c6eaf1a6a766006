// The program of `--exec` and its arguments.
import { parseArgv, type Argv } from '../../argv.js';
import { usageError } from '../../errors.js';

/** Words separated by blanks, or a JSON array of strings. Quotes have no meaning. Throws exit 2 for others. */
export const readArgv = (text: string, flag: string): Argv => {
  const argv = parseArgv(text);
  if (argv !== null) return argv;
  throw usageError(
    `${flag} is not a command`,
    `Use words separated by blanks, or a JSON array: ${flag} '["notify", "two words"]'`,
  );
};
