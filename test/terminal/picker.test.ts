// The picker without a terminal: what keys do, and what is drawn at every width.
import { expect, it } from 'vitest';
import { pickByNumber } from '../../src/terminal/numbered.js';
import { draw, press, start, type Key, type PickState } from '../../src/terminal/picker.js';
import { textWidth } from '../../src/terminal/text.js';

const choices = [
  { cells: ['talk.wav', 'succeeded', '5m', '88c6ca18'], text: '88c6ca184c0e' },
  { cells: ['第三季度会议录音（最终版）.mp4', 'running', '2h', '77aa0000'], text: '77aa00001111' },
  {
    cells: ['intro to a very long recording name.wav', 'failed', '3d', 'abcd1234'],
    text: 'abcd12345',
  },
];

/** Presses keys, a word for a named key, else its characters. */
const after = (...keys: readonly string[]): PickState | number | null => {
  let state: PickState = start;
  for (const name of keys) {
    const named: Key[] = /^(?:up|down|return|escape|backspace|end|home|pagedown)$/.test(name)
      ? [{ name }]
      : name.startsWith('^')
        ? [{ name: name.slice(1), ctrl: true }]
        : Array.from(name, (sequence) => ({ sequence }));
    for (const key of named) {
      const next = press(choices, state, key);
      if (next === null || typeof next === 'number') return next;
      state = next;
    }
  }
  return state;
};

it.each([
  [['return'], 0],
  [['down', 'return'], 1],
  [['down', 'down', 'down', 'return'], 2],
  [['end', 'up', 'return'], 1],
  [['pagedown', 'home', 'return'], 0],
  [['^n', '^p', 'return'], 0],
  [['AaBb', '^u', 'return'], 0],
  [['fail', 'return'], 2],
  [['77AA0000111', 'return'], 1],
  [['会议', 'return'], 1],
  [['long REC', 'return'], 2],
  [['talkx', 'backspace', 'return'], 0],
  [['down', 'escape'], null],
  [['talk', '^c'], null],
  [['^d'], null],
] as const)('%j chooses %j', (keys, index) => {
  expect(after(...keys)).toBe(index);
});

it('Enter without a match keeps the filter, and control characters are no part of it', () => {
  expect(after('zzz', 'return')).toEqual({ filter: 'zzz', at: 0 });
  expect(after('a\u001b\tb')).toEqual({ filter: 'ab', at: 0 });
});

const screen = (columns: number, state: PickState = start): string =>
  draw('Job to get', choices, state, { columns, rows: 24 }).join('\n');

it('at 80 columns', () => {
  expect(screen(80)).toBe(
    [
      'Job to get: ',
      '> talk.wav                                 succeeded  5m  88c6ca18',
      '  第三季度会议录音（最终版）.mp4           running    2h  77aa0000',
      '  intro to a very long recording name.wav  failed     3d  abcd1234',
      '  type to filter, ↑ ↓, Enter, Esc',
    ].join('\n'),
  );
});

it('at 60 columns the name is cut, and the rest is whole', () => {
  expect(screen(60, { filter: 'a', at: 1 })).toBe(
    [
      'Job to get: a',
      '  talk.wav                          succeeded  5m  88c6ca18',
      '> 第三季度会议录音（最终版）.mp4    running    2h  77aa0000',
      '  intro to a very long recording …  failed     3d  abcd1234',
      '  type to filter, ↑ ↓, Enter, Esc',
    ].join('\n'),
  );
});

it.each([20, 40, 59, 80, 200])('no line is as wide as %d columns', (columns) => {
  for (const line of screen(columns).split('\n')) expect(textWidth(line)).toBeLessThan(columns);
});

it('a long list shows ten around the choice, a low terminal fewer', () => {
  const many = Array.from({ length: 40 }, (_, i) => ({ cells: [`job ${i}`], text: '' }));
  const lines = draw('Job', many, { filter: '', at: 20 }, { columns: 80, rows: 24 });
  expect(lines).toHaveLength(12);
  expect(lines).toContain('> job 20');
  expect(lines.at(-1)).toBe('  30 more; type to filter, ↑ ↓, Enter, Esc');
  expect(draw('Job', many, start, { columns: 80, rows: 6 })).toHaveLength(5);
  expect(draw('Job', many, { filter: 'x', at: 0 }, { columns: 80, rows: 24 })).toEqual([
    'Job: x',
    '  no match',
  ]);
});

it('names of files steer nothing', () => {
  const evil = [{ cells: ['\u001b[31mred\nline'], text: '' }];
  expect(draw('Job', evil, start, { columns: 80, rows: 24 })[1]).toBe('> red line');
});

it('a numbered list asks until a number of the list is typed', async () => {
  const [written, asked]: [string[], string[]] = [[], []];
  const answers = ['x', '0', '4', ' 2 '];
  const asking = {
    ask: async (question: string) => (asked.push(question), answers.shift() ?? ''),
    write: (text: string) => void written.push(text),
  };
  expect(await pickByNumber(asking, 'Job to get', choices)).toBe(1);
  expect(asked).toEqual(Array.from({ length: 4 }, () => 'Job to get, 1 to 3: '));
  expect(written[0]).toContain('1. talk.wav, succeeded, 5m, 88c6ca18\n2. ');
  expect(written.slice(1)).toEqual(Array.from({ length: 3 }, () => 'Type a number from 1 to 3.\n'));
});
