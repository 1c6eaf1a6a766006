import { parse as parseCsv } from 'csv-parse/sync';
import {
  array,
  assert as check,
  asyncProperty,
  constantFrom,
  integer,
  property,
  string as anyString,
} from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { csvCell, tsvCell } from '../../../src/formats/cells.js';
import { recordFormat, recordFormatNames } from '../../../src/formats/records/index.js';
import type { Column, Records } from '../../../src/formats/output.js';
import { queried } from '../../../src/formats/query.js';
import { RawJson, rawOrText, stringify } from '../../../src/formats/records/raw-json.js';
import { details, lines } from '../../../src/formats/records/people.js';
import type { RecordFormat } from '../../../src/formats/records/renderer.js';
import { fitWidths, table } from '../../../src/formats/records/table.js';
import { textWidth } from '../../../src/terminal/text.js';

interface Row {
  readonly id: string;
  readonly note: string | null;
}

const column = (key: keyof Row, more: Partial<Column<Row>> = {}): Column<Row> => ({
  key,
  label: key.toUpperCase(),
  cell: (row) => row[key] ?? '',
  value: (row) => row[key],
  ...more,
});

const outputOf = (rows: Iterable<Row> | AsyncIterable<Row>): Records<Row> => ({
  kind: 'records',
  view: 'table',
  records: rows,
  columns: [column('id'), column('note', { shrink: 1 })],
  id: (row) => row.id,
  detail: (row) => ({
    fields: [
      ['Id', row.id],
      ['Note', { text: row.note ?? '', tone: 'bad' }],
    ],
    sections: [
      {
        title: 'Words',
        head: ['A', 'B'],
        rows: [
          ['1', '周'],
          ['22', 'x'],
        ],
      },
    ],
  }),
  document: (row) => row,
  envelope: (rows) => ({ rows }),
});

const render = async (
  format: RecordFormat,
  rows: Iterable<Row> | AsyncIterable<Row>,
  context = { columns: Number.POSITIVE_INFINITY, colorLevel: 0 as 0 | 1 },
): Promise<string[]> => {
  const pieces: string[] = [];
  for await (const piece of format.render(outputOf(rows), context)) pieces.push(piece);
  return pieces;
};

const named = async (name: string): Promise<RecordFormat> => {
  const format = await recordFormat(name);
  if (format === null) throw new Error(`no format ${name}`);
  return format;
};

const rows: readonly Row[] = [
  { id: 'a', note: 'x, "y"' },
  { id: 'b', note: null },
];

test('there are seven formats, and no others', async () => {
  expect(recordFormatNames).toEqual(['table', 'json', 'jsonl', 'csv', 'tsv', 'yaml', 'id']);
  expect(await recordFormat('xml')).toBeNull();
  expect(await recordFormat('constructor')).toBeNull();
});

test.each([
  [
    'json',
    '{\n  "rows": [\n    {\n      "id": "a",\n      "note": "x, \\"y\\""\n    },\n    {\n      "id": "b",\n      "note": null\n    }\n  ]\n}\n',
  ],
  ['jsonl', '{"id":"a","note":"x, \\"y\\""}\n{"id":"b","note":null}\n'],
  ['csv', 'id,note\r\na,"x, ""y"""\r\nb,\r\n'],
  ['tsv', 'id\tnote\na\tx, "y"\nb\t\n'],
  ['yaml', 'rows:\n  - id: a\n    note: x, "y"\n  - id: b\n    note: null\n'],
  ['id', 'a\nb\n'],
  ['table', 'ID  NOTE\na   x, "y"\nb\n'],
])('%s', async (name, text) => {
  expect((await render(await named(name), rows)).join('')).toBe(text);
});

test.each(['jsonl', 'csv', 'tsv', 'id'])(
  '%s writes each record before the next is known',
  async (name) => {
    const seen: string[] = [];
    async function* slow(): AsyncGenerator<Row> {
      for (const row of rows) {
        seen.push(`made ${row.id}`);
        yield row;
      }
    }
    const format = await named(name);
    for await (const piece of format.render(outputOf(slow()), { columns: 80, colorLevel: 0 })) {
      if (piece.startsWith('a') || piece.includes('"a"')) seen.push('wrote a');
    }
    expect(seen).toEqual(['made a', 'wrote a', 'made b']);
  },
);

