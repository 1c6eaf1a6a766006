// The cases of the WebVTT standard's own tests (file and cue text parsing), rewritten, and real SRT files.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readSubtitleFile } from '../../../src/transcripts/readers/subtitle-file.js';
import { readSubtitleSegments } from '../../../src/transcripts/readers/subtitle-segments.js';

/** `start-end text` of each segment, after the speaker if there is one. */
const read = (text: string): string[] =>
  readSubtitleSegments(text).map(
    (s) => `${s.startMs}-${s.endMs} ${s.speaker === null ? '' : `${s.speaker}: `}${s.text}`,
  );
const vtt = (body: string): string[] => read(`WEBVTT\n\n${body}`);
const inCue = (text: string): string | undefined =>
  readSubtitleSegments(`WEBVTT\n\n00:00.000 --> 00:01.000\n${text}`)[0]?.text;

describe('WebVTT files', () => {
  const cue = '00:00:01.000 --> 00:00:02.000\ntext';
  it.each([
    ['a plain one', `WEBVTT\n\n${cue}\n`],
    ['a byte order mark', `\uFEFFWEBVTT\n\n${cue}\n`],
    ['a title after the signature', `WEBVTT - a title\n\n${cue}\n`],
    ['a header', `WEBVTT\nKind: captions\nLanguage: en\n\n${cue}\n`],
    ['CRLF', `WEBVTT\r\n\r\n${cue.replace('\n', '\r\n')}\r\n`],
    ['CR', `WEBVTT\r\r${cue.replace('\n', '\r')}\r`],
    ['no blank line after the signature', `WEBVTT\n${cue}\n`],
    ['no line end at the end', `WEBVTT\n\n${cue}`],
    ['many blank lines', `WEBVTT\n\n\n\n${cue}\n\n\n`],
    ['ids', `WEBVTT\n\nan id\n${cue}\n`],
    ['an id that looks like a number', `WEBVTT\n\n42\n${cue}\n`],
    [
      'notes, styles and regions',
      `WEBVTT\n\nNOTE\nnot this\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\n${cue}\n`,
    ],
    ['cue settings', `WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0 align:start\ntext\n`],
    ['tabs around the arrow', `WEBVTT\n\n00:00:01.000\t-->\t00:00:02.000\ntext\n`],
    ['no spaces around the arrow', `WEBVTT\n\n00:00:01.000-->00:00:02.000\ntext\n`],
    ['no hours', `WEBVTT\n\n00:01.000 --> 00:02.000\ntext\n`],
    ['comma instead of dot', `WEBVTT\n\n00:00:01,000 --> 00:00:02,000\ntext\n`],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(['1000-2000 text']);
  });

  it('ends a cue at a blank line or at the next arrow', () => {
    expect(vtt('00:01.000 --> 00:02.000\none\n00:02.000 --> 00:03.000\ntwo\n\nnot text')).toEqual([
      '1000-2000 one',
      '2000-3000 two',
    ]);
  });

  it('keeps hours beyond two digits and times that run backwards', () => {
    expect(vtt('123:00:00.001 --> 122:59:59.999\nx')).toEqual(['442800001-442799999 x']);
  });

  it('keeps lines of a cue apart, and drops cues without text', () => {
    expect(vtt('00:01.000 --> 00:02.000\none\ntwo\n\n00:03.000 --> 00:04.000\n<b></b>\n')).toEqual([
      '1000-2000 one\ntwo',
    ]);
  });

  it('needs the signature', () => {
    expect(readSubtitleFile('WEBVTTx\n\n').kind).toBe('srt');
    expect(read('webvtt\n\nhello')).toEqual([]);
  });

  it('reports what a strict parser rejects and what was lost', () => {
    expect(
      readSubtitleFile('WEBVTT\n\n0:00:01.000 --> 00:00:02.000\na\n\nsoon --> later\nb\n').problems,
    ).toEqual([
      { line: 3, message: 'times in a form that strict parsers reject', lost: false },
      { line: 6, message: 'times that cannot be read', lost: true },
    ]);
    expect(
      readSubtitleFile('WEBVTT\n\n00:00:01.000 --> 00:00:02.000 line:0\na\n').problems,
    ).toEqual([]);
  });
});

describe('the letters of a WebVTT cue', () => {
  const tags = [
    '<i>',
    '</i>',
    '<b.loud>',
    '<c.a.b>',
    '<v Anna>',
    '</v>',
    '<lang en>',
    '<00:01.000>',
  ];
  const piece = fc.oneof(
    fc.string({
      unit: fc.constantFrom(...'α β γ δ < > & ; / . : !'.split(' '), ' '),
      maxLength: 12,
    }),
    fc.constantFrom(...tags),
    fc.constantFrom('<α>', '<α', 'x<5', '<p>', '<br/>', '<voice>', '<ib>', '< i >', '<i', '</'),
  );
  const letters = (text: string): string => text.replaceAll(/[^\p{L}\d]/gu, '');

  it('are all shown, except those of real tags', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        // A blank between the pieces, so that two of them cannot form a tag.
        const wanted = letters(pieces.filter((part) => !tags.includes(part)).join(' '));
        const shown = readSubtitleSegments(
          `WEBVTT\n\n00:00.000 --> 00:01.000\nα ${pieces.join(' ')}`,
        );
        expect(letters(shown.map(({ text }) => text).join(' '))).toBe(`α${wanted}`);
      }),
    );
  });
});

