// Tables for people: no borders (they copy badly), headings, cells cut to the terminal's width.
import CliTable from 'cli-table3';
import { safeLine, textWidth, truncate } from '../../terminal/text.js';
import type { Cell, Column, Records } from '../output.js';
import { painter, type Paint } from './paint.js';
import type { RecordFormat, RenderContext } from './renderer.js';

/** Rows that decide the widths; later rows keep these widths, so that output can stream. */
const sample = 100;
const gap = 2;
/** A narrower column is of no use: it is left out, and the others get its space. */
const narrowest = 6;

const cellOf = (value: string | Cell): Cell => {
  const cell = typeof value === 'string' ? { text: value } : value;
  return { ...cell, text: safeLine(cell.text) };
};

const noBorders = Object.fromEntries(
  [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
    'left',
    'left-mid',
    'mid',
    'mid-mid',
    'right',
    'right-mid',
    'middle',
  ].map((part) => [part, part === 'middle' ? ' '.repeat(gap) : '']),
);

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) +
  gap * Math.max(0, widths.filter((w) => w > 0).length - 1);

/**
 * Widths that fit into `columns`: the columns with the highest `shrink` get narrower first, down to
 * `narrowest`, then to 0, which hides them. Columns without `shrink` always keep their width.
 */
export const fitWidths = (
  natural: readonly number[],
  shrink: readonly number[],
  columns: number,
): number[] => {
  const widths = [...natural];
  const order = natural.map((_, i) => i).filter((i) => (shrink[i] ?? 0) > 0);
  order.sort((a, b) => (shrink[b] ?? 0) - (shrink[a] ?? 0) || b - a);
  for (const floor of [narrowest, 0]) {
    for (const i of order) {
      const excess = total(widths) - columns;
      const width = widths[i] ?? 0;
      if (excess <= 0) return widths;
      widths[i] = floor === 0 ? 0 : Math.min(width, Math.max(floor, width - excess));
    }
  }
  return widths;
};

const draw = (
  rows: readonly (readonly Cell[])[],
  widths: readonly number[],
  paint: Paint,
): string => {
  const shown = widths.map((width, i) => ({ width, i })).filter(({ width }) => width > 0);
  const table = new CliTable({
    chars: noBorders,
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const row of rows) {
    table.push(
      shown.map(({ width, i }, place) => {
        const cell = row[i] ?? { text: '' };
        const text = truncate(cell.text, width);
        const pad =
          place === shown.length - 1 ? '' : ' '.repeat(Math.max(0, width - textWidth(text)));
        return paint(cell.tone, text) + pad;
      }),
    );
  }
  return `${table.toString().replace(/(?<! ) +$/gm, '')}\n`;
};

const widthsFor = <R>(
  columns: readonly Column<R>[],
  rows: readonly (readonly Cell[])[],
  available: number,
): number[] => {
  const natural = columns.map((column, i) =>
    Math.max(textWidth(column.label), ...rows.map((row) => textWidth(row[i]?.text ?? ''))),
  );
  return fitWidths(
    natural,
    columns.map((column) => column.shrink ?? 0),
    available,
  );
};

async function* renderTable<R>(output: Records<R>, context: RenderContext): AsyncIterable<string> {
  const columns = output.columns.filter((column) => column.hidden !== true);
  const paint = await painter(context.colorLevel);
  const head = columns.map((column): Cell => ({ text: column.label, tone: 'head' }));
  let widths: number[] | null = null;
  let rows: Cell[][] = [];
  for await (const record of output.records) {
    rows.push(columns.map((column) => cellOf(column.cell(record))));
    if (rows.length < sample) continue;
    const first = widths === null;
    widths ??= widthsFor(columns, rows, context.columns);
    yield draw(first ? [head, ...rows] : rows, widths, paint);
    rows = [];
  }
  if (widths === null && rows.length === 0) return;
  const first = widths === null;
  widths ??= widthsFor(columns, rows, context.columns);
  if (first || rows.length > 0) yield draw(first ? [head, ...rows] : rows, widths, paint);
}

export const table: RecordFormat = { render: renderTable };
