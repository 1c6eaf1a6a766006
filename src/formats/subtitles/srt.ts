// SubRip: `index`, `HH:MM:SS,mmm --> HH:MM:SS,mmm`, lines, blank line. It has no escapes, so text that
// a reader takes for markup is changed; the readers were measured (ffmpeg, libass, mkvmerge, aeidon).
import type { SubtitleOptions, Track } from './format.js';
import { clockMs } from './clock.js';
import { cleanLine, cleanLines, opening } from './text.js';

const markup = /[{<\\]|-->/;

/**
 * A cue's text without anything that reads as markup. `-->` starts a new cue in ffmpeg; a `{…}` pair is an override
 * block to libass; `\N` is a line break to it; `<i` opens a tag, and for ffmpeg so does any `<` with a `>`
 * after it ("x<5, y>3" lost its middle). U+2060 (word joiner) is invisible and escapes the last two.
 */
const escapeMarkup = (text: string): string => {
  if (!markup.test(text)) return text;
  const escaped = text
    .replaceAll(/(?<!-)-{2,}>/g, '->')
    .replaceAll(/\\(?=[Nnh])/g, '\\\u2060')
    .replaceAll(/<(?=[a-z/]|[^<]*>)/gi, '<\u2060');
  const pair = escaped.includes('{') && escaped.indexOf('{') < escaped.lastIndexOf('}');
  return pair ? escaped.replaceAll('{', '｛').replaceAll('}', '｝') : escaped;
};

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  let index = options.startIndex;
  if (options.bom) yield opening(options);
  for (const cue of cues) {
    const [line = ''] = cue.lines;
    const lines = cue.lines.length === 1 ? cleanLine(line) : cleanLines(cue.lines).join(eol);
    const text = escapeMarkup(lines);
    if (text === '') continue;
    yield `${index}${eol}${clockMs(cue.startMs, ',')} --> ${clockMs(cue.endMs, ',')}${eol}${text}${eol}${eol}`;
    index += 1;
  }
}
