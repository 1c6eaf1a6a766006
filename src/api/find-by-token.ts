// Finds a job by the token of its submit, over any service that lists user data.
import { CliError, Exit, usageError } from '../errors.js';
import { hidesToken, takeToken } from '../jobs/token.js';
import type { Connection } from './connection.js';

/** Throws exit 2 for user data in which the token of a submit could not be found again. */
export const checkUserData = (userData: string | null): void => {
  if (!hidesToken(userData)) return;
  throw usageError(
    '--user-data has a key "asrctl", which is reserved',
    'Use another key: asrctl finds a job by that key when an answer was lost.',
  );
};

export interface Listed<T> {
  readonly job: T;
  /** As the service sent it, the token included. */
  readonly userData: string | null;
  /** Epoch milliseconds; null when the service did not send a time. */
  readonly createdMs: number | null;
}

export interface ListedPage<T> {
  readonly entries: readonly Listed<T>[];
  readonly nextToken: string | null;
}

/** 100,000 jobs at 100 a page: more than a retry window can hold. */
const maxPages = 1_000;

/**
 * Walks a list from new to old and gives the job with the token, or null when the window that begins
 * at `sinceMs` (epoch milliseconds) holds none. A job without a creation time does not end the walk.
 * Throws exit 8 for a list without end: "not found" would allow a second submit.
 */
export const findByToken = async <T>(
  page: (nextToken: string | null) => Promise<ListedPage<T>>,
  token: string,
  sinceMs: number,
): Promise<T | null> => {
  let nextToken: string | null = null;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const { entries, nextToken: following }: ListedPage<T> = await page(nextToken);
    for (const { job, userData } of entries) if (takeToken(userData).token === token) return job;
    const oldest = entries.at(-1)?.createdMs ?? null;
    if (following === null || (oldest !== null && oldest < sinceMs)) return null;
    nextToken = following;
  }
  throw new CliError(Exit.unavailable, `The job list does not end after ${maxPages} pages`, {
    hint: 'Check --endpoint: this does not look like the service.',
  });
};

/** Identifies where a connection's jobs live. A local service keeps them whatever its port. */
export const scopeOf = (connection: Connection): string => {
  const { provider, profile, region, endpoint, settings, local } = connection;
  if (local) return [provider, profile].join(' ');
  return [provider, profile, region, endpoint, settings['bucket']]
    .filter((part) => part != null)
    .join(' ');
};
