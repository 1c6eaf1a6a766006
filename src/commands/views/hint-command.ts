// Commands that a hint prints: they work when pasted, so the flags that choose the service are part of them.
import type { App, GlobalFlags } from '../../app.js';

const plain = /^[\w@%+=:,./-]+$/;

/** A word as a POSIX shell reads it. */
export const shellWord = (word: string): string =>
  plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;

/** `asrctl get ID --profile work`: the words, and the flags of a command line that choose the service. */
export const pastedCommand = (
  { profile, region, endpoint }: Pick<GlobalFlags, 'profile' | 'region' | 'endpoint'>,
  words: readonly string[],
): string => {
  const chosen = Object.entries({ profile, region, endpoint }).flatMap(([name, value]) =>
    value === null ? [] : [`--${name}`, value],
  );
  return ['asrctl', ...words, ...chosen].map(shellWord).join(' ');
};

/** The same with the flags of the App. */
export const hintCommand = ({ flags }: Pick<App, 'flags'>, ...words: readonly string[]): string =>
  pastedCommand(flags, words);
