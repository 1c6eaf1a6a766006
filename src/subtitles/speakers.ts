// Who speaks: names, labels in the text, and two short turns in one cue.
import type { UntimedCue } from './untimed-cue.js';
import { hasDense } from './planner/pieces.js';
import type { ShapeOptions } from './shaped.js';
import type { Style } from './style.js';
import type { Unit } from './planner/units.js';
import { columns } from './text/width.js';

/** The name shown for a speaker id: the one given, else the id itself. */
export const displayName = (
  id: string | null,
  names: ShapeOptions['speakerNames'],
): string | null => (id === null ? null : (names?.[id] ?? id));

/** The first unit of a turn with the speaker's name in front, so that no break can part them. */
export const labelled = (unit: Unit, name: string, style: Style): Unit => {
  const text = hasDense(name) ? `${name}：${unit.text}` : `${name}: ${unit.text}`;
  return { ...unit, text, columns: columns(text, style.unit) };
};

// Netflix guides: a hyphen and a space; in Chinese and Japanese a hyphen alone.
const dash = (style: Style): string => (style.unit === 'fw' ? '-' : '- ');

/** True when a cue of its own would be too short, or gone before it is read. */
const needsCompany = (
  untimedCue: UntimedCue,
  next: UntimedCue | undefined,
  style: Style,
): boolean => {
  const free = (next?.startMs ?? Infinity) - style.gapMs - untimedCue.startMs;
  return free < Math.max(style.minDurationMs, untimedCue.neededMs);
};

const fits = (a: UntimedCue, b: UntimedCue, style: Style): boolean => {
  const room = style.maxChars - columns(dash(style), style.unit);
  return (
    a.speaker !== b.speaker &&
    a.lines.length === 1 &&
    b.lines.length === 1 &&
    columns(a.lines[0] as string, style.unit) <= room &&
    columns(b.lines[0] as string, style.unit) <= room &&
    b.startMs - a.endMs < Math.max(style.chainGapMs, 500) &&
    Math.max(a.endMs, b.endMs) - a.startMs <= style.maxDurationMs
  );
};

const together = (a: UntimedCue, b: UntimedCue, style: Style): UntimedCue => {
  const mark = dash(style);
  return {
    startMs: a.startMs,
    endMs: Math.max(a.endMs, b.endMs),
    lines: [`${mark}${a.lines[0]}`, `${mark}${b.lines[0]}`],
    speaker: null,
    words: [...a.words, ...b.words.map((word) => ({ ...word, line: 1 }))],
    translation: null,
    neededMs: a.neededMs + b.neededMs,
  };
};

/**
 * Dialogue dashes: where one of two neighbouring one-line turns could not be read on its own, both share
 * a cue, one line each. Needs a style of two lines. Linear; a cue takes part once.
 */
export const withDashes = (untimedCues: readonly UntimedCue[], style: Style): UntimedCue[] => {
  const out: UntimedCue[] = [];
  for (let i = 0; i < untimedCues.length; i += 1) {
    const a = untimedCues[i] as UntimedCue;
    const b = untimedCues[i + 1];
    const pair =
      b !== undefined &&
      style.maxLines >= 2 &&
      fits(a, b, style) &&
      (needsCompany(a, b, style) || needsCompany(b, untimedCues[i + 2], style));
    out.push(pair ? together(a, b, style) : a);
    if (pair) i += 1;
  }
  return out;
};
