// Columns that several kinds of record have, and the flag that picks some.
import type { App } from '../../app.js';
import { usageError } from '../../errors.js';
import type { Column } from '../../formats/output.js';
import { collectNames } from '../inputs/collect.js';
import { showTime } from './times.js';

/** A column of plain text, with its key as heading; empty where there is nothing. */
export const textColumn = <R>(
  key: string,
  pick: (record: R) => string | number | null,
  more: Partial<Column<R>> = {},
): Column<R> => ({
  key,
  label: key.toUpperCase(),
  cell: (record) => String(pick(record) ?? ''),
  value: pick,
  ...more,
});

/** A column of times: local or UTC in a table, exact in csv and tsv; hidden unless it is named. */
export const timeColumn = <R>(
  app: App,
  key: string,
  pick: (record: R) => string | null,
): Column<R> =>
  textColumn(key, pick, {
    label: key.replace(/At$/, '').toUpperCase(),
    cell: (record) => showTime(pick(record), app.flags.utc),
    hidden: true,
  });

/** `--columns id,state`: arguments of commander's `option`. */
export const columnsFlag = [
  '--columns <names>',
  'columns of the table, csv and tsv: id,state,title,age …',
  collectNames,
] as const;

/** The named columns in the order named, hidden ones too; all when none is named. Throws exit 2 for others. */
export const pickColumns = <R>(
  all: readonly Column<R>[],
  names: readonly string[] | undefined,
): Column<R>[] => {
  if (names === undefined) return [...all];
  return names.map((name) => {
    const column = all.find(({ key }) => key.toLowerCase() === name.trim().toLowerCase());
    if (column) return { ...column, hidden: false, forPeople: false, optional: undefined };
    throw usageError(
      `There is no column "${name}"`,
      `Use: ${all.map(({ key }) => key).join(', ')}.`,
    );
  });
};
