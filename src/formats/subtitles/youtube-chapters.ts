// A list to paste under a video: `M:SS title` per line (support.google.com/youtube/answer/9884579).
import type { SubtitleOptions, Track } from './format.js';
import { clockShort } from './clock.js';
import { joinLines } from '../../subtitles/join-lines.js';
import { cleanLines } from './text.js';

/** YouTube requires the first chapter at 0:00, so it gets that time wherever it starts. */
export function* write({ cues }: Track, { eol }: SubtitleOptions): Iterable<string> {
  for (const [i, cue] of cues.entries()) {
    const title = joinLines(cleanLines(cue.lines));
    if (title !== '') yield `${clockShort(i === 0 ? 0 : cue.startMs)} ${title}${eol}`;
  }
}
