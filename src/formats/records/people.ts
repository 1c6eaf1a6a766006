// The views without `--format` that are no tables: lines and details.
import { safeBlock, safeLine, textWidth } from '../../terminal/text.js';
import { wrapLine } from '../../terminal/wrap.js';
import type { Cell, Detail, Records, Section } from '../output.js';
import { painter, type Paint } from './paint.js';
import type { RecordFormat, RenderContext } from './renderer.js';

const lines: RecordFormat = {
  async *render(output) {
    for await (const record of output.records) {
      const line = output.line?.(record) ?? output.id(record) ?? [];
      for (const one of typeof line === 'string' ? [line] : line) yield `${safeLine(one)}\n`;
    }
  },
};

/** Narrower columns would have a word a line: such lines are left to the terminal. */
const narrowest = 16;

/** Lines below each other at the same column: the first after `lead`, the others after blanks. */
const hanging = (lead: string, text: string, room: number, paint = (line: string) => line) => {
  const indent = textWidth(lead);
  const lines = room - indent < narrowest ? [text] : wrapLine(text, room - indent);
  return `${lead}${lines.map(paint).join(`\n${' '.repeat(indent)}`)}`;
};

const field = (label: string, value: string | Cell, { width, room, paint }: Layout): string => {
  const { text, tone } = typeof value === 'string' ? { text: value, tone: undefined } : value;
  const blank = ' '.repeat(width + 2);
  const shown = hanging(blank, safeLine(text), room, (line) => paint(tone, line));
  const pad = ' '.repeat(width - textWidth(label));
  return `${paint('dim', `${label}:`)}${pad} ${shown.slice(blank.length)}\n`;
};

interface Layout {
  /** Columns of the longest label. */
  readonly width: number;
  /** Columns of the terminal; Infinity where lines are not broken. */
  readonly room: number;
  readonly paint: Paint;
}

const sectionText = (section: Section, room: number): string => {
  if ('text' in section) {
    const text = safeBlock(section.text);
    if (section.exact === true) return text;
    return text
      .split('\n')
      .map((line) => hanging('', line, room))
      .join('\n');
  }
  const rows = [section.head, ...section.rows].map((row) => row.map(safeLine));
  const widths = section.head.map((_, i) =>
    rows.reduce((most, row) => Math.max(most, textWidth(row[i] ?? '')), 0),
  );
  const last = widths.length - 1;
  return rows
    .map((row) => {
      const lead = row
        .slice(0, last)
        .map((cell, i) => `${cell}${' '.repeat((widths[i] ?? 0) - textWidth(cell))}  `);
      return hanging(lead.join(''), row[last] ?? '', room).trimEnd();
    })
    .join('\n');
};

const detailText = (detail: Detail, { paint, room }: Omit<Layout, 'width'>): string => {
  const width = Math.max(0, ...detail.fields.map(([label]) => textWidth(label)));
  const layout = { width, room, paint };
  const fields = detail.fields.map(([label, value]) => field(label, value, layout));
  const sections = detail.sections.map((section) => {
    const body = sectionText(section, room - 2)
      .trimEnd()
      .replace(/^(?=.)/gm, '  ');
    return `\n${paint('head', section.title)}\n${body}\n`;
  });
  return fields.join('') + sections.join('');
};

async function* renderDetails<R>(
  output: Records<R>,
  { columns, colorLevel, isTTY }: RenderContext,
): AsyncIterable<string> {
  const paint = await painter(colorLevel);
  const room = isTTY === true ? columns : Number.POSITIVE_INFINITY;
  let first = true;
  for await (const record of output.records) {
    const detail = output.detail?.(record) ?? { fields: [], sections: [] };
    yield (first ? '' : '\n') + detailText(detail, { paint, room });
    first = false;
  }
}

const details: RecordFormat = { render: renderDetails };

export { details, lines };
