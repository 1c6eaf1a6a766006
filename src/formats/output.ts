// What a command hands over to be rendered. A command describes its data once, as an Output;
// how it looks (`--format`) is decided by whoever renders it, never by the command.

import type { CliError } from '../errors.js';

export type Tone = 'good' | 'bad' | 'busy' | 'dim' | 'head';

/** A cell as a person reads it. `tone` colours it where colour is on; the word itself says everything. */
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
  /** Which columns give way first on a narrow terminal: 0 never shrinks. */
  readonly shrink?: number | undefined;
  /** Shown only when named in `--columns`, or in csv/tsv. */
  readonly hidden?: boolean | undefined;
  /** Another column holds the same exactly (an age, a time): csv and tsv leave this one out unless it is named. */
  readonly forPeople?: boolean | undefined;
}

/** A readable view of one record: labelled fields, then titled blocks. */
export interface Detail {
  readonly fields: readonly (readonly [label: string, value: string | Cell])[];
  readonly sections: readonly Section[];
}
export type Section =
  | { readonly title: string; readonly text: string }
  | {
      readonly title: string;
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

/** Several records of one kind, perhaps still arriving. Rendered as they come. */
export interface Records<R> {
  readonly kind: 'records';
  readonly records: Iterable<R> | AsyncIterable<R>;
  /**
   * The same records in the groups they arrive in, for formats that write a line each: a group is one
   * write, done before the next group is asked for. Only one of the two is ever read.
   */
  readonly pages?: AsyncIterable<readonly R[]> | undefined;
  readonly columns: readonly Column<R>[];
  /** What a person gets without `--format`: a table, one line each (`line`), or a detail view each. */
  readonly view: 'table' | 'lines' | 'detail';
  id(record: R): string;
  /** The one line of the `lines` view, or any number of them; default: the id. */
  line?(record: R): string | readonly string[];
  detail?(record: R): Detail;
  /** The record's document, for json, jsonl and yaml. */
  document(record: R): unknown;
  /** The whole document for json and yaml; undefined where there is nothing to print. */
  envelope(documents: readonly unknown[]): unknown;
  /** Said on stderr when a table would be empty. */
  readonly empty?: string | undefined;
  /** Asked after everything is rendered; what it gives is thrown, so that the exit code tells. */
  readonly failure?: (() => CliError | null) | undefined;
}

/** Text in its final form: a subtitle, a completion script, an address. `--format` does not touch it. */
export interface Text {
  readonly kind: 'text';
  readonly text: Iterable<string> | AsyncIterable<string>;
  /** True when parts of it came from outside and it is meant for people: made safe on a terminal. */
  readonly foreign?: boolean | undefined;
  /** As for records. */
  readonly failure?: (() => CliError | null) | undefined;
}

// oxlint-disable-next-line typescript/no-explicit-any -- a renderer takes records of every kind
export type Output = Records<any> | Text;
