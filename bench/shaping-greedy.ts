// The baseline: the behaviour of whisper's subtitle writer, as most speech tools do it. It fills lines up to the
// width and starts a new cue after the last line or a silence of 3 s. Times are those of the first and last word.
import type { Transcript } from '../src/transcripts/transcript.js';
import type { Cue } from '../src/subtitles/cue.js';
import type { Style } from '../src/subtitles/index.js';
import { timedTokensOf } from '../src/subtitles/planner/timed-tokens.js';
import { columns } from '../src/subtitles/text/width.js';

interface Token {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Words with their leading space; in Chinese, single characters. */
const tokensOf = (transcript: Transcript, style: Style): Token[] => {
  return transcript.segments.flatMap((segment) =>
    timedTokensOf(segment, { ...style, punctuation: 'keep' }, {}, null).flatMap((token, i) => {
      const lead = style.unit === 'ch' && (token.space || i === 0) ? ' ' : '';
      if (style.unit === 'ch') return [{ ...token, text: lead + token.text }];
      const step = (token.endMs - token.startMs) / token.text.length;
      return Array.from(token.text, (text, n) => ({
        text,
        startMs: token.startMs + n * step,
        endMs: token.startMs + (n + 1) * step,
      }));
    }),
  );
};

/** The cues of whisper's writer, with `max_line_width` and `max_line_count` of the style. */
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
