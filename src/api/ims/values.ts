// Reads fields of the service tolerantly: numbers written as texts, JSON inside texts.
import { parseExactly } from './http/exact-json.js';
import { isFields, type Fields } from '../../json.js';

/** A text, or the text of a number, or null; empty texts are null, as the service sends them for "none". */
export const textOf = (value: unknown): string | null => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : null;
};

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});

/** Service times are UTC ISO; anything else that Date can parse is converted, the rest is null. */
export const timeOf = (value: unknown): string | null => {
  const text = textOf(value);
  const ms = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(ms) ? null : new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');
};

/** JSON in a text as a value; any other text unchanged; null for empty texts and empty objects. */
export const valueOf = (value: unknown): unknown => {
  if (typeof value !== 'string') return value ?? null;
  const text = value.trim();
  if (text === '' || text === '{}' || text === 'null') return null;
  try {
    return parseExactly(text);
  } catch {
    return value;
  }
};

/** A number, or one written as a text; null for anything else. */
export const numberOf = (value: unknown): number | null => {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
};

/** The texts of a list that are not empty; an empty list when there is none. */
export const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(textOf).filter((text): text is string => text !== null) : [];
