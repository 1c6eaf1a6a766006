// Speakers: display names, labels in the text, and two short turns in one cue.
import type { UntimedCue } from './planner/untimed-cue.js';
import { hasDense } from './planner/tokens.js';
import type { ShapeOptions } from './shaped.js';
import type { Style } from './styles/style.js';
import type { TimedToken } from './planner/timed-tokens.js';
import { columns } from './text/width.js';

/** The display name of a speaker id: the given name, else the id. */
export const displayName = (
  id: string | null,
  names: ShapeOptions['speakerNames'],
): string | null => (id === null ? null : (names?.[id] ?? id));

/** The first token of a turn with the speaker's name in front, so that no break separates them. */
export const withLabel = (token: TimedToken, name: string, style: Style): TimedToken => {
  const text = hasDense(name) ? `${name}：${token.text}` : `${name}: ${token.text}`;
  return { ...token, text, columns: columns(text, style.unit) };
};

// Netflix guides: a hyphen and a space; in Chinese and Japanese a hyphen alone.
export const dialogueDash = (style: Style): string => (style.unit === 'fw' ? '-' : '- ');

/** True when a cue of its own would be too short to read. */
const needsSharedCue = (
  untimedCue: UntimedCue,
  next: UntimedCue | undefined,
  style: Style,
): boolean => {
  const free = (next?.startMs ?? Infinity) - style.gapMs - untimedCue.startMs;
  return free < Math.max(style.minDurationMs, untimedCue.neededMs);
};

const canShareCue = (a: UntimedCue, b: UntimedCue, style: Style): boolean => {
  const room = style.maxChars - columns(dialogueDash(style), style.unit);
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

const joinTurns = (a: UntimedCue, b: UntimedCue, style: Style): UntimedCue => {
  const mark = dialogueDash(style);
  const hasWords = a.words.length > 0 && b.words.length > 0;
  return {
    startMs: a.startMs,
    endMs: Math.max(a.endMs, b.endMs),
    lines: [`${mark}${a.lines[0]}`, `${mark}${b.lines[0]}`],
    speaker: null,
    words: hasWords ? [...a.words, ...b.words.map((word) => ({ ...word, line: 1 }))] : [],
    translation: null,
    neededMs: a.neededMs + b.neededMs,
  };
};

/**
 * Dialogue dashes: two neighbouring turns of one line share a cue when one of them is too short to read alone,
 * one line each. Needs a style with two lines. Linear; each cue is joined at most once.
 */
export const withDashes = (untimedCues: readonly UntimedCue[], style: Style): UntimedCue[] => {
  const out: UntimedCue[] = [];
  for (let i = 0; i < untimedCues.length; i += 1) {
    const a = untimedCues[i] as UntimedCue;
    const b = untimedCues[i + 1];
    const pair =
      b !== undefined &&
      style.maxLines >= 2 &&
      canShareCue(a, b, style) &&
      (needsSharedCue(a, b, style) || needsSharedCue(b, untimedCues[i + 2], style));
    out.push(pair ? joinTurns(a, b, style) : a);
    if (pair) i += 1;
  }
  return out;
};

/** The style of speech that overlaps: one line for each of two speakers, with a dash. */
export const sharedStyle = (style: Style): Style =>
  style.maxLines < 2 || style.maxLines === Infinity
    ? style
    : {
        ...style,
        maxLines: 1,
        maxChars: style.maxChars - columns(dialogueDash(style), style.unit),
      };

/** Two cues of one line that are spoken at the same time share a cue, with a dash for each speaker. Linear. */
export const withSharedTurns = (sorted: readonly UntimedCue[], style: Style): UntimedCue[] => {
  const out: UntimedCue[] = [];
  for (let i = 0; i < sorted.length; i += 1) {
    const a = sorted[i] as UntimedCue;
    const b = sorted[i + 1];
    const isShared =
      b !== undefined &&
      style.maxLines >= 2 &&
      b.startMs < a.endMs &&
      canShareCue(a, b, style) &&
      // A cue that begins in the last moment of the other follows it.
      (b.startMs - a.startMs < Math.max(style.minDurationMs, a.neededMs) ||
        a.endMs - b.startMs > (b.endMs - b.startMs) / 2);
    out.push(isShared ? joinTurns(a, b, style) : a);
    if (isShared) i += 1;
  }
  return out;
};
