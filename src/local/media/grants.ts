// Files outside the roots that a command line of this user named: each may be submitted for a short time. A job
// keeps the right to its own file.

/** From the grant to the submit that follows it at once. */
const lifeMs = 5 * 60_000;
/** Far more than one command submits at a time; the oldest grant ends first. */
const mostGrants = 1_000;

export interface Grants {
  /** `path` is a real path, as `realpath` gives it. */
  add(path: string): void;
  has(path: string): boolean;
}

export const grantsOf = (now: () => number): Grants => {
  const endsMs = new Map<string, number>();
  return {
    add(path) {
      endsMs.delete(path);
      endsMs.set(path, now() + lifeMs);
      const [oldest] = endsMs.keys();
      if (endsMs.size > mostGrants && oldest !== undefined) endsMs.delete(oldest);
    },
    has: (path) => (endsMs.get(path) ?? 0) > now(),
  };
};
