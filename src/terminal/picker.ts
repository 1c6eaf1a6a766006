// A choice from a list on a terminal: type to filter, arrows, Enter. Pure; `pick.ts` has the keyboard.
import type { Choice } from './streams.js';
import { cutText } from './cut.js';
import { safeLine, textWidth } from './text.js';

export interface PickState {
  readonly filter: string;
  /** Index among the choices that match. */
  readonly at: number;
}

/** As Node's readline names keys. */
export interface Key {
  readonly name?: string | undefined;
  readonly ctrl?: boolean | undefined;
  readonly meta?: boolean | undefined;
  readonly sequence?: string | undefined;
}

export const start: PickState = { filter: '', at: 0 };

/** Indexes of the choices that hold every word of the filter, in any case. */
export const matching = (choices: readonly Choice[], { filter }: PickState): number[] => {
  const words = filter.toLowerCase().split(/\s+/);
  return [...choices.keys()].filter((i) => {
    const { cells = [], text = '' } = choices[i] ?? {};
    const whole = [...cells, text].join(' ').toLowerCase();
    return words.every((word) => whole.includes(word));
  });
};

/** Rows that a page key moves by. */
const pageRows = 8;

const move = (state: PickState, by: number, count: number): PickState => ({
  ...state,
  at: Math.min(Math.max(state.at + by, 0), Math.max(count - 1, 0)),
});

const moves: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  pageup: -pageRows,
  pagedown: pageRows,
  home: -Infinity,
  end: Infinity,
};

const graphemes = new Intl.Segmenter();

const edited = (filter: string, { name, ctrl, meta, sequence = '' }: Key): string => {
  if (name === 'backspace')
    return [...graphemes.segment(filter)]
      .slice(0, -1)
      .map(({ segment }) => segment)
      .join('');
  if (ctrl === true) return name === 'u' ? '' : filter;
  return meta === true || /[\p{C}]/u.test(sequence) ? filter : filter + sequence;
};

/** What a key does: the next state, a choice (an index), or null for Esc, Ctrl-C and Ctrl-D. */
export const press = (
  choices: readonly Choice[],
  state: PickState,
  key: Key,
): PickState | number | null => {
  const found = matching(choices, state);
  const { name = '', ctrl } = key;
  if (name === 'escape' || (ctrl === true && (name === 'c' || name === 'd'))) return null;
  if (name === 'return' || name === 'enter') return found[state.at] ?? state;
  const by = moves[ctrl === true ? ({ p: 'up', n: 'down' }[name] ?? '') : name];
  if (by !== undefined) return move(state, by, found.length);
  const filter = edited(state.filter, key);
  return filter === state.filter ? state : { filter, at: 0 };
};

const padded = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - textWidth(text)));

/** The rows of the choices in aligned columns, none wider than `columns`. */
const rowsOf = (choices: readonly Choice[], columns: number): string[] => {
  const table = choices.map(({ cells }) => cells.map(safeLine));
  const widths = (table[0] ?? []).map((_, i) =>
    Math.max(...table.map((cells) => textWidth(cells[i] ?? ''))),
  );
  const [first = 0, ...others] = widths;
  const rest = others.reduce((sum, width) => sum + width + 2, 0);
  const most = [Math.max(8, Math.min(first, columns - rest)), ...others];
  return table.map((cells) =>
    cutText(
      cells.map((cell, i) => padded(cutText(cell, most[i] ?? 0), most[i] ?? 0)).join('  '),
      columns,
    ).trimEnd(),
  );
};

export interface Screen {
  readonly columns: number;
  readonly rows: number;
}

const usage = 'type to filter, ↑ ↓, Enter, Esc';

/** The lines to show: the question with the filter, then the choices around the current one. */
export const draw = (
  question: string,
  choices: readonly Choice[],
  state: PickState,
  { columns, rows }: Screen,
): string[] => {
  const width = Math.max(columns - 1, 10);
  const found = matching(choices, state);
  const all = rowsOf(choices, width - 2);
  const room = Math.max(1, Math.min(10, rows - 3));
  const top = Math.max(0, Math.min(state.at - Math.floor(room / 2), found.length - room));
  const shown = found.slice(top, top + room);
  const lines = shown.map((index, i) => `${top + i === state.at ? '>' : ' '} ${all[index] ?? ''}`);
  const left = found.length - shown.length;
  const foot = found.length === 0 ? 'no match' : left > 0 ? `${left} more; ${usage}` : usage;
  return [`${question}: ${state.filter}`, ...lines, `  ${foot}`].map((line) =>
    cutText(line, width),
  );
};
