// What a record format is. Each has one file in this folder and one line in its index.ts.
import type { ColorLevel } from '../../terminal/streams.js';
import type { Records } from '../output.js';

export interface RenderContext {
  /** Columns of the terminal; Infinity if the output is not a terminal. */
  readonly columns: number;
  /** Whether it is a terminal: only there are long lines broken. */
  readonly isTTY?: boolean;
  readonly colorLevel: ColorLevel;
}

/** Yields pieces of text as records arrive; a piece never ends inside a line. */
export interface RecordFormat {
  render<R>(output: Records<R>, context: RenderContext): AsyncIterable<string>;
  /** For formats that keep every character: makes a piece safe for a terminal. Files and pipes get the piece itself. */
  readonly onTerminal?: (piece: string) => string;
}

/** All records of an output, in memory: for formats that cannot write the first before they have the last. */
export const collect = async <R>(records: Iterable<R> | AsyncIterable<R>): Promise<R[]> => {
  const all: R[] = [];
  for await (const record of records) all.push(record);
  return all;
};

/** The records in the groups they arrive in, without empty groups; one by one if the output has no groups. */
export async function* pagesOf<R>(output: Records<R>): AsyncGenerator<readonly R[]> {
  if (output.pages) {
    for await (const page of output.pages) if (page.length > 0) yield page;
  } else {
    for await (const record of output.records) yield [record];
  }
}

/** The documents of some records. */
export const documentsOf = async <R>(
  output: Records<R>,
  records: readonly R[],
): Promise<readonly unknown[]> =>
  output.documents?.(records) ?? records.map((record) => output.document(record));

/** The whole document of an output: what json and yaml print and what `--query` searches. */
export const documentOf = async <R>(output: Records<R>): Promise<unknown> =>
  output.envelope(await documentsOf(output, await collect(output.records)));
