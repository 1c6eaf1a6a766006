// Tables for people: no borders (they copy badly), headings, cells cut to the terminal's width.
import CliTable from 'cli-table3';
import { cutText } from '../../terminal/cut.js';
import { safeLine, textWidth } from '../../terminal/text.js';
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

const total = (widths: readonly number[]): number =>
  widths.reduce((sum, width) => sum + width, 0) +
  gap * Math.max(0, widths.filter((w) => w > 0).length - 1);

/** The columns that can get narrower, the highest `shrink` first. */
const inOrder = (shrink: readonly number[]): number[] =>
  shrink
    .map((_, i) => i)
    .filter((i) => (shrink[i] ?? 0) > 0)
    .sort((a, b) => (shrink[b] ?? 0) - (shrink[a] ?? 0) || b - a);

/** The widths with the columns of `order` narrowed as far as it takes, none below its floor. */
const narrowed = (
  natural: readonly number[],
  order: readonly number[],
  columns: number,
  floorOf: (i: number) => number,
): number[] => {
  const widths = [...natural];
  for (const i of order) {
    const width = widths[i] ?? 0;
    const excess = Math.max(0, total(widths) - columns);
    widths[i] = Math.min(width, Math.max(floorOf(i), width - excess));
  }
  return widths;
};

/**
 * Widths that fit into `columns`. The columns with the highest `shrink` get narrower first, down to `least`. If that
 * is not enough, the first of them is left out (width 0) and the others get its space; the last one goes down to
 * `narrowest` before it is left out. Columns without `shrink` always keep their width.
 */
export const fitWidths = (
  natural: readonly number[],
  shrink: readonly number[],
  columns: number,
  least: readonly (number | undefined)[] = [],
): number[] => {
  const shown = [...natural];
  for (let order = inOrder(shrink); ; order = order.slice(1)) {
    const [first] = order;
    const widths = narrowed(shown, order, columns, (i) =>
      order.length === 1 ? narrowest : (least[i] ?? narrowest),
    );
    if (first === undefined || total(widths) <= columns) return widths;
    shown[first] = 0;
  }
};

/** cli-table3 draws nothing but the cells; they have their width already. */
const noBorders = Object.fromEntries(
  ['top', 'bottom', 'left', 'right', 'mid']
    .flatMap((side) => [side, ...['left', 'mid', 'right'].map((end) => `${side}-${end}`)])
    .map((part) => [part, '']),
);

const draw = (
  rows: readonly (readonly Cell[])[],
  columns: readonly Pick<Column<never>, 'cut'>[],
  widths: readonly number[],
  paint: Paint,
): string => {
  const shown = widths.map((width, i) => ({ width, i })).filter(({ width }) => width > 0);
  const drawn = new CliTable({
    chars: { ...noBorders, middle: ' '.repeat(gap) },
    style: { 'padding-left': 0, 'padding-right': 0, head: [], border: [] },
  });
  for (const row of rows) {
    drawn.push(
      shown.map(({ width, i }) => {
        const cell = row[i] ?? { text: '' };
        const text = cutText(cell.text, width, columns[i]?.cut);
        return paint(cell.tone, text) + ' '.repeat(Math.max(0, width - textWidth(text)));
      }),
    );
  }
  return `${drawn.toString().replaceAll(/(?<! ) +$/gm, '')}\n`;
};

const widthsFor = <R>(
  columns: readonly Column<R>[],
  rows: readonly (readonly Cell[])[],
  available: number,
): number[] => {
  const natural = columns.map((column, i) =>
    isLeftOut(
      column,
      rows.map((row) => row[i]?.text ?? ''),
      available,
    )
      ? 0
      : Math.max(textWidth(column.label), ...rows.map((row) => textWidth(row[i]?.text ?? ''))),
  );
  return fitWidths(
    natural,
    columns.map((column) => column.shrink ?? 0),
    available,
    columns.map((column) => column.least),
  );
};

/** On a terminal a column that tells no row from another only takes space. A file keeps it. */
const isLeftOut = <R>(
  { optional }: Column<R>,
  texts: readonly string[],
  available: number,
): boolean => {
  if (optional === undefined || available === Number.POSITIVE_INFINITY) return false;
  const [first] = texts;
  if (texts.every((text) => text === '')) return true;
  return optional === 'same' && texts.length > 1 && texts.every((text) => text === first);
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
    yield draw(first ? [head, ...rows] : rows, columns, widths, paint);
    rows = [];
  }
  if (widths === null && rows.length === 0) return;
  const first = widths === null;
  widths ??= widthsFor(columns, rows, context.columns);
  if (first || rows.length > 0) yield draw(first ? [head, ...rows] : rows, columns, widths, paint);
}

export const table: RecordFormat = { render: renderTable };
