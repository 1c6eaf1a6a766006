// A subtitle file as blocks, one for each cue, so that a cue can be replaced and every other byte stays.
import type { FileCue, SubtitleFile } from './subtitle-file.js';

/** Lines include their line ends. Together `opening` and the blocks are the file. */
export interface FileBlock {
  /** The index or id, then the times, then the text. */
  readonly index: string | null;
  readonly times: string;
  readonly text: readonly string[];
  /** Blank lines, notes and whatever follows the text. */
  readonly rest: readonly string[];
}

export interface FileBlocks {
  readonly opening: readonly string[];
  readonly blocks: readonly FileBlock[];
}

const isBlank = (line: string): boolean => line.trim() === '';

/** True for the line before the times that belongs to the cue: an index in SRT, an id in WebVTT. */
const isIndex = (kind: SubtitleFile['kind'], lines: readonly string[], at: number): boolean => {
  const line = lines[at];
  if (line === undefined) return false;
  if (kind === 'srt') return /^\uFEFF?\s*\d+\s*$/.test(line);
  const before = lines[at - 1];
  return !isBlank(line) && !line.includes('-->') && before !== undefined && isBlank(before);
};

const blockOf = (
  kind: SubtitleFile['kind'],
  lines: readonly string[],
  { line, lastLine }: FileCue,
  to: number,
): FileBlock => {
  const indexed = isIndex(kind, lines, line - 2);
  return {
    index: indexed ? (lines[line - 2] ?? null) : null,
    times: lines[line - 1] ?? '',
    text: lines.slice(line, lastLine),
    rest: lines.slice(lastLine, to),
  };
};

/** The blocks of the text that was read as `file`. */
export const blocksOf = (text: string, { kind, cues }: SubtitleFile): FileBlocks => {
  const lines = text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];
  const starts = cues.map(({ line }) => (isIndex(kind, lines, line - 2) ? line - 2 : line - 1));
  return {
    opening: lines.slice(0, starts[0] ?? lines.length),
    blocks: cues.map((cue, i) => blockOf(kind, lines, cue, starts[i + 1] ?? lines.length)),
  };
};

/** The lines of a block. */
export const linesOfBlock = ({ index, times, text, rest }: FileBlock): readonly string[] => [
  ...(index === null ? [] : [index]),
  times,
  ...text,
  ...rest,
];
