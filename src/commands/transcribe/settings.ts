// The flags of transcribe as numbers and choices. Throws exit 2 for values that cannot be used.
import { usageError } from '../../errors.js';
import { readAttempts } from '../../submitting/attempt-limit.js';
import { parseDuration } from '../views/times.js';

/** As commander gives them, with the provider's and export's among them. */
export interface TranscribeFlags extends Readonly<Record<string, unknown>> {
  readonly from?: string;
  readonly name?: string;
  readonly null?: true;
  readonly allowEmpty?: true;
  readonly maxAttempts?: string;
  readonly retryFailed?: true;
  readonly output?: string;
  readonly outputDir?: string;
  readonly notifyMe?: true;
  readonly outputFormat?: readonly string[];
  readonly force?: true;
  readonly concurrency?: string;
  readonly timeout?: string;
  readonly progress?: string;
  readonly dryRun?: true;
  readonly pricePerHour?: string;
  readonly maxCost?: string;
  readonly again?: true;
  readonly reuse?: true;
  readonly upload?: true;
  readonly uploadBucket?: string;
  readonly deleteUpload?: true;
}

export interface Settings {
  readonly force: boolean;
  readonly again: boolean;
  readonly reuse: boolean;
  readonly deleteUpload: boolean;
  /** Failed jobs of an item after which nothing new is sent. */
  readonly mostFailures: number;
  /** Uploads and submits under way at once. */
  readonly concurrency: number;
  /** Infinity where there is no limit. */
  readonly timeoutMs: number;
}

/** As many as `get` asks at once: with fewer the service is idle between two answers (bench:transcribe). */
const defaultConcurrency = 8;
const mostConcurrency = 32;

/** How to continue a run that ended early. With `--again` the next one would pay for everything again. */
export const continueHint = (again: boolean): string =>
  again
    ? 'Run it without --again to continue with these jobs.'
    : 'Run the same command again: it continues and repeats nothing.';

const readConcurrency = (text: string | undefined): number => {
  if (text === undefined) return defaultConcurrency;
  const value = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (value >= 1 && value <= mostConcurrency) return value;
  throw usageError(`--concurrency "${text}" is not a number from 1 to ${mostConcurrency}`);
};

/** An amount of money: digits with or without decimals. Null where absent. */
export const readAmount = (text: string | undefined, flag: string): number | null => {
  if (text === undefined) return null;
  if (/^\d+(?:\.\d+)?$/.test(text)) return Number(text);
  throw usageError(`${flag} "${text}" is not an amount`, `For example: ${flag} 2.5`);
};

export const readSettings = (flags: TranscribeFlags): Settings => ({
  force: flags.force === true,
  again: flags.again === true,
  reuse: flags.reuse === true,
  deleteUpload: flags.deleteUpload === true,
  mostFailures: readAttempts(flags),
  concurrency: readConcurrency(flags.concurrency),
  timeoutMs:
    flags.timeout === undefined
      ? Number.POSITIVE_INFINITY
      : parseDuration(flags.timeout, '--timeout'),
});
