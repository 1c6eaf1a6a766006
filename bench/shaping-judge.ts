// Checks shaped cues with code of its own: its own word list, dictionary call and kinsoku list. Only the counting
// of columns is shared with shaping.
import type { Transcript } from '../src/transcripts/transcript.js';
import type { Cue } from '../src/subtitles/cue.js';
import { tokensOf } from '../src/subtitles/planner/tokens.js';
import { timesOf } from '../src/subtitles/timing/token-times.js';
import { isReadingSpeed, lintCues, type Style } from '../src/subtitles/index.js';

// Words at which no line of English should end inside a sentence.
const hanging = new Set(
  (
    'a an the of to in on at by for with from into about and or but nor if as than that which who because ' +
    'is are was were am be been has have had do does did will would shall should can could may might must ' +
    'i you he she it we they my your his her its our their this these those very not no mr mrs dr'
  ).split(' '),
);

export interface Verdict {
  readonly cues: number;
  /** Cues that violate a limit other than reading speed. */
  readonly broken: number;
  /** Cues that are too fast to read. */
  readonly fast: number;
  /** Cues that are too fast to read although their speech is not. */
  readonly unfair: number;
  /** Line and cue ends inside a sentence. `bad`: those after a word that belongs to the next word. */
  readonly ends: number;
  readonly bad: number;
  /** Line and cue ends inside a word of a script without spaces. */
  readonly cut: number;
  readonly kinsoku: number;
}

// Without … and —, which may begin a caption that continues.
const noStart = '，。、；：？！）】」』》〉”’～·％℃ー々';
const noEnd = '（【「『《〈“‘＄￥';

interface End {
  readonly before: string;
  readonly after: string;
}

/** The lines before and after each line or cue end, without the ends of turns and long silences. */
const endsOf = (cues: readonly Cue[]): End[] => {
  const ends: End[] = [];
  for (const [i, { lines, endMs, speaker }] of cues.entries()) {
    for (const [n, line] of lines.entries()) {
      const next = lines[n + 1] ?? cues[i + 1]?.lines[0];
      const following = n + 1 < lines.length ? undefined : cues[i + 1];
      const turn =
        following !== undefined &&
        (following.speaker !== speaker || following.startMs - endMs > 1000);
      if (next !== undefined && !turn) ends.push({ before: line, after: next });
    }
  }
  return ends;
};

const isHanging = ({ before }: End): boolean => {
  const last = before.split(' ').at(-1)?.toLowerCase() ?? '';
  return (
    hanging.has(last.replace('.', '')) && (!last.endsWith('.') || /^(?:mr|mrs|dr)\./.test(last))
  );
};

/** Removes white space, and the stops that the style removes. Offsets are counted in the result. */
type Keep = (text: string) => string;

const keeps =
  (style: Style): Keep =>
  (text) =>
    text.replace(style.punctuation === 'spaces' ? /[\s，。]+/g : /\s+/g, '');

/** Offsets, in text without white space, at which dictionary words of the transcript begin. */
const wordStarts = (transcript: Transcript, keep: Keep): Set<number> => {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const starts = new Set<number>();
  let offset = 0;
  for (const { text } of transcript.segments) {
    for (const sentence of text.match(/[^。！？\n]{1,400}[。！？]?|[。！？]/g) ?? []) {
      for (const token of segmenter.segment(sentence)) {
        const inked = keep(token.segment);
        if (inked !== '') starts.add(offset);
        offset += inked.length;
      }
    }
  }
  return starts;
};

const cutWords = (cues: readonly Cue[], transcript: Transcript, keep: Keep): number => {
  const starts = wordStarts(transcript, keep);
  let offset = 0;
  let cut = 0;
  for (const line of cues.flatMap((cue) => cue.lines)) {
    if (offset > 0 && !starts.has(offset)) cut += 1;
    offset += keep(line).length;
  }
  return cut;
};

/** The time of each counted character, in order. */
const characterTimes = (transcript: Transcript, keep: Keep): [number, number][] => {
  const times: [number, number][] = [];
  for (const segment of transcript.segments) {
    const tokens = tokensOf(segment.text, Infinity, 'ch');
    const { startMs, endMs } = timesOf(segment, tokens);
    for (const [i, { start, end }] of tokens.entries()) {
      const count = keep(segment.text.slice(start, end)).length;
      for (let n = 0; n < count; n += 1) times.push([startMs[i] as number, endMs[i] as number]);
    }
  }
  return times;
};

/** The cues with the times of their speech: first word to last. */
const asSpoken = (cues: readonly Cue[], transcript: Transcript, style: Style): Cue[] => {
  const keep = keeps(style);
  const times = characterTimes(transcript, keep);
  let at = 0;
  return cues.map((cue) => {
    const from = at;
    at += keep(cue.lines.join('')).length;
    const startMs = times[from]?.[0] ?? cue.startMs;
    return Object.assign({ ...cue }, { startMs, endMs: times[at - 1]?.[1] ?? cue.endMs });
  });
};

/** Numbers, from 1, of the cues that are too fast to read. */
const tooFast = (cues: readonly Cue[], style: Style): Set<number> =>
  new Set(lintCues(cues, style).flatMap(({ rule, cue }) => (isReadingSpeed(rule) ? [cue] : [])));

/** Counts the errors of the cues, by the style and by the lists above. */
export const judge = (cues: readonly Cue[], transcript: Transcript, style: Style): Verdict => {
  const found = lintCues(cues, style);
  const speed = tooFast(cues, style);
  const spoken = tooFast(asSpoken(cues, transcript, style), style);
  const other = new Set(found.filter(({ rule }) => !isReadingSpeed(rule)).map(({ cue }) => cue));
  const ends = endsOf(cues);
  const dense = style.unit === 'fw';
  return {
    cues: cues.length,
    broken: other.size,
    fast: speed.size,
    unfair: [...speed].filter((cue) => !spoken.has(cue)).length,
    ends: ends.length,
    bad: ends.filter(isHanging).length,
    cut: dense ? cutWords(cues, transcript, keeps(style)) : 0,
    kinsoku: dense
      ? ends.filter(
          ({ before, after }) =>
            noStart.includes(after.charAt(0)) || noEnd.includes(before.slice(-1)),
        ).length
      : 0,
  };
};
