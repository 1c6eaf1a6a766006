// A value of any shape as a table: one row per scalar in it, with its path.
import type { Section } from '../../formats/output.js';

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** `en.MediaURL`, `items[2].text`: the path as `--query` takes it. */
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

/** A section with one row per scalar; a plain text as it is; no section for an empty value. */
export const flattenedSection = (title: string, value: unknown): Section[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : [{ title, text: value }];
  const rows = flattenRows(value, '');
  return rows.length === 0 ? [] : [{ title, head: ['FIELD', 'VALUE'], rows }];
};
