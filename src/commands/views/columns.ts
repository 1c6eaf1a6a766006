// Columns that more than one kind of record has.
import type { Column } from '../../formats/output.js';

/** A column of plain text, headed by its key; empty where there is nothing. */
export const textColumn = <R>(
  key: string,
  pick: (record: R) => string | null,
  more: Partial<Column<R>> = {},
): Column<R> => ({
  key,
  label: key.toUpperCase(),
  cell: (record) => pick(record) ?? '',
  value: pick,
  ...more,
});
