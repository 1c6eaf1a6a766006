// Where a text stops being JSON. JSON.parse does not always say it, and quotes the text, which may hold secrets.

const blanks = /[ \t\n\r]*/y;
const tokens =
  /(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null))/y;

type State = 'value' | 'first value' | 'first key' | 'key' | 'colon' | 'after';

/** What follows a token; null where it cannot stand. `open` holds the brackets that are not closed yet. */
const next = (state: State, token: string, open: string[]): State | null => {
  const isText = token.startsWith('"');
  if (state === 'colon') return token === ':' ? 'value' : null;
  if ((state === 'key' || state === 'first key') && isText) return 'colon';
  const isEmpty =
    (state === 'first key' && token === '}') || (state === 'first value' && token === ']');
  if (isEmpty || (state === 'after' && token === (open.at(-1) === '{' ? '}' : ']'))) {
    open.pop();
    return 'after';
  }
  if (state === 'after') {
    if (token !== ',' || open.length === 0) return null;
    return open.at(-1) === '{' ? 'key' : 'value';
  }
  if (state === 'key' || state === 'first key') return null;
  if (token === '{' || token === '[') {
    open.push(token);
    return token === '{' ? 'first key' : 'first value';
  }
  return /^[}\],:]$/.test(token) ? null : 'after';
};

/** The index of the first character that cannot stand where it does; the text's length if its end is missing. */
const offsetOf = (text: string): number => {
  const open: string[] = [];
  let state: State = 'value';
  for (let at = 0; ; at = tokens.lastIndex) {
    blanks.lastIndex = at;
    blanks.exec(text);
    tokens.lastIndex = blanks.lastIndex;
    const start = tokens.lastIndex;
    const token = tokens.exec(text)?.[0];
    const ended: boolean = state === 'after' && open.length === 0;
    const after: State | null = token === undefined || ended ? null : next(state, token, open);
    if (after === null) return start;
    state = after;
  }
};

/** `line 3, column 5`, both counted from 1, of a text that JSON.parse refuses. */
export const jsonFault = (text: string): string => {
  const before = text.slice(0, offsetOf(text)).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
};
