// SBV, YouTube's own: `H:MM:SS.mmm,H:MM:SS.mmm`, lines, blank line (support.google.com/youtube/answer/2734698).
import type { SubtitleOptions, Track } from './format.js';
import { clockMs } from './clock.js';
import { cleanLines, opening } from './text.js';

const time = (ms: number): string => clockMs(ms, '.').replace(/^0(?=\d:)/, '');

/**
 * A line that looks like a line of times would start a cue: a word joiner after its comma prevents that.
 * A line that starts with `[` is a header in SubViewer, from which SBV comes (ffmpeg drops it).
 */
const escapeMarkup = (line: string): string =>
  line.replace(/^(\d+:\d\d:\d\d\.\d+,)(?=\d)/, '$1\u2060').replace(/^\[/, '［');

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  if (options.bom) yield opening(options);
  for (const cue of cues) {
    const text = cleanLines(cue.lines).map(escapeMarkup).join(eol);
    if (text !== '') yield `${time(cue.startMs)},${time(cue.endMs)}${eol}${text}${eol}${eol}`;
  }
}
