// WebVTT (www.w3.org/TR/webvtt1/). No STYLE or REGION block: ffmpeg 5.1 stops reading at the first one.
import type { Cue } from '../../subtitles/cue.js';
import type { SubtitleOptions, Track } from './format.js';
import { clockMs } from './clock.js';
import { piecesOf } from './karaoke.js';
import { cleanLine, cleanLines, opening } from './text.js';

/** Only these three: browsers read every HTML reference, ffmpeg leaves the others as they are. Escaping `>` also escapes `-->`. */
const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The lines with `<time>` before each word; times are inside the cue and increase, as the standard requires. */
const timedLines = (cue: Cue): readonly string[] => {
  const pieces = piecesOf(cue);
  if (!pieces) return cleanLines(cue.lines).map(escape);
  let last = cue.startMs;
  const lines = pieces.map((line) =>
    line
      .map(({ text, startMs }) => {
        const escaped = escape(cleanPiece(text));
        if (startMs === null || startMs <= last || startMs >= cue.endMs) return escaped;
        last = startMs;
        return `<${clockMs(startMs, '.')}>${escaped}`;
      })
      .join('')
      .trim(),
  );
  return lines.filter((line) => line !== '');
};

/** Cleaned, with the spaces at both ends: they separate words. */
const cleanPiece = (text: string): string => {
  const clean = cleanLine(text);
  const before = /^\s/.test(text) ? ' ' : '';
  return clean === '' ? before : `${before}${clean}${/\s$/.test(text) ? ' ' : ''}`;
};

const payload = (cue: Cue, options: SubtitleOptions): string => {
  const lines = options.highlight ? timedLines(cue) : cleanLines(cue.lines).map(escape);
  const text = lines.join(options.eol);
  const name = options.voices && cue.speaker !== null ? escape(cleanLine(cue.speaker)) : '';
  return text === '' || name === '' ? text : `<v ${name}>${text}`;
};

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  yield `${opening(options)}WEBVTT${eol}${eol}`;
  for (const cue of cues) {
    const text = payload(cue, options);
    if (text === '') continue;
    yield `${clockMs(cue.startMs, '.')} --> ${clockMs(cue.endMs, '.')}${eol}${text}${eol}${eol}`;
  }
}
