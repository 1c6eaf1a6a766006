// Finding a job again by the token of its submit, over any service that lists user data.
import { usageError } from '../errors.js';
import { hidesToken, takeToken } from '../jobs/token.js';

/** Throws exit 2 for user data in which the token of a submit could not be found again. */
export const checkUserData = (userData: string | null): void => {
  if (!hidesToken(userData)) return;
  throw usageError(
    '--user-data has a key "asrctl", which asrctl needs for itself',
    'Name it otherwise: by that key a job is found again when an answer was lost.',
  );
};

export interface Listed<T> {
  readonly job: T;
  /** As the service sent it, the token still in it. */
  readonly userData: string | null;
  /** Epoch milliseconds; null when the service did not say. */
  readonly createdMs: number | null;
}

export interface ListedPage<T> {
  readonly entries: readonly Listed<T>[];
  readonly nextToken: string | null;
}

/**
 * Walks a list that runs from new to old and gives the job with the token, or null when the window
 * that begins at `sinceMs` (epoch milliseconds) holds none. A job without a creation time does not end the walk.
 */
export const findByToken = async <T>(
  page: (nextToken: string | null) => Promise<ListedPage<T>>,
  token: string,
  sinceMs: number,
): Promise<T | null> => {
  let nextToken: string | null = null;
  do {
    const { entries, nextToken: following }: ListedPage<T> = await page(nextToken);
    for (const { job, userData } of entries) if (takeToken(userData).token === token) return job;
    const oldest = entries.at(-1)?.createdMs ?? null;
    if (oldest !== null && oldest < sinceMs) return null;
    nextToken = following;
  } while (nextToken !== null);
  return null;
};

/** Names where a connection's jobs live: a local service keeps them whatever its port. */
export const placeName = (connection: {
  readonly provider: string;
  readonly profile: string;
  readonly region: string | null;
  readonly endpoint: string | null;
  readonly settings: Readonly<Record<string, string>>;
  readonly local: boolean;
}): string => {
  const { provider, profile, region, endpoint, settings, local } = connection;
  if (local) return [provider, profile].join(' ');
  return [provider, profile, region, endpoint, settings['bucket']]
    .filter((part) => part != null)
    .join(' ');
};
