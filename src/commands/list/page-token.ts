// The token that `--next-token` takes: which page to fetch, and the first job on it that was not shown.
import { usageError } from '../../errors.js';

export interface PageToken {
  /** The service's own token of the page; null for the first page. */
  readonly page: string | null;
  /** Jobs per page: the service's tokens are valid for one page size. */
  readonly pageSize: number;
  /** Id of the first job not shown; null when it is the first of the page. */
  readonly first: string | null;
}

export const writeToken = ({ page, pageSize, first }: PageToken): string =>
  Buffer.from(JSON.stringify([page, pageSize, first])).toString('base64url');

const isTextOrNull = (value: unknown): value is string | null =>
  value === null || typeof value === 'string';

/** Throws exit 2 for text that `list` did not print. */
export const readToken = (text: string): PageToken => {
  try {
    const [page, pageSize, first, ...more] = JSON.parse(
      Buffer.from(text, 'base64url').toString(),
    ) as unknown[];
    const whole = Number.isInteger(pageSize) && Number(pageSize) > 0 && Number(pageSize) <= 100;
    if (isTextOrNull(page) && whole && isTextOrNull(first) && more.length === 0)
      return { page, pageSize: Number(pageSize), first };
  } catch {
    // Not base64 of JSON.
  }
  throw usageError(
    '--next-token is not a token of asrctl list',
    'Copy nextToken from the output of asrctl list --json.',
  );
};
