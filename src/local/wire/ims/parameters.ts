// Names and values as clients send them: percent-encoded in the query, form-encoded in a body.
import { invalid } from './ims-fault.js';

export type Pairs = readonly (readonly [name: string, value: string])[];

export type Parameters = ReadonlyMap<string, string>;

const decodePart = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw invalid('Query', text.slice(0, 40), 'not percent-encoded UTF-8');
  }
};

const pairsOf = (text: string): Pairs =>
  text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at < 0
        ? [decodePart(part), '']
        : [decodePart(part.slice(0, at)), decodePart(part.slice(at + 1))];
    });

/** Of a query string. A bare `+` is a plus: the official clients write blanks as `%20`. Throws ImsFault. */
export const queryPairs = pairsOf;

/** Of a form body, where `+` is a blank (application/x-www-form-urlencoded). Throws ImsFault. */
export const formPairs = (text: string): Pairs => pairsOf(text.replaceAll('+', '%20'));

/** RFC 3986: everything but the unreserved characters `A-Za-z0-9-_.~`. */
export const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/**
 * `a=1&b=2`, sorted by name in code units, encoded again: a request may leave `(`, `*` and `~` bare, but the
 * signed text encodes them.
 */
export const canonicalPairs = (pairs: Pairs): string =>
  pairs
    .toSorted(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join('&');

/** By name. Throws ImsFault when a name is given twice: which of the values counts would be a guess. */
export const uniqueByName = (pairs: Pairs): Parameters => {
  const values = new Map(pairs);
  if (values.size === pairs.length) return values;
  const names = pairs.map(([name]) => name);
  const repeated = names.find((name, i) => names.indexOf(name) !== i) ?? '';
  throw invalid('Query', repeated.slice(0, 40), 'the parameter is given more than once');
};
