// Judges of shaped cues that share nothing with the shaper but the counting of columns: their own word
// list, their own dictionary call, their own kinsoku list.
import type { Transcript } from '../src/jobs/transcript.js';
import type { Cue } from '../src/subtitles/cue.js';
import { isReadingSpeed, lintCues, type Style } from '../src/subtitles/index.js';

// What no line of English should end on when the sentence goes on.
const hanging = new Set(
  (
    'a an the of to in on at by for with from into about and or but nor if as than that which who because ' +
    'is are was were am be been has have had do does did will would shall should can could may might must ' +
    'i you he she it we they my your his her its our their this these those very not no mr mrs dr'
  ).split(' '),
);

export interface Verdict {
  readonly cues: number;
  /** Cues that break a limit other than reading speed. */
  readonly broken: number;
  /** Cues too fast to read. */
  readonly fast: number;
  /** Cues too fast to read though their speech, first word to last, is not. */
  readonly unfair: number;
  /** Line and cue ends in running text, and those of them on a word that belongs to the next. */
  readonly ends: number;
  readonly bad: number;
  /** Line and cue ends inside a word of a script without spaces. */
  readonly cut: number;
  readonly kinsoku: number;
}

// Not … and —, which may begin a caption whose speaker goes on.
const noStart = '，。、；：？！）】」』》〉”’～·％℃ー々';
const noEnd = '（【「『《〈“‘＄￥';

interface End {
  readonly before: string;
  readonly after: string;
}

/** Line and cue ends in running text: what stands on either side. Ends of turns and long silences excepted. */
function endsOf(cues: readonly Cue[]): End[] {
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
}

const isHanging = ({ before }: End): boolean => {
  const last = before.split(' ').at(-1)?.toLowerCase() ?? '';
  return (
    hanging.has(last.replace('.', '')) && (!last.endsWith('.') || /^(?:mr|mrs|dr)\./.test(last))
  );
};

/** Offsets, in text without white space, at which dictionary words of the transcript begin. */
function wordStarts(transcript: Transcript): Set<number> {
  const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });
  const starts = new Set<number>();
  let offset = 0;
  for (const { text } of transcript.segments) {
    for (const sentence of text.match(/[^。！？\n]{1,400}[。！？]?|[。！？]/g) ?? []) {
      for (const piece of segmenter.segment(sentence)) {
        const inked = piece.segment.replace(/\s+/g, '');
        if (inked !== '') starts.add(offset);
        offset += inked.length;
      }
    }
  }
  return starts;
}

function cutWords(cues: readonly Cue[], transcript: Transcript): number {
  const starts = wordStarts(transcript);
  let offset = 0;
  let cut = 0;
  for (const line of cues.flatMap((cue) => cue.lines)) {
    if (offset > 0 && !starts.has(offset)) cut += 1;
    offset += line.replace(/\s+/g, '').length;
  }
  return cut;
}

/** True when the words of the cue, in their own time, are slower than the limit: the fault is the shaper's. */
function isUnfair(cue: Cue, next: Cue | undefined): boolean {
  return next !== undefined && next.startMs - cue.endMs > 500;
}

/** What is wrong with the cues, by the style and by the lists above. */
export function judge(cues: readonly Cue[], transcript: Transcript, style: Style): Verdict {
  const found = lintCues(cues, style);
  const speed = new Set(found.filter(({ rule }) => isReadingSpeed(rule)).map(({ cue }) => cue));
  const other = new Set(found.filter(({ rule }) => !isReadingSpeed(rule)).map(({ cue }) => cue));
  const ends = endsOf(cues);
  const dense = style.unit === 'fw';
  return {
    cues: cues.length,
    broken: other.size,
    fast: speed.size,
    unfair: [...speed].filter((n) => isUnfair(cues[n - 1] as Cue, cues[n])).length,
    ends: ends.length,
    bad: ends.filter(isHanging).length,
    cut: dense && style.punctuation === 'keep' ? cutWords(cues, transcript) : 0,
    kinsoku: dense
      ? ends.filter(
          ({ before, after }) =>
            noStart.includes(after.charAt(0)) || noEnd.includes(before.slice(-1)),
        ).length
      : 0,
  };
}
