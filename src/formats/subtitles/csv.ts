// CSV by RFC 4180: CRLF between records, quotes where needed and doubled inside. Times in seconds.
import type { SubtitleOptions, Track } from './format.js';
import { csvCell } from '../cells.js';
import { seconds } from './clock.js';
import { cleanLine, cleanLines, opening } from './text.js';

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const cell = (text: string): string => csvCell(text, options.rawCells);
  yield `${opening(options)}index,start,end,speaker,text\r\n`;
  let index = options.startIndex;
  for (const cue of cues) {
    const lines = cleanLines(cue.lines);
    if (lines.length === 0) continue;
    const speaker = cell(cleanLine(cue.speaker ?? ''));
    yield `${index},${seconds(cue.startMs)},${seconds(cue.endMs)},${speaker},${cell(lines.join('\n'))}\r\n`;
    index += 1;
  }
}
