// The segments of a subtitle file, so that it can be shaped and exported again.
import { readSubtitleFile, type FileCue, type SubtitleFile } from './subtitle-file.js';
import { srtRuns, vttRuns, type Run } from './cue-markup.js';
import type { Segment, Word } from '../transcript.js';

const tidy = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');

/** The runs grouped by turn: consecutive runs of one speaker. */
const turnsOf = (runs: readonly Run[]): readonly (readonly Run[])[] => {
  const turns: Run[][] = [];
  for (const run of runs) {
    const open = turns.at(-1);
    if (run.text.trim() === '' && open) open.push({ ...run, speaker: open[0]?.speaker ?? null });
    else if (open && open[0]?.speaker === run.speaker) open.push(run);
    else turns.push([run]);
  }
  return turns;
};

interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** Divides a span in proportion to the lengths of the texts + 1, as for estimated word times. Whole ms. */
export const divideSpan = (span: Span, texts: readonly string[]): readonly Span[] => {
  const whole = texts.reduce((sum, text) => sum + text.length + 1, 0);
  let done = 0;
  const at = (): number => Math.round(span.startMs + ((span.endMs - span.startMs) * done) / whole);
  return texts.map((text) => {
    const startMs = at();
    done += text.length + 1;
    return { startMs, endMs: at() };
  });
};

/** The words between two inline times. The times of one word are measured, those of several are estimated. */
const wordsBetween = (span: Span, text: string): readonly Word[] => {
  const texts = text.split(/\s+/).filter((word) => word !== '');
  return divideSpan(span, texts).map((times, i) => ({
    ...times,
    text: texts[i] ?? '',
    estimated: texts.length > 1,
  }));
};

/** The words of a turn with inline times, else none. Text before the first inline time begins with the turn. */
const wordsOf = (span: Span, turn: readonly Run[]): readonly Word[] => {
  if (turn.every((run) => run.atMs === null)) return [];
  const timed: { startMs: number; text: string }[] = [];
  for (const { atMs, text } of turn) {
    const open = timed.at(-1);
    if (open && atMs === null) open.text += text;
    else timed.push({ startMs: atMs ?? span.startMs, text });
  }
  return timed.flatMap(({ startMs, text }, i) =>
    wordsBetween({ startMs, endMs: timed[i + 1]?.startMs ?? span.endMs }, text),
  );
};

const textOf = (runs: readonly Run[]): string => tidy(runs.map((run) => run.text).join(''));

/** The spans of the turns: from inline times when every turn has one, else in proportion to their length. */
const spansOf = (cue: FileCue, turns: readonly (readonly Run[])[]): readonly Span[] => {
  const known = turns.map((turn, i) => (i === 0 ? cue.startMs : (turn[0]?.atMs ?? null)));
  if (known.includes(null)) return divideSpan(cue, turns.map(textOf));
  return known.map((startMs, i) => ({
    startMs: startMs ?? cue.startMs,
    endMs: known[i + 1] ?? cue.endMs,
  }));
};

const segmentsOf = (cue: FileCue, kind: SubtitleFile['kind']): readonly Segment[] => {
  const turns = turnsOf(kind === 'vtt' ? vttRuns(cue.source) : srtRuns(cue.source));
  const spans = spansOf(cue, turns);
  return turns.flatMap((turn, i) => {
    const span = spans[i] ?? cue;
    const text = textOf(turn);
    const speaker = turn[0]?.speaker ?? null;
    return text === ''
      ? []
      : [
          {
            startMs: span.startMs,
            endMs: span.endMs,
            text,
            speaker,
            channel: null,
            words: wordsOf(span, turn),
          },
        ];
  });
};

/**
 * The segments of a subtitle file: one per cue, or one per voice when a WebVTT cue has several. Line breaks stay
 * in the text as `\n`. Cues without text give no segment.
 */
export const segmentsOfFile = ({ kind, cues }: SubtitleFile): readonly Segment[] =>
  cues.flatMap((cue) => segmentsOf(cue, kind));

/** The segments of an SRT or WebVTT text in the order of the file; none for other text. Never throws. */
export const readSubtitleSegments = (text: string): readonly Segment[] =>
  segmentsOfFile(readSubtitleFile(text));

/** The visible lines of a cue and its first speaker, for the check of a style. */
export const shownLines = (
  cue: Pick<FileCue, 'source'>,
  kind: SubtitleFile['kind'],
): { readonly lines: readonly string[]; readonly speaker: string | null } => {
  const runs = kind === 'vtt' ? vttRuns(cue.source) : srtRuns(cue.source);
  const text = textOf(runs);
  return { lines: text === '' ? [] : text.split('\n'), speaker: runs[0]?.speaker ?? null };
};
