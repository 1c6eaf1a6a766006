// The query as sent, decoded, and percent-encoding as both clouds sign it.
import { StorageFault } from './dialect.js';

/** Percent-decoded text. Throws StorageFault when it is not percent-encoded UTF-8. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StorageFault(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
};

/** Names and values; the last of several wins. Throws StorageFault. */
export const queryOf = (query: string): ReadonlyMap<string, string> =>
  new Map(
    query
      .split('&')
      .filter((part) => part !== '')
      .map((part) => {
        const at = part.indexOf('=');
        return at < 0
          ? [decoded(part), '']
          : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
      }),
  );

/** RFC 3986: everything but `A-Z a-z 0-9 - _ . ~`. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
