// Captions as an engine would have returned their speech, so that shaping can be measured on them.
import {
  transcriptOf,
  type Segment,
  type Transcript,
  type Word,
} from '../src/transcripts/transcript.js';
import { joinLines } from '../src/subtitles/join-lines.js';
import { tokensOf } from '../src/subtitles/planner/tokens.js';
import { speechWeight } from '../src/subtitles/timing/token-times.js';
import type { Captions } from './caption-files.js';

const sentenceEnd = /[.?!。？！…]["'”’)\]」』）]*$/u;

/** The time of a cue, divided among its words by characters + 1. */
const wordsOf = ({ startMs, endMs, text }: Segment): Word[] => {
  const tokens = tokensOf(text, Infinity, 'ch').map(({ start, end }) => text.slice(start, end));
  const total = tokens.reduce((sum, token) => sum + speechWeight(token), 0);
  let done = 0;
  const at = (): number => Math.round(startMs + ((endMs - startMs) * done) / total);
  return tokens.map((token) => {
    const from = at();
    done += speechWeight(token);
    return { startMs: from, endMs: at(), text: token, estimated: false };
  });
};

/** Without punctuation and capitals, as many engines answer. */
const bare = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/(?<![\p{L}\p{N}])[^\p{L}\p{N}\s]+|[^\p{L}\p{N}\s]+(?![\p{L}\p{N}])/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();

export interface Speech {
  readonly punctuated: boolean;
  readonly timed: boolean;
}

/** Segments: cues joined up to the end of a sentence, a pause of 1 s, or 15 s. */
export const speechOf = (
  { cues, language }: Captions,
  { punctuated, timed }: Speech,
): Transcript => {
  const segments: Segment[] = [];
  let open: Segment[] = [];
  const close = (): void => {
    const [first] = open;
    const last = open.at(-1);
    if (first === undefined || last === undefined) return;
    const parts = open.map((cue) => ({ ...cue, text: joinLines(cue.text.split('\n')) }));
    const shown = punctuated ? parts : parts.map((cue) => ({ ...cue, text: bare(cue.text) }));
    const text = joinLines(shown.map((cue) => cue.text));
    const words = timed ? shown.flatMap(wordsOf) : [];
    segments.push({
      startMs: first.startMs,
      endMs: last.endMs,
      text,
      speaker: null,
      channel: null,
      words,
    });
    open = [];
  };
  for (const [i, cue] of cues.entries()) {
    open.push(cue);
    const next = cues[i + 1];
    const pause = (next?.startMs ?? Infinity) - cue.endMs;
    const length = cue.endMs - (open[0]?.startMs ?? 0);
    if (sentenceEnd.test(cue.text) || pause >= 1000 || length >= 15_000) close();
  }
  close();
  return transcriptOf(segments, language);
};