test('details: aligned by what a terminal shows, blocks indented, one blank line between records', async () => {
  const given = [rows[0] ?? { id: '', note: '' }, { id: 'b', note: 'z' }];
  expect((await render(details, given)).join('')).toBe(`Id:   a
Note: x, "y"

Words
  A   B
  1   周
  22  x

Id:   b
Note: z

Words
  A   B
  1   周
  22  x
`);
});

test('lines: the id where there is no line', async () => {
  expect((await render(lines, [{ id: 'a\u001b[31m\nb', note: null }])).join('')).toBe('a b\n');
});

describe('cells', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 89', "'+49 89"],
    ['-5', '-5'],
    ['-5 dB', "'-5 dB"],
    ['@user', "'@user"],
    ['＝1', "'＝1"],
    ['\tx', "'\tx"],
    [' x', '" x"'],
    ['a\nb', '"a\nb"'],
    ['', ''],
  ])('csv %j is %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });

  test('raw csv keeps formulas, null is empty, numbers are numbers', () => {
    expect([csvCell('=1', true), csvCell(null), csvCell(-1.5)]).toEqual(['=1', '', '-1.5']);
  });

  test('a CSV reader returns every text, formulas with an apostrophe', () => {
    const guarded = /^[=+\-@\t\r\u0000＝＋－＠]/;
    check(
      property(array(anyString(), { minLength: 2, maxLength: 4 }), (texts) => {
        const [record = []] = parseCsv(`${texts.map((text) => csvCell(text)).join(',')}\r\n`, {
          relax_column_count: true,
        });
        const expected = texts.map((text) =>
          guarded.test(text) && !/^[+-]?\d+(?:\.\d+)?$/.test(text) ? `'${text}` : text,
        );
        expect(record).toEqual(expected);
      }),
    );
  });

  test('a tsv cell never breaks its line', () => {
    expect(tsvCell('a\tb\r\nc')).toBe('a b c');
  });
});

test('YAML reads back as the same value as JSON, for any strings', async () => {
  const odd = [
    'yes',
    'null',
    '1e3',
    '- x',
    '# no',
    "it's",
    '2026-01-31',
    ' lead',
    '\u0007bell',
    '~',
    '0x1F',
  ];
  const given = odd.map((note, i) => ({ id: String(i), note }));
  const text = (await render(await named('yaml'), given)).join('');
  expect(parseYaml(text)).toEqual({ rows: given });
});

describe('raw JSON', () => {
  test('long integers reach the output digit for digit, in any nesting and number', () => {
    const one = rawOrText('{"n": 12345678901234567890, "s": "a  b"}');
    const two = rawOrText('[1.0, 2e5]');
    expect(stringify({ a: [one], b: two, c: 1 }, 0)).toBe(
      '{"a":[{"n":12345678901234567890,"s":"a  b"}],"b":[1.0,2e5],"c":1}',
    );
  });

  test('a text that is not JSON stays a string', () => {
    expect(rawOrText('<a/>')).toBe('<a/>');
    expect(stringify({ raw: '<a/>' }, 0)).toBe('{"raw":"<a/>"}');
  });

  test('a string that looks like the mark is only a string', () => {
    const text = stringify({ a: new RawJson('1'), b: '\u0000raw0:0', c: '$&' }, 0);
    expect(JSON.parse(text)).toEqual({ a: 1, b: '\u0000raw0:0', c: '$&' });
  });
});

