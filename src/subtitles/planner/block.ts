// A stretch of speech that cues are planned in: one speaker, no long silence. Its units as number columns.
import type { Breaks } from './breaks.js';
import type { Style } from '../style.js';
import type { Unit } from './units.js';

/** A silence this long ends a cue whatever the text says (2 s: longer than any pause inside a sentence). */
export const longPauseMs = 2000;

export interface Block {
  readonly units: readonly Unit[];
  readonly speaker: string | null;
  /** Columns before unit i, each unit with the space in front of it; one entry more than units. */
  readonly columns: Float64Array;
  readonly words: Float64Array;
  /** Sentence ends before unit i. */
  readonly sentences: Uint32Array;
  /** Cost of a break in front of unit i; the last entry is the end of the block. */
  readonly breaks: Float64Array;
  /** Silence in front of unit i, ms; at the end, until whatever is shown next. */
  readonly pauses: Float64Array;
}

/** Columns of a space in the style's unit. */
export const spaceWidth = (style: Style): number => (style.unit === 'fw' ? 0.5 : 1);

/** The units' widths summed up and their breaks priced; `nextMs` is when the next block begins. Linear. */
export const blockOf = (
  units: readonly Unit[],
  speaker: string | null,
  nextMs: number,
  style: Style,
  breaks: Breaks,
): Block => {
  const n = units.length;
  const block: Block = {
    units,
    speaker,
    columns: new Float64Array(n + 1),
    words: new Float64Array(n + 1),
    sentences: new Uint32Array(n + 1),
    breaks: new Float64Array(n + 1),
    pauses: new Float64Array(n + 1),
  };
  const space = spaceWidth(style);
  for (let i = 0; i < n; i += 1) {
    const unit = units[i] as Unit;
    const next = units[i + 1];
    block.columns[i + 1] = (block.columns[i] as number) + (unit.space ? space : 0) + unit.columns;
    block.words[i + 1] = (block.words[i] as number) + unit.words;
    const ends = breaks.endsSentence(unit.source, next?.source ?? null);
    block.sentences[i + 1] = (block.sentences[i] as number) + (ends ? 1 : 0);
    block.breaks[i + 1] =
      next === undefined ? 0 : breaks.cost(unit.source, next.source, next.space);
    block.pauses[i + 1] = Math.max(0, (next?.startMs ?? nextMs) - unit.endMs);
  }
  return block;
};

/** Columns of a line that holds units [from, to): no space in front of the first. */
export const lineColumns = (block: Block, from: number, to: number, space: number): number =>
  (block.columns[to] as number) -
  (block.columns[from] as number) -
  (block.units[from]?.space === true ? space : 0);
