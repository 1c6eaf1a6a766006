// JSON of unknown shape: its objects, before any field is trusted.

export type Fields = Readonly<Record<string, unknown>>;

/** True for a JSON object: neither null nor an array. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
