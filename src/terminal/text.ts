// Text from outside, made safe and measured for a terminal. Machine formats never come here.
import { stripVTControlCharacters } from 'node:util';
import { eastAsianWidth } from 'get-east-asian-width';

// Whole escape sequences go first (so that no `[31m` litter stays), then what could still steer a
// terminal or reorder what a person reads: C0, DEL, C1, bidi marks, embeddings, overrides and
// isolates (UAX 9, "Trojan Source"), zero-width characters, tag characters, interlinear marks.
// ZWJ (U+200D) and variation selectors stay: emoji and several scripts need them.
// OSC, DCS, SOS, PM and APC carry a payload up to BEL or ST; stripVTControlCharacters knows OSC only.
const strings =
  /(?:\u001b[P\]X^_]|[\u0090\u0098\u009d\u009e\u009f])[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)?/g;
const unsafe =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;
const suspicious = /[^\u0020-\u007e]/;

/** Foreign text over several lines: keeps line feeds and tabs, drops everything that could steer a terminal. */
export const safeBlock = (text: string): string => {
  if (!suspicious.test(text)) return text;
  return stripVTControlCharacters(text.replace(strings, ''))
    .replace(/\r\n?/g, '\n')
    .replace(unsafe, '');
};

/** Foreign text for one line: as `safeBlock`, with line ends and tabs turned into single blanks. */
export const safeLine = (text: string): string =>
  suspicious.test(text)
    ? safeBlock(text)
        .replace(/[\n\t]+/g, ' ')
        .trim()
    : text;

const zeroWidth = /^[\p{M}\p{Cf}]$/u;

/** Columns that a code point takes on a terminal (UAX 11); 0 for combining marks and format characters. */
export const pointWidth = (point: string): number =>
  zeroWidth.test(point) ? 0 : eastAsianWidth(point.codePointAt(0) ?? 0);

/** Columns that a line of plain text takes: East Asian Wide counts two, an emoji ZWJ sequence as one emoji. */
export const textWidth = (text: string): number => {
  if (!suspicious.test(text)) return text.length;
  let width = 0;
  let joined = false;
  for (const point of text) {
    if (!joined) width += pointWidth(point);
    joined = point === '\u200d';
  }
  return width;
};
