// Filters for jobs that a service does not support: they are applied locally to each job.
import type { Job, JobState } from './job.js';

export interface JobFilter {
  readonly states?: readonly JobState[] | undefined;
  readonly types?: readonly string[] | undefined;
  /** Epoch milliseconds: created at or after. */
  readonly sinceMs?: number | undefined;
  /** Epoch milliseconds: created before. */
  readonly untilMs?: number | undefined;
  /** Substrings, case-insensitive. */
  readonly title?: string | undefined;
  readonly input?: string | undefined;
}

const contains = (text: string | null, part: string | undefined): boolean =>
  part === undefined || (text ?? '').toLowerCase().includes(part.toLowerCase());

const within = (job: Job, { sinceMs, untilMs }: JobFilter): boolean => {
  if (sinceMs === undefined && untilMs === undefined) return true;
  const created = Date.parse(job.createdAt ?? '');
  return (
    created >= (sinceMs ?? Number.NEGATIVE_INFINITY) &&
    created < (untilMs ?? Number.POSITIVE_INFINITY)
  );
};

/** True when a job passes every given filter. A job without a creation time passes no time filter. */
export const jobMatches = (job: Job, filter: JobFilter): boolean =>
  (filter.states?.includes(job.state) ?? true) &&
  (filter.types?.some((type) => type.toLowerCase() === job.type?.toLowerCase()) ?? true) &&
  within(job, filter) &&
  contains(job.title, filter.title) &&
  contains(job.input, filter.input);
