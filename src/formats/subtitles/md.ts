// Markdown to read and to quote: a heading, then paragraphs with their time and, with `--speakers`, the speaker.
import type { SubtitleOptions, Track } from './format.js';
import { clockSeconds } from './clock.js';
import { paragraphsOf } from './paragraphs.js';
import { cleanLine, opening } from './text.js';

/** CommonMark allows a backslash before any ASCII punctuation: inline marks anywhere, block marks at the start of a line. */
const escapeMarkup = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>&~|]/g, String.raw`\$&`)
    .replace(/^(?:[#+=-])/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);

export function* write({ transcript }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  const title = cleanLine(options.title ?? '') || 'Transcript';
  yield `${opening(options)}# ${escapeMarkup(title)}${eol}`;
  for (const { startMs, speaker, text } of paragraphsOf(transcript)) {
    const who = options.voices && speaker !== null ? ` · **${escapeMarkup(speaker)}**` : '';
    yield `${eol}\`${clockSeconds(startMs)}\`${who}${eol}${eol}${escapeMarkup(text)}${eol}`;
  }
}
