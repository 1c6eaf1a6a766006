// What a command returns. A command describes its data once, as an Output; the renderer decides how it
// looks (`--format`), never the command.

import type { Argv } from '../argv.js';
import type { CliError } from '../errors.js';

export type Tone = 'good' | 'bad' | 'busy' | 'dim' | 'head';

/** A cell as a person reads it. `tone` sets its colour if colour is on; the text alone is complete. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

export interface Column<R> {
  /** The name in `--columns`, in CSV and TSV headers. */
  readonly key: string;
  /** The heading in a table. */
  readonly label: string;
  /** For people: local times, relative ages. Sanitised by the renderer, not here. */
  cell(record: R): string | Cell;
  /** For CSV and TSV: exact, UTC, unshortened. Null prints as an empty field. */
  value(record: R): string | number | null;
  /** The columns with the highest number get narrower first on a narrow terminal; 0 never does. */
  readonly shrink?: number | undefined;
  /** A narrower column is of no use: it is left out, and the others get its space. Default: 6. */
  readonly least?: number | undefined;
  /** Which part of a cell that is too long is left out. Default: the end. */
  readonly cut?: 'front' | 'middle' | 'end' | undefined;
  /** Left out on a terminal if it is empty in every row, or (`same`) if all rows have the same. */
  readonly optional?: 'empty' | 'same' | undefined;
  /** Shown only when named in `--columns`, or in csv/tsv. */
  readonly hidden?: boolean | undefined;
  /** Another column has the exact value (an age, a time): csv and tsv leave this one out unless it is named. */
  readonly forPeople?: boolean | undefined;
}

/** A readable view of one record: labelled fields, then titled blocks. */
export interface Detail {
  readonly fields: readonly (readonly [label: string, value: string | Cell])[];
  readonly sections: readonly Section[];
}
export type Section =
  /** `exact` text is never broken into lines. */
  | { readonly title: string; readonly text: string; readonly exact?: true }
  | {
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Several records of one kind, rendered as they arrive. */
export interface Records<R> {
  readonly kind: 'records';
  readonly records: Iterable<R> | AsyncIterable<R>;
  /**
   * The same records in the groups they arrive in, for formats that write one line per record: a group is one
   * write, done before the next group is requested. A renderer reads either `records` or `pages`.
   */
  readonly pages?: AsyncIterable<readonly R[]> | undefined;
  readonly columns: readonly Column<R>[];
  /** The view without `--format`: a table, one line per record (`line`), or a detail view of each. */
  readonly view: 'table' | 'lines' | 'detail';
  /** Null for a record without one: the `id` format leaves it out. */
  id(record: R): string | null;
  /** The one line of the `lines` view, or any number of them; default: the id. */
  line?(record: R): string | readonly string[];
  detail?(record: R): Detail;
  /** The record's document, for json, jsonl and yaml. */
  document(record: R): unknown;
  /** The documents of several records, in place of `document`: for those that need a lookup. */
  documents?(records: readonly R[]): Promise<readonly unknown[]>;
  /** The whole document for json and yaml; undefined if there is nothing to print. */
  envelope(documents: readonly unknown[]): unknown;
  /** Printed on stderr if a table would be empty. */
  readonly empty?: string | undefined;
  /** Shown page by page on a terminal that is too small for it. */
  readonly pager?: Argv | null | undefined;
  /** The command changes something: it finishes its work even if stdout is closed. */
  readonly changes?: boolean | undefined;
  /** Called after everything is rendered; the error it returns is thrown and sets the exit code. */
  readonly failure?: (() => CliError | null) | undefined;
}

/** Text in its final form: a subtitle, a completion script, an address. `--format` does not change it. */
export interface Text {
  readonly kind: 'text';
  readonly text: Iterable<string> | AsyncIterable<string>;
  /** True if parts of it come from outside: control characters are removed on a terminal. */
  readonly foreign?: boolean | undefined;
  /** As for records. */
  readonly failure?: (() => CliError | null) | undefined;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a renderer takes records of every kind
export type Output = Records<any> | Text;
