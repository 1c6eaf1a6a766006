// What most speech tools do, reimplemented after whisper's subtitle writer: fill lines up to the width, start a
// cue after the last line or a silence of 3 s, and take times from the first word to the last.
import type { Transcript } from '../src/transcripts/transcript.js';
import type { Cue } from '../src/subtitles/cue.js';
import type { Style } from '../src/subtitles/index.js';
import { unitsOf } from '../src/subtitles/planner/units.js';
import { columns } from '../src/subtitles/text/width.js';

interface Token {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Its words include their leading space; for Chinese, its words are characters. */
const tokensOf = (transcript: Transcript, style: Style): Token[] => {
  return transcript.segments.flatMap((segment) =>
    unitsOf(segment, { ...style, punctuation: 'keep' }, {}, null).flatMap((unit, i) => {
      const lead = style.unit === 'ch' && (unit.space || i === 0) ? ' ' : '';
      if (style.unit === 'ch') return [{ ...unit, text: lead + unit.text }];
      const step = (unit.endMs - unit.startMs) / unit.text.length;
      return Array.from(unit.text, (text, n) => ({
        text,
        startMs: unit.startMs + n * step,
        endMs: unit.startMs + (n + 1) * step,
      }));
    }),
  );
};

/** The transcript as whisper's writer cuts it, with `max_line_width` and `max_line_count` of the style. */
export const greedy = (transcript: Transcript, style: Style): Cue[] => {
  const cues: Cue[] = [];
  let lines: string[] = [];
  let [startMs, endMs] = [0, 0];
  const flush = (): void => {
    const shown = lines.map((line) => line.trim()).filter((line) => line !== '');
    if (shown.length > 0) {
      const times = {
        startMs: Math.round(startMs),
        endMs: Math.max(Math.round(startMs) + 1, Math.round(endMs)),
      };
      cues.push({ ...times, lines: shown, speaker: null, words: [], translation: null });
    }
    lines = [];
  };
  for (const token of tokensOf(transcript, style)) {
    const pause = lines.length > 0 && token.startMs - endMs > 3000;
    const last = lines.at(-1) ?? '';
    const full = columns(last + token.text, style.unit) > style.maxChars;
    if (pause || (full && lines.length === style.maxLines)) flush();
    if (lines.length === 0) {
      lines.push(token.text.trimStart());
      ({ startMs } = token);
    } else if (full) lines.push(token.text.trimStart());
    else lines[lines.length - 1] = last + token.text;
    ({ endMs } = token);
  }
  flush();
  return cues;
};
