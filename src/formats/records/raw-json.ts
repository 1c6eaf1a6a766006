// JSON text that is printed digit for digit: JSON.parse would round integers above 2^53.

/** Whether a RawJson was asked for its value since this was last false. */
let met = false;

/** A value that is already JSON text. `text` must be valid JSON: check it with JSON.parse first. */
export class RawJson {
  constructor(readonly text: string) {}
  /** For code that does not know the class; may round long integers. */
  toJSON(): unknown {
    met = true;
    return JSON.parse(this.text);
  }
}

/** The text as a RawJson if it is JSON, else the string itself (XML, plain text). */
export const rawOrText = (text: string): RawJson | string => {
  try {
    JSON.parse(text);
    return new RawJson(text);
  } catch {
    return text;
  }
};

/** Replaces a kept text. A string of the data that starts like a mark is kept as well, so that the two cannot be confused. */
const mark = '\u0000raw:';
/** A mark as a value in JSON text; a key has a colon after it. */
const marked = /"\\u0000raw:(\d+)"(?!:)/g;

/** With marks in place of every RawJson, which are then replaced by the kept texts. */
const stringifyRaw = (value: unknown, indent: number): string => {
  const kept: string[] = [];
  // toJSON runs before a replacer sees the value, so the replacer looks at the holder instead.
  const replacer = function replacer(this: unknown, key: string, item: unknown): unknown {
    const original = (this as Record<string, unknown>)[key];
    if (original instanceof RawJson) kept.push(compact(original.text));
    else if (typeof item === 'string' && item.startsWith(mark)) kept.push(JSON.stringify(item));
    else return item;
    return `${mark}${kept.length - 1}`;
  };
  const text = JSON.stringify(value, replacer, indent) ?? 'null';
  if (kept.length === 0) return text;
  return text.replace(marked, (_all, index) => kept[Number(index)] ?? 'null');
};

/** Like JSON.stringify, with every RawJson inside written exactly as it is, on one line. */
export const stringify = (value: unknown, indent: number): string => {
  // A replacer costs twice the time of a document: few documents have a RawJson.
  met = false;
  const text = JSON.stringify(value, null, indent) ?? 'null';
  return met ? stringifyRaw(value, indent) : text;
};

/** The index after the string that starts at `start`. */
const endOfString = (json: string, start: number): number => {
  let i = start + 1;
  while (i < json.length && json[i] !== '"') i += json[i] === '\\' ? 2 : 1;
  return i + 1;
};

/**
 * Removes white space between JSON tokens; strings stay as they are. No regular expression does this: V8's
 * runs out of stack in a string of ten million characters, which a long transcript may be.
 */
const compact = (json: string): string => {
  const pieces: string[] = [];
  for (let i = 0; i < json.length;) {
    const quote = json.indexOf('"', i);
    const end = quote < 0 ? json.length : quote;
    pieces.push(json.slice(i, end).replaceAll(/\s+/g, ''));
    i = quote < 0 ? end : endOfString(json, quote);
    pieces.push(json.slice(end, i));
  }
  return pieces.join('');
};

// JSON.stringify escapes C0; it leaves C1, bidi controls, zero-width and tag characters as they are.
const steering =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** JSON text without characters that control a terminal: they become JSON escapes (`\u202e`), so that its value stays the same. */
export const escapeSteering = (json: string): string =>
  json.replace(steering, (found) =>
    Array.from({ length: found.length }, (_, i) => {
      const unit = found.charCodeAt(i).toString(16).padStart(4, '0');
      return `\\u${unit}`;
    }).join(''),
  );
