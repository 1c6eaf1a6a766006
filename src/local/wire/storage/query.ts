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

const pairsOf = (query: string): readonly (readonly [name: string, value: string])[] =>
  query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0
        ? [decoded(part), '']
        : [decoded(part.slice(0, at)), decoded(part.slice(at + 1))];
    });

/** Names and values. Throws StorageFault, also when a name is given twice: a signature covers only one of the values. */
export const queryOf = (query: string): ReadonlyMap<string, string> => {
  const pairs = pairsOf(query);
  const names = pairs.map(([name]) => name.toLowerCase());
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated === undefined) return new Map(pairs);
  throw new StorageFault(
    400,
    'InvalidArgument',
    `The parameter ${repeated.slice(0, 40)} is given more than once.`,
  );
};

/** RFC 3986: everything but `A-Z a-z 0-9 - _ . ~`. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
