// How often a recording whose jobs fail is submitted.
import { usageError } from '../errors.js';

const defaultAttempts = 3;

/** Arguments of commander's `option`. */
export const attemptFlags = [
  [
    '--max-attempts <n>',
    `submit no more after this many failed jobs (default: ${defaultAttempts})`,
  ],
  ['--retry-failed', 'submit again what failed as often as --max-attempts allows'],
] as const;

export interface AttemptFlags {
  readonly again?: boolean;
  readonly maxAttempts?: string;
  readonly retryFailed?: true;
}

/** Failed jobs of one content and parameters after which nothing new is sent. Throws exit 2. */
export const readAttempts = ({ again, maxAttempts, retryFailed }: AttemptFlags): number => {
  if (maxAttempts !== undefined && !/^[1-9]\d{0,5}$/.test(maxAttempts))
    throw usageError(
      `--max-attempts "${maxAttempts}" is not a number from 1`,
      'For example: --max-attempts 5',
    );
  if (again === true || retryFailed === true) return Infinity;
  return Number(maxAttempts ?? defaultAttempts);
};
