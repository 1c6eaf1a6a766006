// `--query`: a JMESPath expression over the whole document; its result is rendered like any other records.
import { compile, search } from '@jmespath-community/jmespath';
import { isFields } from '../json.js';
import type { Column, Records } from './output.js';
import { stringify } from './records/raw-json.js';
import { compileQuery, evaluationFault } from './query-faults.js';
import { watchKeys } from './query-keys.js';
import { documentOf } from './records/renderer.js';

/** A scalar as bare text (what a shell variable wants), anything else as compact JSON. */
const bare = (value: unknown): string =>
  typeof value === 'string' ? value : stringify(value ?? null, 0);

type Node = ReturnType<typeof compile>;
type Document = Parameters<typeof search>[0];

/** The last step of an expression: what its rows are made of. */
const lastOf = (node: Node): Node => ('right' in node && node.right ? lastOf(node.right) : node);

/** Headings for rows that are lists: the fields of `[].[id, state]`, else numbers. */
const headings = (expression: string, width: number): string[] => {
  const last = lastOf(compile(expression));
  const parts = last.type === 'MultiSelectList' ? last.children.map(lastOf) : [];
  return Array.from({ length: width }, (_, i) => {
    const part = parts[i];
    return part?.type === 'Field' ? part.name : String(i + 1);
  });
};

const column = (key: string, pick: (row: unknown) => unknown): Column<unknown> => ({
  key,
  label: key.toUpperCase(),
  cell: (row) => (pick(row) == null ? '' : bare(pick(row))),
  value: (row) => (pick(row) == null ? null : bare(pick(row))),
  shrink: 1,
});

/** A column per key where rows are objects, per place where they are lists, else one column. */
const columnsFor = (rows: readonly unknown[], expression: string): Column<unknown>[] => {
  const lists = rows.filter(Array.isArray);
  if (lists.length > 0 && lists.length === rows.length) {
    const width = Math.max(...lists.map(({ length }) => length));
    return headings(expression, width).map((name, i) =>
      column(name, (row) => (row as readonly unknown[])[i]),
    );
  }
  const keys = new Set(rows.filter(isFields).flatMap((row) => Object.keys(row)));
  if (keys.size === 0) return [column('value', (row) => row)];
  return [...keys].map((key) => column(key, (row) => (isFields(row) ? row[key] : null)));
};

/** Runs a query. Throws exit 2 for one that the data does not fit. */
const found = (document: Document, expression: string): unknown => {
  try {
    return search(document, expression);
  } catch (error) {
    throw evaluationFault(expression, error as Error);
  }
};

/**
 * The output of a query: its own rows, its own columns; json and yaml print the found value itself. `notice`
 * gets a line for each key that the document does not have.
 */
export const queried = async <R>(
  output: Records<R>,
  expression: string,
  notice: (line: string) => void,
): Promise<Records<unknown>> => {
  compileQuery(expression);
  const document = JSON.parse(stringify(await documentOf(output), 0)) as Document;
  const answer = found(document, expression);
  if (typeof document === 'object' && document !== null) {
    const { document: watched, missing } = watchKeys(document, expression);
    found(watched, expression);
    for (const line of missing()) notice(line);
  }
  const rows: readonly unknown[] = Array.isArray(answer) ? answer : answer === null ? [] : [answer];
  return {
    kind: 'records',
    records: rows,
    columns: columnsFor(rows, expression),
    view: 'lines',
    id: bare,
    line: bare,
    document: (row) => row,
    envelope: () => answer,
    failure: output.failure,
  };
};
