// The text of a cue with its markup: lines and cues are divided without a change to anything else.
import { markupParts, visiblePieces } from '../../transcripts/readers/cue-markup.js';
import { joinLines } from '../join-lines.js';

type Kind = 'srt' | 'vtt';

/** A source text, what it shows, and where in the source each visible UTF-16 unit begins and ends. */
export interface MarkedText {
  readonly source: string;
  readonly visible: string;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** What a source line shows, without its markup. */
export const visibleText = (kind: Kind, source: string): string => markedOf(kind, source).visible;

export const markedOf = (kind: Kind, source: string): MarkedText => {
  let visible = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const part of markupParts(kind, source)) {
    if (!part.isTag) {
      for (const { text, start, end } of visiblePieces(kind, part.text)) {
        const whole = text.length !== end - start;
        for (let i = 0; i < text.length; i += 1) {
          starts.push(at + start + (whole ? 0 : i));
          ends.push(at + (whole ? end : start + i + 1));
        }
        visible += text;
      }
    }
    at += part.text.length;
  }
  return { source, visible, starts, ends };
};

/** The source lines as one, joined with a space, or without one between characters that have no spaces. */
export const joinedSource = (kind: Kind, lines: readonly string[]): string => {
  let joined = '';
  let shown = '';
  for (const line of lines) {
    const own = visibleText(kind, line);
    const next = shown === '' ? own : joinLines([shown, own]);
    const hasSpace = shown !== '' && next.length > shown.length + own.length;
    joined += hasSpace ? ` ${line}` : line;
    shown = next;
  }
  return joined;
};

const closingTags = /^(?:\s*<\/[^<>]*>)+/;

/**
 * The source, cut before the given visible offsets. White space at a cut is removed; closing tags stay with the
 * text before the cut, opening tags with the text after it.
 */
export const cutSource = (text: MarkedText, offsets: readonly number[]): string[] => {
  const { source, visible, starts, ends } = text;
  const pieces: string[] = [];
  let from = 0;
  for (const offset of offsets) {
    let last = offset;
    while (last > 0 && /\s/.test(visible.charAt(last - 1))) last -= 1;
    const end = ends[last - 1] ?? 0;
    const closers = closingTags.exec(source.slice(end, starts[offset]))?.[0] ?? '';
    pieces.push(source.slice(from, end) + closers.trim());
    from = end + closers.length;
  }
  pieces.push(source.slice(from));
  return pieces.map((piece) => piece.replaceAll(/^((?:<[^<>]*>)*)\s+/g, '$1').trim());
};

const nameOf = (tag: string): string => /^<\/?([a-z]+)/i.exec(tag)?.[1]?.toLowerCase() ?? '';

/** The tags that are open after `source`, when `open` are open before it. */
const openAfter = (kind: Kind, source: string, open: readonly string[]): string[] => {
  const stack = [...open];
  for (const { text, isTag } of markupParts(kind, source)) {
    const name = isTag ? nameOf(text) : '';
    if (name === '') continue;
    if (!text.startsWith('</')) stack.push(text);
    else {
      const at = stack.findLastIndex((tag) => nameOf(tag) === name);
      if (at >= 0) stack.splice(at, 1);
    }
  }
  return stack;
};

/**
 * Pieces of one cue as cues of their own: tags that are open at a cut are closed before it and opened again after
 * it, and an override block at the start (`{\an8}`) holds for every piece.
 */
export const balanced = (kind: Kind, pieces: readonly string[]): string[] => {
  const block = kind === 'srt' ? (/^(?:\{\\[^{}]*\})+/.exec(pieces[0] ?? '')?.[0] ?? '') : '';
  let open: string[] = [];
  return pieces.map((piece, i) => {
    const before = (i === 0 ? '' : block) + open.join('');
    open = openAfter(kind, piece, open);
    // A voice lasts until the end of the cue.
    const closed = open.filter((tag) => nameOf(tag) !== 'v').map((tag) => `</${nameOf(tag)}>`);
    const after = i < pieces.length - 1 ? closed.toReversed().join('') : '';
    return before + piece + after;
  });
};
