// The flags of a submit, checked one by one before anything is sent.
import { usageError } from '../../../errors.js';
import { checkUserData } from '../../find-by-token.js';
import type { SubmitOptions } from '../../provider.js';
import { submitFlags } from '../flags.js';
import { checkRules, kebab, type Options } from './rules.js';

const flagName = (flags: string): string => flags.replace(/^--([a-z-]+).*$/, '$1');
const camel = (flag: string): string =>
  flag.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());
const valueOf = (value: string | boolean | undefined): string | null => {
  if (value === undefined || value === false) return null;
  return value === true ? '' : value;
};

const checkChoices = (option: Options): void => {
  for (const { flags, choices } of submitFlags) {
    const value = option(camel(flagName(flags)));
    if (value !== null && choices !== undefined && !choices.includes(value)) {
      throw usageError(
        `--${flagName(flags)} cannot be "${value}"`,
        `Use one of: ${choices.join(', ')}.`,
      );
    }
  }
};

const isWhole = (text: string, from: number, to: number): boolean =>
  /^\d{1,3}$/.test(text) && Number(text) >= from && Number(text) <= to;

const checkValues = (option: Options): void => {
  const speakers = option('speakers');
  if (speakers !== null && speakers !== '' && !isWhole(speakers, 0, 10)) {
    throw usageError(
      `--speakers cannot be "${speakers}"`,
      'Use 1 to 10, or no number to detect the speakers.',
    );
  }
  const length = option('sentenceMaxLength');
  if (length !== null && length !== '0' && !isWhole(length, 6, 40)) {
    throw usageError(
      `--sentence-max-length cannot be "${length}"`,
      'Use 6 to 40, or 0 for no limit.',
    );
  }
  // The service takes 1024; the mark by which a lost submit is found again needs up to 40.
  if (!/^[\x20-\x7e]{0,980}$/.test(option('userData') ?? '')) {
    throw usageError(
      '--user-data is too long or not ASCII',
      'Use at most 980 printable ASCII characters.',
    );
  }
  checkUserData(option('userData'));
  for (const name of ['queue', 'template', 'hotWords', 'engine']) {
    const id = option(name);
    if (id !== null && !/^[\w-]{1,64}$/.test(id)) {
      throw usageError(`--${kebab(name)} cannot be "${id}"`, 'Use letters, digits, - and _.');
    }
  }
};

/**
 * Reads and checks the flags of a submit. Throws a usage error (exit 2) for a value or a
 * combination the service's documentation forbids; an engine it does not know is only noticed.
 */
export const readOptions = (given: SubmitOptions, notice: (line: string) => void): Options => {
  const option: Options = (name) => valueOf(given[name]);
  checkChoices(option);
  checkValues(option);
  checkRules(option, notice);
  return option;
};
