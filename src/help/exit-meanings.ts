// What each exit code means: for help, the man page and `help --json`.
import { Exit, type ExitCode } from '../errors.js';
import type { Entry } from './layout.js';

/** Complete: a code without a meaning does not compile. */
const meanings: Record<ExitCode, string> = {
  0: 'done',
  1: 'another error',
  2: 'usage, or invalid input',
  3: 'a job, file or profile was not found',
  4: 'credentials or permission',
  5: 'the job failed',
  6: 'some of several failed',
  7: 'not finished in time; also an export of an unfinished job',
  8: 'network or service unavailable, or throttled, after retries',
  9: 'a file would be overwritten',
  130: 'interrupted (SIGINT)',
  143: 'terminated (SIGTERM)',
};

export interface ExitMeaning {
  readonly code: ExitCode;
  readonly meaning: string;
}

export const exitMeanings: readonly ExitMeaning[] = Object.values(Exit).map((code) => ({
  code,
  meaning: meanings[code],
}));

/** A line for each code. */
export const exitEntries: readonly Entry[] = exitMeanings.map(({ code, meaning }) => ({
  term: String(code),
  text: meaning,
}));
