// Cues that break writers: each line was seen to break a reader or a writer, or is similar to such a line.
import type { Cue, CueWord } from '../../src/subtitles/cue.js';
import type { SubtitleOptions } from '../../src/formats/subtitles/format.js';

const texts: readonly (readonly string[])[] = [
  ['Plain text.'],
  ['Two lines,', 'both of them short.'],
  ['A blank line', '', 'in the middle'],
  ['Only spaces', '   ', '\t', '\u00A0\u3000', 'in the middle'],
  ['  spaces at both edges  '],
  ['An arrow --> in the text', '---> a longer one', '<-- and back'],
  ['00:00:01,000 --> 00:00:02,000'],
  ['00:00:01.000 --> 00:00:02.000 line:0', 'after a time line'],
  ['2', '00:00:01,000 --> 00:00:02,000', 'a whole cue'],
  ['<i>tags</i> <b>of</b> <u>HTML</u>', '<font color="red">red</font>'],
  ['if x<5 then y>3', 'a < b && b > c'],
  ['<c.yellow>class</c> <v Bob>voice</v> <00:00:01.000>time'],
  ['</c></v></i>', '<', '>', '<>', '</>'],
  ['<!-- comment -->', ']]>', '<![CDATA[ data ]]>', '<?xml?>', '<script>alert(1)</script>'],
  ['&amp; &lt; &nbsp; &copy; &#39; &quot;', '&', 'AT&T R&D'],
  [String.raw`{\an8}top`, '{b}bold{/b}', '{', '}', '{}', 'a {pair} here', '{ over', 'two lines }'],
  [String.raw`C:\new\Names\home`, String.raw`\N\n\h`, '\\', 'ends with \\', String.raw`\{\}`],
  [String.raw`{\k50}sung {\pos(1,2)}moved`, '{=0}', String.raw`\\N doubled`],
  ['NUL \0 here', 'bell \u0007 escape \u001B[31mred\u001B[0m', 'CSI \u009B31m'],
  ['noncharacters \uFFFE \uFFFF', 'replacement \uFFFD', 'private \uE000'],
  ['half \uD83D a pair', '\uDE00 the other half', '\uD800'],
  ['שלום, עולם!', 'مرحبا بالعالم 123', '\u202Eright to left override\u202C', '\u2066isolate\u2069'],
  ['CR\rin the text', 'LF\nin the text', 'CRLF\r\nin the text'],
  ['line separator \u2028 here', 'paragraph \u2029 here', 'next line \u0085 VT \u000B FF \u000C'],
  ['[00:01.00] bracket', '[ti:not a title]', ' [after a space'],
  ['=SUM(A1:A9)', '+1 800', '-1', '@home', '＝full width', '- Hello', "'quoted'"],
  ['comma, "quotes", semicolon; tab\there', '""', '"', "it's"],
  ['# heading', '- list', '1. numbered', '> quote', '| table | cell |', '* star *', '`code`'],
  ['WEBVTT', 'NOTE this is text', 'STYLE', 'REGION', 'X-TIMESTAMP-MAP=LOCAL:0'],
  ['42'],
  ['1', '2'],
  ['Dialogue: 0,0:00:00.00,0:00:01.00,Default,,0,0,0,,text', '[Events]'],
  ['0:00:01.000,0:00:02.000', 'Comment: x'],
  ['👨‍👩‍👧‍👦 family 🏳️‍🌈 flag 👍🏽', 'e\u0301 Z\u0351\u036B\u0343'],
  ['zero\u200Bwidth\u200C \u200D\uFEFF\u2060joiners', '\uFEFFa mark in front'],
  ['今天，我们回到故乡。', '「你好」——他说…', '100％的ＡＢＣ'],
  ['$(rm -rf /) `ls` %s %d %n ${x}', '../../etc/passwd', '; drop table'],
  [`${'long '.repeat(400)}line`],
  ['ᐅ \u{10FFFF} \u{1F3FB}', '𝒳 𐍈'],
];

export const cue = (
  startMs: number,
  endMs: number,
  lines: readonly string[],
  more: Partial<Cue> = {},
): Cue => ({
  startMs,
  endMs,
  lines,
  speaker: null,
  words: [],
  translation: null,
  ...more,
});

/** One cue per hostile text, two seconds each, touching. */
export const hostileTexts: readonly Cue[] = texts.map((lines, i) =>
  cue(i * 2000, (i + 1) * 2000, lines),
);

/** Names with which a speaker may be called, each speaking once. */
export const hostileNames: readonly Cue[] = [
  'Anna',
  'A & B',
  'A, B; C',
  '<v Bob>',
  'x > y',
  'a\nb',
  '',
  ' ',
  '{brace}',
  '=cmd()',
  'Ж 张三',
  '--> 5',
].map((speaker, i) => cue(i * 1000, i * 1000 + 900, [`Line ${i}`], { speaker }));

/** Times at the edges: zero, one millisecond, under a minute's rounding, sub-frame rows, days. */
export const hostileTimes: readonly Cue[] = [
  cue(0, 1, ['one millisecond']),
  cue(1, 2, ['the next']),
  cue(2, 3, ['and the next']),
  ...Array.from({ length: 20 }, (_, i) => cue(1000 + i * 4, 1004 + i * 4, [`sub-frame ${i}`])),
  cue(59_994, 59_996, ['rounds to a minute']),
  cue(59_996, 60_000, ['up to a minute']),
  cue(3_599_999, 3_600_001, ['over an hour']),
  cue(86_399_999, 86_400_001, ['over a day']),
  cue(359_999_999, 360_000_001, ['a hundred hours']),
  cue(371_287_345, 371_288_000, ['103 hours']),
];

/** Words with times, over two lines, beginning after the cue and ending before it. */
const word = (startMs: number, endMs: number, text: string, line: number): CueWord => ({
  startMs,
  endMs,
  text,
  line,
});
export const sung: readonly Cue[] = [
  cue(1000, 4000, ['If a & b,', 'then {c} <d>.'], {
    words: [
      word(1100, 1500, 'If', 0),
      word(1500, 1600, 'a', 0),
      word(1600, 1601, '&', 0),
      word(1700, 2000, 'b,', 0),
      word(2000, 2600, 'then', 1),
      word(2604, 3000, '{c}', 1),
      word(3000, 3900, '<d>.', 1),
    ],
  }),
  cue(5000, 6000, ['他们回来了'], {
    words: [word(5000, 5400, '他们', 0), word(5400, 6000, '回来了', 0)],
  }),
  cue(7000, 8000, ['no such words'], { words: [word(7000, 8000, 'other', 0)] }),
];

export const plainOptions: SubtitleOptions = {
  language: null,
  title: null,
  eol: '\n',
  bom: false,
  startIndex: 1,
  highlight: false,
  voices: false,
  rawCells: false,
};
