// The entries of a list: one medium per line, JSON Lines, or CSV. Pure.
import { usageError } from '../../../errors.js';

/** One entry of a list, or one argument. */
export interface Entry {
  /** As typed; for messages and the summary. */
  readonly media: string;
  /** Name of the output below `--output-dir`; its extension may choose the format. Null: named after the medium. */
  readonly output: string | null;
  /** In place of `--output-format`; null: by the extension of `output`, else as there. */
  readonly formats: readonly string[] | null;
  /** Flags for this one, camelCased, over those of the command line. */
  readonly flags: Readonly<Record<string, string | boolean>>;
  /** `list.txt:3`; null for an argument. */
  readonly from: string | null;
}

export type ListKind = 'lines' | 'jsonl' | 'csv';

/** An entry without anything of its own. */
export const plainEntry = (media: string, from: string | null): Entry => ({
  media,
  output: null,
  formats: null,
  flags: {},
  from,
});

/** By the file's name; a list without one (stdin) by its first character. */
export const kindOf = (name: string, text: string): ListKind => {
  if (/\.(?:jsonl|ndjson)$/i.test(name)) return 'jsonl';
  if (/\.csv$/i.test(name)) return 'csv';
  return name === '-' && text.trimStart().startsWith('{') ? 'jsonl' : 'lines';
};

type Fields = Readonly<Record<string, unknown>>;

/** `user-data`, `user_data` and `userData` are one. */
const camel = (name: string): string =>
  name.trim().replace(/(?<![-_ ])[-_ ]+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());

const textOf = (value: unknown, name: string, from: string): string => {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw usageError(`${from}: "${name}" is neither text nor a number`, 'Write "name": "value".');
};

/** Null for null and empty cells; what `true` and `false` mean depends on the flag. */
const flagOf = (value: unknown, name: string, from: string): string | boolean | null => {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value;
  return typeof value === 'object' ? JSON.stringify(value) : textOf(value, name, from).trim();
};

const formatsOf = (value: unknown, from: string): readonly string[] => {
  const list = Array.isArray(value) ? value : textOf(value, 'formats', from).split(/[,; ]+/);
  return list
    .map((name: unknown) => textOf(name, 'formats', from).trim())
    .filter((name) => name !== '');
};

const special = new Set(['media', 'input', 'output', 'format', 'formats']);

const entryOf = (fields: Fields, from: string): Entry => {
  const named = Object.entries(fields).map(([name, value]) => [camel(name), value] as const);
  const values = new Map(named.filter(([, value]) => value !== null && value !== ''));
  const media = values.get('media') ?? values.get('input');
  if (media === undefined) {
    throw usageError(`${from} names no media`, 'Every entry needs a "media" field or column.');
  }
  const output = values.get('output');
  const formats = values.get('formats') ?? values.get('format');
  const flags = [...values]
    .filter(([name]) => !special.has(name))
    .map(([name, value]) => [name, flagOf(value, name, from)] as const)
    .filter((flag): flag is readonly [string, string | boolean] => flag[1] !== null);
  return {
    media: textOf(media, 'media', from),
    output: output === undefined ? null : textOf(output, 'output', from),
    formats: formats === undefined ? null : formatsOf(formats, from),
    flags: Object.fromEntries(flags),
    from,
  };
};

type Line = readonly [line: string, number: number];

const lines = (text: string): readonly Line[] =>
  text
    .split(/\r?\n/)
    .map((line, i) => [line, i + 1] as const)
    .filter(([line]) => line.trim() !== '');

/** A list file may have comments and indentation; a list on stdin comes from a program, which has neither. */
const plainLines = (text: string, name: string): readonly Line[] =>
  name === '-'
    ? lines(text)
    : lines(text)
        .map(([line, number]) => [line.trim(), number] as const)
        .filter(([line]) => !line.startsWith('#'));

const jsonLine = (line: string, from: string): Entry => {
  let value: unknown;
  try {
    value = JSON.parse(line) as unknown;
  } catch {
    throw usageError(`${from} is not JSON`, 'Write one object per line: {"media":"talk.mp4"}.');
  }
  if (typeof value === 'string') return plainEntry(value, from);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return entryOf(value as Fields, from);
  }
  throw usageError(`${from} is not an object`, 'Write one object per line: {"media":"talk.mp4"}.');
};

const csvEntries = async (text: string, name: string): Promise<Entry[]> => {
  const { parse } = await import('csv-parse/sync');
  try {
    const rows = parse(text, { columns: true, skip_empty_lines: true, trim: true, info: true });
    const found = rows as readonly { readonly info: { readonly lines: number }; record: Fields }[];
    return found.map(({ record, info }) => entryOf(record, `${name}:${info.lines}`));
  } catch (error) {
    const { code, lines: line } = error as { code?: unknown; lines?: unknown };
    if (typeof code !== 'string' || !code.startsWith('CSV_')) throw error;
    throw usageError(
      `${name}${typeof line === 'number' ? `:${line}` : ''} is not CSV (${code}).`,
      'The first line names the columns: media,output,title …',
    );
  }
};

/**
 * The entries of a list in its order. `#` starts a comment in a list file, not on stdin. Throws exit 2 naming
 * the line that cannot be read.
 */
export const readManifest = async (text: string, name: string): Promise<readonly Entry[]> => {
  const shown = name === '-' ? 'stdin' : name;
  const plain = text.replace(/^\uFEFF/, '');
  const kind = kindOf(name, plain);
  if (kind === 'csv') return csvEntries(plain, shown);
  if (kind === 'jsonl')
    return lines(plain).map(([line, number]) => jsonLine(line.trim(), `${shown}:${number}`));
  return plainLines(plain, name).map(([line, number]) => plainEntry(line, `${shown}:${number}`));
};
