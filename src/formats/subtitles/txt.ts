// Plain text to read: one paragraph per line, a blank line between; with `--speakers` the speaker where it changes.
import type { SubtitleOptions, Track } from './format.js';
import { paragraphsOf } from './paragraphs.js';
import { opening } from './text.js';

export function* write({ transcript }: Track, options: SubtitleOptions): Iterable<string> {
  const { eol } = options;
  if (options.bom) yield opening(options);
  let before = '';
  let speaker: string | null = null;
  for (const paragraph of paragraphsOf(transcript)) {
    const label =
      options.voices && paragraph.speaker !== null && paragraph.speaker !== speaker
        ? `${paragraph.speaker}: `
        : '';
    yield `${before}${label}${paragraph.text}${eol}`;
    ({ speaker } = paragraph);
    before = eol;
  }
}
