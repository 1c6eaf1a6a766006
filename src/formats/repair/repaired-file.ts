// A repaired subtitle file: the blocks of changed cues are written again, every other block stays byte for byte.
import {
  blocksOf,
  linesOfBlock,
  type FileBlock,
} from '../../transcripts/readers/subtitle-blocks.js';
import type { SubtitleFile } from '../../transcripts/readers/subtitle-file.js';
import type { SourceCue } from '../../subtitles/index.js';
import { clockMs } from '../subtitles/clock.js';

/** Lines with their line ends, before and after. Equal arrays are unchanged. */
export interface Passage {
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export interface RepairedFile {
  readonly passages: readonly Passage[];
  /** Cues of the file that changed, were divided, joined or removed. */
  readonly changed: number;
}

const time = String.raw`-?(?:\d+:)?\d{1,2}:\d{1,2}(?:[,.:]\s?\d+(?:\.\d+)?)?`;
const timing = new RegExp(String.raw`^\s*(${time})\s*-{1,3}>\s*${time}`);

/** The line of times with other times; the settings after them stay. Hours are left out where they were. */
const retimedLine = (line: string, cue: SourceCue, kind: SubtitleFile['kind']): string => {
  const isShort = kind === 'vtt' && /^\s*\d+:\d+[.,]/.test(line) && cue.endMs < 3_600_000;
  const clock = (ms: number): string =>
    clockMs(Math.max(0, ms), kind === 'vtt' ? '.' : ',').slice(isShort ? 3 : 0);
  return line.replace(timing, `${clock(cue.startMs)} --> ${clock(cue.endMs)}`);
};

const isBlank = (line: string): boolean => line.trim() === '';

/** The index lines of an SRT file that counts from its first index, or null for any other numbering. */
const firstNumber = (blocks: readonly FileBlock[]): number | null => {
  const first = Number(blocks[0]?.index ?? Number.NaN);
  const counts = blocks.every(({ index }, i) => index !== null && Number(index) === first + i);
  return counts && Number.isFinite(first) ? first : null;
};

interface Writing {
  readonly file: SubtitleFile;
  readonly eol: string;
  /** Lines whose times a strict parser rejects. */
  readonly loose: ReadonlySet<number>;
  /** The number of the next cue, or null when the file does not number its cues. */
  number: number | null;
}

const withoutArrows = (line: string): string => line.replaceAll(/(?<!-)-{2,}>/g, '->');

/** The lines of one cue, without the lines that follow its text. */
const linesOf = (block: FileBlock, cue: SourceCue, isFirst: boolean, writing: Writing) => {
  const { file, eol, loose, number } = writing;
  const old = file.cues[cue.from];
  const sameTime = cue.startMs === old?.startMs && cue.endMs === old.endMs;
  const isStrict = old !== undefined && !loose.has(old.line);
  const times =
    isFirst && sameTime && isStrict ? block.times : retimedLine(block.times, cue, file.kind);
  const hasArrow = file.kind === 'srt' && cue.source.some((line) => line.includes('-->'));
  const kept = isFirst && cue.source === old?.source && !hasArrow;
  const text = kept ? block.text : cue.source.map((line) => `${withoutArrows(line)}${eol}`);
  const index =
    number === null
      ? isFirst
        ? block.index
        : null
      : Number(block.index) === number && isFirst
        ? block.index
        : `${number}${eol}`;
  if (number !== null) writing.number = number + 1;
  return [...(index === null ? [] : [index]), times, ...text];
};

const withEnd = (line: string, eol: string): string => (/[\r\n]$/.test(line) ? line : line + eol);

/** A block of the file as its repaired cues. */
const passageOf = (
  block: FileBlock,
  cues: readonly SourceCue[],
  writing: Writing,
  isLast: boolean,
): Passage => {
  const before = linesOfBlock(block);
  const { eol } = writing;
  if (cues.length === 0) {
    return { before, after: block.rest.some((line) => !isBlank(line)) ? block.rest.slice(1) : [] };
  }
  const after: string[] = [];
  for (const [i, cue] of cues.entries()) {
    if (i > 0) after.push(eol);
    const lines = linesOf(block, cue, i === 0, writing);
    after.push(...lines.map((line) => withEnd(line, eol)));
  }
  const ended = isLast && before.at(-1)?.endsWith('\n') !== true && block.rest.length === 0;
  if (ended) after[after.length - 1] = after.at(-1)?.replace(/(?<![\r\n])[\r\n]+$/, '') ?? '';
  else if (!isLast && !block.rest.some(isBlank)) after.push(eol);
  after.push(...block.rest);
  const same = after.length === before.length && after.every((line, i) => line === before[i]);
  return { before, after: same ? before : after };
};

/** The file with the repaired cues (sorted by start) instead of its own. */
export const repairedFile = (
  text: string,
  file: SubtitleFile,
  cues: readonly SourceCue[],
): RepairedFile => {
  const { opening, blocks } = blocksOf(text, file);
  const groups = new Map<number, SourceCue[]>();
  for (const cue of cues) {
    const own = groups.get(cue.from);
    if (own === undefined) groups.set(cue.from, [cue]);
    else own.push(cue);
  }
  const removed = blocks.flatMap((_, i) => (groups.has(i) ? [] : [i]));
  const order = [...groups.keys()];
  for (const i of removed) order.splice(Math.min(i, order.length), 0, i);
  const writing: Writing = {
    file,
    eol: /\r\n|\r|\n/.exec(text)?.[0] ?? '\n',
    loose: new Set(file.problems.map(({ line }) => line)),
    number: file.kind === 'srt' ? firstNumber(blocks) : null,
  };
  const written = order.map((from, i) =>
    passageOf(blocks[from] as FileBlock, groups.get(from) ?? [], writing, i === order.length - 1),
  );
  // A cue that moved stands in another place of the file: line by line it replaces the cue that was there.
  const passages = written.map(({ before, after }, i): Passage => {
    const there = order[i] === i ? before : linesOfBlock(blocks[i] as FileBlock);
    return { before: there, after };
  });
  return {
    passages: [{ before: opening, after: opening }, ...passages],
    changed: changedCues(file, groups, order),
  };
};

const changedCues = (
  file: SubtitleFile,
  groups: ReadonlyMap<number, readonly SourceCue[]>,
  order: readonly number[],
): number =>
  file.cues.filter((old, i) => {
    const own = groups.get(i) ?? [];
    const [cue] = own;
    return (
      order[i] !== i ||
      own.length !== 1 ||
      cue?.source !== old.source ||
      cue.startMs !== old.startMs ||
      cue.endMs !== old.endMs
    );
  }).length;
