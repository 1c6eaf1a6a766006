// JSON that others wrote: its objects, before anything in them is trusted.

export type Fields = Readonly<Record<string, unknown>>;

/** True for a JSON object; arrays and null are none. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
