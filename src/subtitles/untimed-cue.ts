// A cue between planning and timing: its text is settled, its times are still those of the speech.
import type { Block } from './planner/block.js';
import type { Cue, CueWord } from './cue.js';
import { neededMs } from './planner/costs.js';
import type { Plan } from './planner/plan.js';
import type { Style } from './style.js';
import type { Unit } from './planner/units.js';

export interface UntimedCue extends Cue {
  /** How long its text takes to read by the style, ms. */
  readonly neededMs: number;
}

/** The text of neighbouring units on one line. */
export const textOf = (units: readonly Unit[]): string => {
  let text = '';
  for (const unit of units) text += text !== '' && unit.space ? ` ${unit.text}` : unit.text;
  return text;
};

const wordsOf = (lines: readonly (readonly Unit[])[]): CueWord[] => {
  if (!lines.some((units) => units.some((unit) => unit.measured))) return [];
  return lines.flatMap((units, line) =>
    units.map(({ startMs, endMs, text }) => ({ startMs, endMs, text, line })),
  );
};

/** The planned cues of a block with their text; `words` are filled when asked for and measured. */
export const draftsOf = (
  block: Block,
  plans: readonly Plan[],
  style: Style,
  highlight: boolean,
): UntimedCue[] => {
  return plans.map(({ from, to, lines }) => {
    const rows = lines.map((start, i) => block.units.slice(start, lines[i + 1] ?? to));
    const startMs = (block.units[from] as Unit).startMs;
    return {
      startMs,
      endMs: Math.max(startMs, (block.units[to - 1] as Unit).endMs),
      lines: rows.map(textOf),
      speaker: block.speaker,
      words: highlight ? wordsOf(rows) : [],
      translation: null,
      neededMs: neededMs(block, from, to, style),
    };
  });
};
