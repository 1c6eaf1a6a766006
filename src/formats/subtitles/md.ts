// Markdown to read and quote from: a heading, then paragraphs with their time and, with `--speakers`, who speaks.
import type { SubtitleOptions, Track } from './format.js';
import { clockSeconds } from './clock.js';
import { paragraphsOf } from './paragraphs.js';
import { cleanLine, opening } from './text.js';

/** CommonMark takes a backslash before any ASCII punctuation: inline marks anywhere, block marks at the line's start. */
const escape = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>&~|]/g, String.raw`\$&`)
    .replace(/^(?:[#+=-])/, String.raw`\$&`)
    .replace(/^(\d+)([.)])/, String.raw`$1\$2`);

export function* write({ transcript }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  const title = cleanLine(options.title ?? '') || 'Transcript';
  yield `${opening(options)}# ${escape(title)}${eol}`;
  for (const { startMs, speaker, text } of paragraphsOf(transcript)) {
    const who = options.voices && speaker !== null ? ` · **${escape(speaker)}**` : '';
    yield `${eol}\`${clockSeconds(startMs)}\`${who}${eol}${eol}${escape(text)}${eol}`;
  }
}
