// CSV and TSV checked with csv-parse and Python's csv module in strict mode; LRC and SBV with ffmpeg.
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { cleanLine, cleanLines } from '../../src/formats/subtitles/text.js';
import { joinLines } from '../../src/subtitles/join-lines.js';
import { hostileNames, hostileTexts, hostileTimes } from './hostile.js';
import { ffprobe, put, python, rendered } from './tools.js';

const cues = [...hostileTexts, ...hostileNames];
const seconds = (ms: number): string => (ms / 1000).toFixed(3);
const rows = (guard: (cell: string) => string): string[][] => [
  ['index', 'start', 'end', 'speaker', 'text'],
  ...cues.map((c, i) => [
    String(i + 1),
    seconds(c.startMs),
    seconds(c.endMs),
    guard(cleanLine(c.speaker ?? '')),
    guard(cleanLines(c.lines).join('\n')),
  ]),
];
const guarded = (cell: string): string => (/^[=+\-@＝＋－＠]/.test(cell) ? `'${cell}` : cell);

describe('csv', () => {
  it.each([
    ['guarded against formulas', {}, guarded],
    ['as it is', { rawCells: true }, (cell: string) => cell],
    ['with a byte order mark', { bom: true, eol: '\r\n' as const }, guarded],
  ])('%s: both readers see the same rows', async (_, options, guard) => {
    const csv = await rendered('csv', cues, options);
    const read = parse(csv, { bom: true, record_delimiter: '\r\n', relax_column_count: false });
    expect(read).toEqual(rows(guard));
    expect(await python('csv', put('a.csv', csv))).toEqual(rows(guard));
  });

  it('has no cell that a spreadsheet would run', async () => {
    const read: string[][] = parse(await rendered('csv', cues), { record_delimiter: '\r\n' });
    expect(read.flat().filter((cell) => /^[=+\-@\t\r\0＝＋－＠]/.test(cell))).toEqual([]);
  });
});

it('tsv: one line a cue, three columns, whole milliseconds', async () => {
  const lines = (await rendered('tsv', cues))
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  expect(lines).toEqual([
    ['start', 'end', 'text'],
    ...cues.map((c) => [
      String(c.startMs),
      String(c.endMs),
      guarded(joinLines(cleanLines(c.lines))),
    ]),
  ]);
});

describe('lrc', () => {
  it('ffmpeg reads each line at its time', async () => {
    const seen = await ffprobe(
      put('a.lrc', await rendered('lrc', hostileTexts, { title: 'a [b] c' })),
      0.001,
      ['-f', 'lrc'],
    );
    const shown = seen.map(({ startMs, text }) => [startMs, text.trimEnd()]);
    const due = hostileTexts.map((c) => [
      c.startMs,
      joinLines(cleanLines(c.lines)).replace(/^\[/, '［'),
    ]);
    expect(shown.slice(0, -1)).toEqual(due);
  });

  it('times grow past 99 minutes, and pauses clear the line', async () => {
    const lrc = await rendered('lrc', hostileTimes.slice(-3));
    expect(lrc).toBe(
      '[1440:00.00]over a day\n[1440:00.01]\n[6000:00.00]a hundred hours\n[6000:00.01]\n[6188:07.35]103 hours\n[6188:08.00]\n',
    );
    const seen = await ffprobe(put('a.lrc', lrc), 0.001, ['-f', 'lrc']);
    expect(seen.filter(({ text }) => text.trim() !== '').map(({ startMs }) => startMs)).toEqual([
      86_400_000, 360_000_000, 371_287_350,
    ]);
  });
});

it('sbv: ffmpeg reads the same cues', async () => {
  const sbv = await rendered('sbv', hostileTexts);
  const seen = await ffprobe(put('a.sbv', sbv), 1, ['-f', 'subviewer']);
  expect(seen.map(({ startMs, endMs }) => [startMs, endMs])).toEqual(
    hostileTexts.map((c) => [c.startMs, c.endMs]),
  );
  const text = (s: string): string => s.replaceAll('\u2060', '').replaceAll(/^［/gm, '[').trim();
  expect(seen.map((s) => text(s.text))).toEqual(
    hostileTexts.map((c) => text(cleanLines(c.lines).join('\n'))),
  );
});
