// SBV, YouTube's own: `H:MM:SS.mmm,H:MM:SS.mmm`, lines, blank line (support.google.com/youtube/answer/2734698).
import type { SubtitleOptions, Track } from '../subtitle.js';
import { clockMs } from './clock.js';
import { cleanLines, opening } from './text.js';

const time = (ms: number): string => clockMs(ms, '.').replace(/^0(?=\d:)/, '');

/** A line of text that reads like a time line would start a cue: a word joiner after its comma keeps it text. */
const literal = (line: string): string =>
  /^\d+:\d\d:\d\d\.\d{3},\d/.test(line) ? line.replace(',', ',\u2060') : line;

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  if (options.bom) yield opening(options);
  for (const cue of cues) {
    const text = cleanLines(cue.lines).map(literal).join(eol);
    if (text !== '') yield `${time(cue.startMs)},${time(cue.endMs)}${eol}${text}${eol}${eol}`;
  }
}
