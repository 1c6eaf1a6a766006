// What a command takes as a job.
import type { JobState } from '../../../jobs/job.js';
import type { JobKind } from '../../../journal/jobs/job-records.js';

interface Only {
  readonly states: readonly JobState[];
  readonly word: string;
}

/** What a command takes as a job. */
export interface JobNaming {
  /** The command itself, for hints: `['get']`. */
  readonly command: readonly string[];
  /** Null where both kinds are taken. */
  readonly kind: JobKind | null;
  /** What the picker offers, and the word for it; default: all jobs. */
  readonly only?: Only;
  /** The operand as the usage names it. Default: `job...`. */
  readonly operand?: string;
}

/** What can be waited for, or cancelled. */
export const unfinished: Only = {
  states: ['queued', 'running', 'paused'],
  word: 'unfinished',
};
