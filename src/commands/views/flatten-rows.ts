// A value of any shape as a table for people: a line for each thing in it that says something.
import type { Section } from '../../formats/output.js';

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** `en.MediaURL`, `items[2].text`: how a person finds the place again with `--query`. */
const pathOf = (path: string, key: string, list: boolean): string => {
  if (list) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
};

const flattenRows = (value: unknown, path: string): string[][] => {
  if (value === null || value === undefined) return [];
  if (!isHolder(value)) return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
  const list = Array.isArray(value);
  return Object.entries(value).flatMap(([key, inner]) =>
    flattenRows(inner, pathOf(path, key, list)),
  );
};

/** A section with the value's leaves; a bare text as it is; none when there is nothing in it. */
export const flattenedSection = (title: string, value: unknown): Section[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ title, text: value }];
  const rows = flattenRows(value, '');
  return rows.length === 0 ? [] : [{ title, head: ['FIELD', 'VALUE'], rows }];
};