describe('query', () => {
  const said: string[] = [];
  beforeEach(() => void said.splice(0));
  const ask = async (expression: string, name: string): Promise<string> => {
    const output = await queried(outputOf(rows), expression, (line) => void said.push(line));
    const format = name === 'lines' ? lines : await named(name);
    let text = '';
    for await (const piece of format.render(output, { columns: 80, colorLevel: 0 })) text += piece;
    return text;
  };

  test.each([
    ['rows[].id', 'lines', 'a\nb\n'],
    ['rows[0]', 'json', '{\n  "id": "a",\n  "note": "x, \\"y\\""\n}\n'],
    ['rows[?note==null].id | [0]', 'lines', 'b\n'],
    ['rows[].{name: id}', 'csv', 'name\r\na\r\nb\r\n'],
    ['rows[].[id, note]', 'tsv', 'id\tnote\na\tx, "y"\nb\t\n'],
    ['rows[].[id, length(id)] | [0:1]', 'csv', '1,2\r\na,1\r\n'],
    ['rows[].[@.id, length(id)]', 'tsv', 'id\t2\na\t1\nb\t1\n'],
    ['length(rows)', 'lines', '2\n'],
    ['nothing', 'json', 'null\n'],
    ['nothing', 'lines', ''],
  ])('%s as %s', async (expression, name, text) => {
    expect(await ask(expression, name)).toBe(text);
  });

  test.each([
    ['rows[].nota', 'there is no key "nota" here. Did you mean "note"?'],
    ['rows[].Id', 'there is no key "Id" here. Did you mean "id"?'],
    ['rows[?stat==`1`]', 'there is no key "stat" here. Keys: id, note'],
    ['row[0].id', 'there is no key "row" here. Did you mean "rows"?'],
    ['sort_by(rows, &id)[].size', 'there is no key "size" here. Keys: id, note'],
  ])('%s is reported: %s', async (expression, line) => {
    await ask(expression, 'json');
    expect(said).toEqual([`--query: ${line}`]);
  });

  test.each([
    'rows[].note',
    'rows[].{name: id} | [].name',
    'rows[].note.length',
    'keys(rows[0])',
    'rows[1].note.anything',
  ])('%s is not reported', async (expression) => {
    await ask(expression, 'json').catch(() => {});
    expect(said).toEqual([]);
  });
});

describe('table', () => {
  test('columns get narrower in their order, then are left out for the others', () => {
    expect(fitWidths([10, 30, 20], [0, 1, 2], 70)).toEqual([10, 30, 20]);
    expect(fitWidths([10, 30, 20], [0, 1, 2], 54)).toEqual([10, 30, 10]);
    expect(fitWidths([10, 30, 20], [0, 1, 2], 40)).toEqual([10, 20, 6]);
    expect(fitWidths([10, 30, 20], [0, 1, 2], 20)).toEqual([10, 8, 0]);
    expect(fitWidths([10, 30, 20], [0, 1, 2], 50, [0, 20, 10])).toEqual([10, 26, 10]);
    expect(fitWidths([10, 30, 20], [0, 1, 2], 41, [0, 20, 10])).toEqual([10, 29, 0]);
    expect(fitWidths([10, 30, 20], [0, 1, 2], 5)).toEqual([10, 0, 0]);
  });

  test('no line is wider than the terminal, in any script', async () => {
    const scripts = array(constantFrom('a', '周', 'é', 'あ', '😀', '👩‍👩‍👧', 'ต', ' '), {
      maxLength: 60,
    });
    await check(
      asyncProperty(scripts, integer({ min: 10, max: 60 }), async (letters, columns) => {
        const text = (
          await render(table, [{ id: 'id', note: letters.join('') }], { columns, colorLevel: 0 })
        ).join('');
        for (const line of text.trimEnd().split('\n'))
          expect(textWidth(line)).toBeLessThanOrEqual(columns);
      }),
    );
  });

  test('a hundred rows decide the widths; later rows are cut to them and printed at once', async () => {
    const many = Array.from({ length: 201 }, (_, i) => ({
      id: String(i).padStart(3, '0'),
      note: i < 100 ? 'short' : 'much longer than before',
    }));
    const pieces = await render(table, many);
    expect(pieces).toHaveLength(3);
    expect(pieces.join('').split('\n')).toHaveLength(203);
    expect(pieces[1]?.split('\n')[0]).toBe('100  much…');
  });

  test('no rows, no table', async () => {
    expect(await render(table, [])).toEqual([]);
  });
});
