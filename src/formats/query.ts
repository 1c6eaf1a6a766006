// `--query`: a JMESPath expression over the whole document; its result is rendered like any other records.
import { compile, search } from '@jmespath-community/jmespath';
import { CliError, Exit } from '../errors.js';
import { isFields } from '../json.js';
import type { Column, Records } from './output.js';
import { stringify } from './records/raw-json.js';
import { documentOf } from './records/renderer.js';

/** A scalar as bare text (what a shell variable wants), anything else as compact JSON. */
const bare = (value: unknown): string =>
  typeof value === 'string' ? value : stringify(value ?? null, 0);

const columnsFor = (rows: readonly unknown[]): Column<unknown>[] => {
  const keys = new Set(rows.filter(isFields).flatMap((row) => Object.keys(row)));
  const column = (key: string, pick: (row: unknown) => unknown): Column<unknown> => ({
    key,
    label: key.toUpperCase(),
    cell: (row) => (pick(row) == null ? '' : bare(pick(row))),
    value: (row) => (pick(row) == null ? null : bare(pick(row))),
    shrink: 1,
  });
  if (keys.size === 0) return [column('value', (row) => row)];
  return [...keys].map((key) => column(key, (row) => (isFields(row) ? row[key] : null)));
};

/** Throws exit 2 with the parser's own words when the expression is not JMESPath. */
export const checkQuery = (expression: string): void => {
  try {
    compile(expression);
  } catch (error) {
    throw new CliError(Exit.usage, `--query is not JMESPath: ${(error as Error).message}`, {
      hint: 'See https://jmespath.org/tutorial.html; quote the expression for your shell.',
    });
  }
};

/** The output of a query: its own rows, its own columns; json and yaml print the found value itself. */
export const queried = async <R>(
  output: Records<R>,
  expression: string,
): Promise<Records<unknown>> => {
  checkQuery(expression);
  const document = JSON.parse(stringify(await documentOf(output), 0)) as Parameters<
    typeof search
  >[0];
  const found: unknown = search(document, expression);
  const rows: readonly unknown[] = Array.isArray(found) ? found : found === null ? [] : [found];
  return {
    kind: 'records',
    records: rows,
    columns: columnsFor(rows),
    view: 'lines',
    id: bare,
    line: bare,
    document: (row) => row,
    envelope: () => found,
    failure: output.failure,
  };
};
