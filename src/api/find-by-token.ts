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

/** Creation times are whole seconds, and the servers of one service agree within one more. Our choice. */
const spreadMs = 2_000;

/** What a walk of the list looks for. */
export interface Sought {
  readonly token: string;
  /** Begin of the window, epoch milliseconds. */
  readonly sinceMs: number;
  /** A job that existed before the submit was sent, or null: the window begins there, whatever the clocks say. */
  readonly earlier: string | null;
}

/** For each token, a job that existed before its submit was first sent. */
export class EarlierJobs {
  #latest: string | null = null;
  readonly #before = new Map<string, string | null>();

  /** Sends a submit. A later attempt keeps the job of the first one. */
  async sending<T extends { readonly id: string }>(
    token: string | undefined,
    send: () => Promise<T>,
  ): Promise<T> {
    if (token !== undefined && !this.#before.has(token)) this.#before.set(token, this.#latest);
    const made = await send();
    this.#latest = made.id;
    if (token !== undefined) this.#before.delete(token);
    return made;
  }

  of(token: string): string | null {
    return this.#before.get(token) ?? null;
  }
}

/** 100,000 jobs at 100 a page: more than a retry window can hold. */
const maxPages = 1_000;

/**
 * Walks a list from new to old and gives the job with the token, or null when the window holds
 * none. A job without a creation time does not end the walk.
 * Throws exit 8 for a list without end: "not found" would allow a second submit.
 */
export const findByToken = async <T extends { readonly id: string }>(
  page: (nextToken: string | null) => Promise<ListedPage<T>>,
  { token, sinceMs, earlier }: Sought,
): Promise<T | null> => {
  let nextToken: string | null = null;
  let edgeMs = sinceMs;
  for (let pages = 0; pages < maxPages; pages += 1) {
    const { entries, nextToken: following }: ListedPage<T> = await page(nextToken);
    for (const { job, userData, createdMs } of entries) {
      if (takeToken(userData).token === token) return job;
      if (job.id === earlier && createdMs !== null) edgeMs = Math.max(edgeMs, createdMs - spreadMs);
    }
    const oldest = entries.at(-1)?.createdMs ?? null;
    if (following === null || (oldest !== null && oldest < edgeMs)) return null;
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
