// LRC lyrics: one `[MM:SS.cc]` line per cue. No `[offset]` tag: players disagree about its sign.
import type { Cue } from '../../subtitles/cue.js';
import type { SubtitleOptions, Track } from './format.js';
import { clockLrc, inHundredths } from './clock.js';
import { piecesOf } from './karaoke.js';
import { joinLines } from '../../subtitles/join-lines.js';
import { cleanLine, cleanLines, opening } from './text.js';

/** A pause longer than this (hundredths of a second) clears the line, with a time and no text. */
const clearAfter = 50;

/** ffmpeg reads a leading `[` as a tag, even after a space; it does not read the full-width bracket as one. */
const escapeMarkup = (text: string): string =>
  text.replaceAll(/^(?:\[)+/g, (b) => '［'.repeat(b.length));

/** Enhanced LRC: `<MM:SS.cc>` before each word. */
const timed = (cue: Cue): string | null => {
  const lines = piecesOf({ ...cue, lines: cue.lines.map(cleanLine) });
  if (!lines) return null;
  const timedLines = lines.map((pieces) =>
    pieces
      .map(({ text, startMs }) =>
        startMs === null ? text : `<${clockLrc(Math.round(startMs / 10))}>${text}`,
      )
      .join(''),
  );
  return joinLines(timedLines.filter((line) => line !== ''));
};

export function* write({ cues }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  const title = cleanLine(options.title ?? '')
    .replaceAll(/[[\]]/g, ' ')
    .trim();
  yield opening(options) + (title === '' ? '' : `[ti:${title}]${eol}`);
  const spans = inHundredths(cues);
  for (const [i, cue] of cues.entries()) {
    const plain = joinLines(cleanLines(cue.lines));
    const span = spans[i];
    if (plain === '' || !span) continue;
    const text = escapeMarkup((options.highlight ? timed(cue) : null) ?? plain);
    yield `[${clockLrc(span.start)}]${text}${eol}`;
    const next = spans[i + 1];
    if (!next || next.start - span.end > clearAfter) yield `[${clockLrc(span.end)}]${eol}`;
  }
}
