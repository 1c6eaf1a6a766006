// Tab-separated, with whisper's columns: start and end in whole milliseconds, text. `--speakers` adds a last column.
import type { SubtitleOptions, Track } from './format.js';
import { escapeFormula } from '../cells.js';
import { joinLines } from '../../subtitles/join-lines.js';
import { cleanLine, cleanLines, opening } from './text.js';

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol, voices } = options;
  const cell = (text: string): string => (options.rawCells ? text : escapeFormula(text));
  yield `${opening(options)}start\tend\ttext${voices ? '\tspeaker' : ''}${eol}`;
  for (const cue of cues) {
    const text = joinLines(cleanLines(cue.lines));
    if (text === '') continue;
    const speaker = voices ? `\t${cell(cleanLine(cue.speaker ?? ''))}` : '';
    yield `${cue.startMs}\t${cue.endMs}\t${cell(text)}${speaker}${eol}`;
  }
}
