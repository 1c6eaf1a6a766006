// JSON of unknown shape: its objects, before any field is trusted.

export type Fields = Readonly<Record<string, unknown>>;

/** True for a JSON object: neither null nor an array. */
export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Deeper JSON overflows the stack of code that walks it. The deepest known answer has about ten levels. */
const maxDepth = 200;

interface Nesting {
  readonly deepest: number;
  /** True when the text ends inside an object, a list or a string. */
  readonly open: boolean;
}

const endOfString = (text: string, start: number): number => {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(end - 1 - backslashes) === 92) backslashes += 1;
    if (backslashes % 2 === 0) return end;
  }
  return text.length;
};

const nestingOf = (text: string): Nesting => {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === 34) i = endOfString(text, i);
    else if (code === 91 || code === 123) deepest = Math.max(deepest, (depth += 1));
    else if (code === 93 || code === 125) depth -= 1;
    if (i >= text.length) return { deepest, open: true };
  }
  return { deepest, open: depth > 0 };
};

/** JSON.parse for text from outside. Throws SyntaxError also for JSON nested more than 200 levels deep. */
export const parseJson = (text: string): unknown => {
  if (nestingOf(text).deepest > maxDepth) throw new SyntaxError('JSON is nested too deeply');
  return JSON.parse(text) as unknown;
};

/** Why `parseJson` fails for a text, as the end of a sentence; null when it does not. */
export const jsonProblem = (text: string): string | null => {
  try {
    parseJson(text);
    return null;
  } catch {
    const { deepest, open } = nestingOf(text);
    if (deepest > maxDepth) return `its JSON is nested more than ${maxDepth} levels deep`;
    return open ? `its JSON is truncated after ${text.length} characters` : 'its JSON is not valid';
  }
};