describe('WebVTT cue text', () => {
  it.each([
    ['a &amp; b &lt;c&gt;', 'a & b <c>'],
    ['&nbsp;x&lrm;', 'x\u200E'],
    ['&#65;&#x42;&quot;&apos;', 'AB"\''],
    ['&copy; &unknown; & &;', '&copy; &unknown; & &;'],
    ['&amp;lt;', '&lt;'],
    ['&#0;&#x110000;', '\uFFFD\uFFFD'],
    ['<b>bold</b> <i.loud>x</i> <c.a.b>y</c>', 'bold x y'],
    ['<lang en>x</lang> <ruby>漢<rt>kan</rt></ruby>', 'x 漢kan'],
    ['a < b', 'a < b'],
    ['open <b', 'open <b'],
    ['if x<5 then y>3 we stop, and a < b always', 'if x<5 then y>3 we stop, and a < b always'],
    ['<html> & <vector> <I>x</I> <c++> <00:01> <3', '<html> & <vector> x <c++> <00:01> <3'],
    ['\0', '\uFFFD'],
  ])('%j is %j', (source, text) => {
    expect(inCue(source)).toBe(text);
  });

  it('reads voices as speakers, one segment each, with the time divided by length', () => {
    expect(
      vtt('00:00.000 --> 00:10.000\n<v Anna>Hello</v> <v.loud Bob &amp; Co>Hi you</v>\n'),
    ).toEqual(['0-4615 Anna: Hello', '4615-10000 Bob & Co: Hi you']);
    expect(vtt('00:00.000 --> 00:01.000\n<v  A   B >x')).toEqual(['0-1000 A B: x']);
    expect(vtt('00:00.000 --> 00:01.000\n<v>x')).toEqual(['0-1000 x']);
  });

  it('reads inline times as word times', () => {
    const [segment] = readSubtitleSegments(
      'WEBVTT\n\n00:01.000 --> 00:04.000\nIf <00:00:02.000>you <00:03.000>go now\n',
    );
    expect(segment).toMatchObject({ text: 'If you go now', startMs: 1000, endMs: 4000 });
    expect(segment?.words).toEqual([
      { startMs: 1000, endMs: 2000, text: 'If', estimated: false },
      { startMs: 2000, endMs: 3000, text: 'you', estimated: false },
      { startMs: 3000, endMs: 3429, text: 'go', estimated: true },
      { startMs: 3429, endMs: 4000, text: 'now', estimated: true },
    ]);
  });
});

describe('SRT', () => {
  it.each([
    ['a plain one', '1\n00:00:01,000 --> 00:00:02,000\ntext\n\n'],
    ['CRLF and a byte order mark', '\uFEFF1\r\n00:00:01,000 --> 00:00:02,000\r\ntext\r\n\r\n'],
    ['CR', '1\r00:00:01,000 --> 00:00:02,000\rtext\r'],
    ['no index', '00:00:01,000 --> 00:00:02,000\ntext\n'],
    ['dots', '1\n00:00:01.000 --> 00:00:02.000\ntext\n'],
    ['one-digit fields', '1\n0:0:1,0 --> 0:0:2,0\ntext\n'],
    ['a short arrow and coordinates', '1\n00:00:01,000 -> 00:00:02,000 X1:1 X2:2\ntext\n'],
    [
      'tags and overrides',
      '1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<i>te</i><font color="red">xt</font>\n',
    ],
    ['float milliseconds', '1\n00:00:01,000.0000000000009 --> 00:00:02,0.2\ntext\n'],
  ])('%s', (_, text) => {
    expect(read(text)).toEqual(['1000-2000 text']);
  });

  it('keeps text after a blank line, numbers that are text, and unknown tags', () => {
    const srt =
      '1\n00:00:01,000 --> 00:00:02,000\na\n\n1984\n\n2\n00:00:02,000 --> 00:00:03,000\n<you> & {me}\n3\n00:00:03,000 --> 00:00:04,000\n7\n';
    expect(read(srt)).toEqual(['1000-2000 a\n1984', '2000-3000 <you> & {me}', '3000-4000 7']);
  });

  it('keeps negative times, which shaping repairs, and arrows that are text', () => {
    expect(read('1\n-00:00:01,000 --> 00:00:02,000\na --> b\n')).toEqual(['-1000-2000 a --> b']);
  });

  it('reports what a strict parser rejects', () => {
    expect(
      readSubtitleFile('1\n00:00:01.000 --> 00:00:02,000\na --> b\n').problems.map(
        ({ line }) => line,
      ),
    ).toEqual([2, 3]);
    expect(
      readSubtitleFile('1\r\n00:00:01,000 --> 00:00:02,000\r\nfine > ok\r\n').problems,
    ).toEqual([]);
  });
});

it('reports a last cue without text: the file may be truncated', () => {
  const whole = '1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:00:03,000 --> 00:00:04,000\nb\n';
  expect(readSubtitleFile(whole).problems).toEqual([]);
  expect(readSubtitleFile(whole.slice(0, -2)).problems).toEqual([
    { line: 6, message: 'a last cue without text; the file may be truncated', lost: false },
  ]);
});

it.each(['', '\n\n', 'hello', '{"a":1}', '\uFEFF', '42', '-->'])('finds nothing in %j', (text) => {
  expect(readSubtitleSegments(text)).toEqual([]);
});

it('reads 100,000 lines of hostile arrows in linear time', () => {
  const text = `WEBVTT\n\n${'00:00:00.000 --> \n<'.repeat(50_000)}`;
  expect(readSubtitleSegments(text)).toEqual([]);
});
