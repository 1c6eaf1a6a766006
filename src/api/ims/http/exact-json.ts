// JSON.parse rounds integers beyond 2^53 (account ids have 18 digits). Node 20 gives a reviver no
// access to the source, so such integers are quoted before parsing: ids are strings in our model.

import { parseJson } from '../../../json.js';

interface Token {
  readonly start: number;
  readonly end: number;
  readonly kind: 'string' | 'number' | 'mark';
}

const isNumberPart = (code: number): boolean =>
  (code >= 48 && code <= 57) ||
  code === 45 ||
  code === 43 ||
  code === 46 ||
  code === 101 ||
  code === 69;

const endOfString = (text: string, start: number): number => {
  for (let i = start + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 92) i++;
    else if (code === 34) return i + 1;
  }
  return text.length;
};

/** Strings, numbers and brackets of a JSON text that is known to be valid; literals and blanks are skipped. */
function* tokens(text: string): Generator<Token> {
  for (let i = 0; i < text.length;) {
    const code = text.charCodeAt(i);
    const start = i;
    if (code === 34) {
      i = endOfString(text, i);
      yield { start, end: i, kind: 'string' };
    } else if (code === 45 || (code >= 48 && code <= 57)) {
      while (i < text.length && isNumberPart(text.charCodeAt(i))) i++;
      yield { start, end: i, kind: 'number' };
    } else {
      i++;
      if ('[]{}'.includes(text[start] ?? ' ')) yield { start, end: i, kind: 'mark' };
    }
  }
}

/** JSON as JSON.parse reads it, but integers that a double cannot hold become strings of their digits. Throws SyntaxError as parseJson does. */
export const parseExactly = (text: string): unknown => {
  const parsed = parseJson(text);
  if (!/\d{16}/.test(text)) return parsed;
  let quoted = '';
  let done = 0;
  for (const { start, end, kind } of tokens(text)) {
    if (kind !== 'number') continue;
    const number = text.slice(start, end);
    if (!/^-?\d+$/.test(number) || Number.isSafeInteger(Number(number))) continue;
    quoted += `${text.slice(done, start)}"${number}"`;
    done = end;
  }
  return done === 0 ? parsed : (JSON.parse(quoted + text.slice(done)) as unknown);
};

/**
 * The source texts of the objects in the array that the top-level object holds under `name`, so that
 * one job of a list can be shown as received. Empty when there is no such array. The text must be valid JSON.
 */
export const elementTexts = (text: string, name: string): readonly string[] => {
  const found: string[] = [];
  let [depth, inside, begin, last] = [0, false, 0, ''];
  for (const { start, end, kind } of tokens(text)) {
    const token = text.slice(start, end);
    if (kind === 'mark' && '[{'.includes(token)) {
      if (depth === 1 && token === '[' && last === JSON.stringify(name)) inside = true;
      if (inside && depth === 2) begin = start;
      depth++;
    } else if (kind === 'mark') {
      depth--;
      if (inside && depth === 2) found.push(text.slice(begin, end));
      if (depth === 1) inside = false;
    }
    last = kind === 'string' && depth === 1 ? token : '';
  }
  return found;
};
