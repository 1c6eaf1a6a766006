// What an adapter opens with the credentials of a connection, opened again when they have been refreshed.
import type { Connection, Credentials } from './connection.js';

/** The same value as long as the credentials are the same. A value that could not be opened is kept, too. */
export const withCredentials = <T>(
  connection: Connection,
  open: (credentials: Credentials) => Promise<T>,
): (() => Promise<T>) => {
  let last: { readonly credentials: Credentials; readonly opened: Promise<T> } | null = null;
  return async () => {
    const credentials = await connection.credentials();
    if (last?.credentials !== credentials) last = { credentials, opened: open(credentials) };
    return last.opened;
  };
};
