// Advanced SubStation Alpha v4.00+, as libass 0.17 reads it.
import type { Cue } from '../../subtitles/cue.js';
import type { SubtitleOptions, Track } from './format.js';
import { clockCs, inHundredths, type Span } from './clock.js';
import { piecesOf } from './karaoke.js';
import { cleanLine, cleanLines, opening } from './text.js';

/**
 * Braces hold override tags and a backslash makes `\N`, `\n`, `\h`: U+2060 (word joiner, invisible)
 * after the backslash keeps it literal, libass reads `\{` as a brace. After a piece, `{` or `\N` may follow,
 * so a backslash at its end is escaped as well.
 */
const escape = (text: string): string =>
  text.replaceAll(/\\(?=[Nnh{}]|$)/g, '\\\u2060').replaceAll(/[{}]/g, String.raw`\$&`);

/** Style and Name end at a comma: libass moves a part of "A, B" into the text. */
const field = (name: string): string =>
  cleanLine(name)
    .replaceAll(/[\s,;]+/g, ' ')
    .trim();

/** `{\kNN}` before each word: differences of rounded absolute hundredths, so that their sum is the cue's length. */
const karaoke = (cue: Cue, span: Span): string | null => {
  const lines = piecesOf(cue);
  if (!lines) return null;
  let at = span.start;
  const until = (cs: number): string => {
    const end = Math.min(Math.max(cs, at), span.end);
    const tag = String.raw`{\k${end - at}}`;
    at = end;
    return tag;
  };
  return lines
    .map((pieces) =>
      pieces
        .map(({ text, startMs, endMs }) => {
          if (startMs === null || endMs === null) return escape(text);
          const wait = Math.round(startMs / 10) > at ? until(Math.round(startMs / 10)) : '';
          return `${wait}${until(Math.round(endMs / 10))}${escape(text)}`;
        })
        .join(''),
    )
    .join(String.raw`\N`);
};

const fonts = [
  {
    font: 'Noto Sans CJK JP',
    language: /^ja\b/i,
    script: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  },
  { font: 'Noto Sans CJK KR', language: /^ko\b/i, script: /\p{Script=Hangul}/u },
  { font: 'Noto Sans CJK SC', language: /^zh\b/i, script: /\p{Script=Han}/u },
] as const;

/** The file contains no font: name one that has the script's glyphs; libass replaces it if it is missing. */
const fontFor = (cues: readonly Cue[], language: string | null): string => {
  const sample = cues
    .slice(0, 200)
    .flatMap((cue) => cue.lines)
    .join(' ');
  const byLanguage = language === null ? undefined : fonts.find((f) => f.language.test(language));
  return (byLanguage ?? fonts.find((f) => f.script.test(sample)))?.font ?? 'Noto Sans';
};

const header = (font: string, title: string): readonly string[] => [
  '[Script Info]',
  `Title: ${title}`,
  'ScriptType: v4.00+',
  'WrapStyle: 0',
  'ScaledBorderAndShadow: yes',
  'PlayResX: 1920',
  'PlayResY: 1080',
  '',
  '[V4+ Styles]',
  'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
  `Style: Default,${font},64,&H00FFFFFF,&H0000D7FF,&H00000000,&H80000000,0,0,0,0,100,100,0,0,1,3,1,2,96,96,54,1`,
  '',
  '[Events]',
  'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
];

const dialogue = (cue: Cue, span: Span, options: SubtitleOptions): string | null => {
  const plain = cleanLines(cue.lines);
  if (plain.length === 0) return null;
  const sung = options.highlight
    ? karaoke({ ...cue, lines: cue.lines.map(cleanLine) }, span)
    : null;
  const text = sung ?? plain.map(escape).join(String.raw`\N`);
  const name = cue.speaker === null ? '' : field(cue.speaker);
  return `Dialogue: 0,${clockCs(span.start)},${clockCs(span.end)},Default,${name},0,0,0,,${text}`;
};

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  const lines = header(fontFor(cues, options.language), cleanLine(options.title ?? ''));
  yield `${opening(options)}${lines.join(eol)}${eol}`;
  const spans = inHundredths(cues);
  for (const [i, cue] of cues.entries()) {
    const span = spans[i];
    const line = span ? dialogue(cue, span, options) : null;
    if (line !== null) yield `${line}${eol}`;
  }
}
