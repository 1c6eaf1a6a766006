// The views without `--format` that are no tables: lines and details.
import { safeBlock, safeLine, textWidth } from '../../terminal/text.js';
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

const field = (label: string, value: string | Cell, width: number, paint: Paint): string => {
  const { text, tone } = typeof value === 'string' ? { text: value, tone: undefined } : value;
  const pad = ' '.repeat(width - textWidth(label));
  return `${paint('dim', `${label}:`)}${pad} ${paint(tone, safeLine(text))}\n`;
};

const sectionText = (section: Section): string => {
  if ('text' in section) return safeBlock(section.text);
  const rows = [section.head, ...section.rows].map((row) => row.map(safeLine));
  const widths = section.head.map((_, i) =>
    Math.max(...rows.map((row) => textWidth(row[i] ?? ''))),
  );
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell + ' '.repeat(Math.max(0, (widths[i] ?? 0) - textWidth(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const detailText = (detail: Detail, paint: Paint): string => {
  const width = Math.max(0, ...detail.fields.map(([label]) => textWidth(label)));
  const fields = detail.fields.map(([label, value]) => field(label, value, width, paint));
  const sections = detail.sections.map((section) => {
    const body = sectionText(section)
      .trimEnd()
      .replace(/^(?=.)/gm, '  ');
    return `\n${paint('head', section.title)}\n${body}\n`;
  });
  return fields.join('') + sections.join('');
};

async function* renderDetails<R>(
  output: Records<R>,
  context: RenderContext,
): AsyncIterable<string> {
  const paint = await painter(context.colorLevel);
  let first = true;
  for await (const record of output.records) {
    const detail = output.detail?.(record) ?? { fields: [], sections: [] };
    yield (first ? '' : '\n') + detailText(detail, paint);
    first = false;
  }
}

const details: RecordFormat = { render: renderDetails };

export { details, lines };
