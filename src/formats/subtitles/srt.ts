// SubRip: `index`, `HH:MM:SS,mmm --> HH:MM:SS,mmm`, lines, blank line. It has no escapes, so what a reader
// would take for markup is made harmless; which readers do so was measured (ffmpeg, libass, mkvmerge, aeidon).
import type { SubtitleOptions, Track } from './format.js';
import { clockMs } from './clock.js';
import { cleanLine, cleanLines, opening } from './text.js';

const markup = /[{<\\]|-->/;

/**
 * A cue's text as SRT holds it. `-->` starts a new cue in ffmpeg; a `{…}` pair is an override
 * block to libass; `\N` is a line break to it; `<i` opens a tag, and to ffmpeg so does any `<` with a `>`
 * after it ("x<5, y>3" lost its middle). U+2060 (word joiner) is invisible and keeps the last two literal.
 */
const literal = (text: string): string => {
  if (!markup.test(text)) return text;
  const harmless = text
    .replaceAll(/-{2,}>/g, '->')
    .replaceAll(/\\(?=[Nnh])/g, '\\\u2060')
    .replaceAll(/<(?=[a-z/]|[^<]*>)/gi, '<\u2060');
  const pair = harmless.includes('{') && harmless.indexOf('{') < harmless.lastIndexOf('}');
  return pair ? harmless.replaceAll('{', '｛').replaceAll('}', '｝') : harmless;
};

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  let index = options.startIndex;
  if (options.bom) yield opening(options);
  for (const cue of cues) {
    const [line = ''] = cue.lines;
    const lines = cue.lines.length === 1 ? cleanLine(line) : cleanLines(cue.lines).join(eol);
    const text = literal(lines);
    if (text === '') continue;
    yield `${index}${eol}${clockMs(cue.startMs, ',')} --> ${clockMs(cue.endMs, ',')}${eol}${text}${eol}${eol}`;
    index += 1;
  }
}
