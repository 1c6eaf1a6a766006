// Misspelt keys of a query: JMESPath answers null for a key that no object has, and says nothing.
import { nearest } from '../nearest.js';

export interface WatchedKeys<T> {
  /** The same document; reads of its keys are noted. */
  readonly document: T;
  /** A line for each key that was read and that none of the objects has. */
  readonly missing: () => string[];
}

/** Watches which of the keys that an expression names are read. What the query itself makes is not watched. */
export const watchKeys = <T extends object>(document: T, expression: string): WatchedKeys<T> => {
  const found = new Set<string>();
  /** Per missing key, the keys that the objects have instead. */
  const missed = new Map<string, Set<string>>();
  const watched = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? new Proxy(value, handler) : value;
  const handler: ProxyHandler<object> = {
    get(target, key) {
      // JMESPath's own code reads keys of its own, to tell types apart.
      if (typeof key === 'string' && expression.includes(key) && !Array.isArray(target)) {
        if (Object.hasOwn(target, key)) found.add(key);
        else missed.set(key, new Set([...(missed.get(key) ?? []), ...Object.keys(target)]));
      }
      return watched(Reflect.get(target, key));
    },
  };
  return {
    document: watched(document) as T,
    missing: () =>
      [...missed]
        .filter(([key]) => !found.has(key))
        .map(([key, keys]) => {
          const near = nearest(key, keys);
          const instead =
            near === null ? `Keys: ${[...keys].join(', ')}` : `Did you mean "${near}"?`;
          return `--query: there is no key "${key}" here. ${instead}`;
        }),
  };
};
