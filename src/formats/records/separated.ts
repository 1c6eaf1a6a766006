// csv and tsv: every column, exact values, one header line.
import { safeBlock } from '../../terminal/text.js';
import { csvCell, tsvCell } from '../cells.js';
import { pagesOf, type RecordFormat } from './renderer.js';

const separated = (
  separator: string,
  eol: string,
  cell: (value: string | number | null) => string,
): RecordFormat => ({
  async *render(output) {
    const columns = output.columns.filter((column) => column.forPeople !== true);
    yield columns.map((column) => cell(column.key)).join(separator) + eol;
    for await (const page of pagesOf(output)) {
      const lines = page.map((record) =>
        columns.map((column) => cell(column.value(record))).join(separator),
      );
      yield lines.join(eol) + eol;
    }
  },
  onTerminal: safeBlock,
});

/** RFC 4180: CRLF line ends; safe to open in a spreadsheet. */
export const csv = separated(',', '\r\n', csvCell);
export const tsv = separated('\t', '\n', tsvCell);
