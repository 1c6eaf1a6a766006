import { beforeEach, expect, it } from 'vitest';
import type { JobProgress } from '../../../src/jobs/job.js';
import { boardView, type BoardView } from '../../../src/commands/views/board/board-view.js';
import { JobBoard, restWords } from '../../../src/commands/views/board/job-board.js';
import { progressFeed } from '../../../src/commands/views/board/progress-feed.js';

let nowMs: number;
let board: JobBoard;
let view: BoardView;
beforeEach(async () => {
  nowMs = 0;
  board = new JobBoard(() => nowMs);
  view = await boardView(board, true);
});

const running = (progress: number): JobProgress => ({ progress, queuePosition: null });

it('shows what each item does: active ones first, aligned', () => {
  board.set('0', { name: 'a.wav', state: 'waiting' });
  board.set('1', { name: 'lecture.wav', state: 'queued', job: 'j1' });
  board.set('2', { name: '周一.wav', state: 'running', job: 'j2' });
  board.measure('j1', { progress: null, queuePosition: 3 });
  nowMs = 65_000;
  expect(view.lines()).toEqual([
    '周一.wav     running, 1m 05s',
    'a.wav        waiting, 1m 05s',
    'lecture.wav  queued, position 3, 1m 05s',
  ]);
});

it('shows progress, and an estimate once there is a basis', () => {
  board.set('1', { name: 'talk.wav', state: 'running', job: 'j' });
  board.measure('j', running(0.1));
  expect(view.lines()).toEqual(['talk.wav  running 10%, 0s']);
  nowMs = 10_000;
  board.measure('j', running(0.3));
  // A fifth in 10 seconds: the rest takes 35.
  expect(view.lines()).toEqual(['talk.wav  running 30%, 10s, about 35s left']);
  nowMs = 25_000;
  expect(view.single()).toBe('talk.wav: running 30%, 25s, about 20s left');
  nowMs = 100_000;
  expect(view.single()).toBe('talk.wav: running 30%, 1m 40s, about 0s left');
});

it('a job that the service has begun with is running before the next look', () => {
  board.set('1', { name: 'a', state: 'queued', job: 'j' });
  board.measure('j', running(0));
  expect(view.single()).toBe('a: running 0%, 0s');
});

it('a state that is new is reported once, and a position ends with its state', () => {
  expect(board.set('1', { name: 'a', state: 'queued', job: 'j' })).toBe(true);
  board.measure('j', { progress: null, queuePosition: 2 });
  expect(board.set('1', { name: 'a', state: 'queued' })).toBe(false);
  expect(view.single()).toBe('a: queued, position 2, 0s');
  expect(board.set('1', { name: 'a', state: 'running' })).toBe(true);
  expect([view.single(), board.jobs]).toEqual(['a: running, 0s', ['j']]);
});

it('shows eight lines and the number of the others, and long names cut in the middle', () => {
  for (let i = 0; i < 40; i += 1)
    board.set(String(i), { name: `a long name of a recording ${i}.wav`, state: 'queued' });
  const lines = view.lines();
  expect(lines).toHaveLength(9);
  expect(lines[0]).toBe('a long…cording 0.wav  queued, 0s');
  expect(lines.at(-1)).toBe('… 32 more');
  // With the spinner's two columns every line fits 60.
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(58);
});

it('a batch has an estimate after three items and five seconds', () => {
  expect(restWords(2, 10, 60_000)).toEqual([]);
  expect(restWords(5, 10, 4_000)).toEqual([]);
  expect(restWords(5, 10, 60_000)).toEqual(['about 1m 00s left']);
  expect(restWords(10, 10, 60_000)).toEqual([]);
});

it('asks the service at most once a second, one request at a time, and survives its faults', async () => {
  const asked: (readonly string[])[] = [];
  let answer: (found: ReadonlyMap<string, JobProgress>) => void = () => {};
  const progress = (ids: readonly string[]) => {
    asked.push(ids);
    if (asked.length === 3) return Promise.reject(new Error('gone'));
    return new Promise<ReadonlyMap<string, JobProgress>>((resolve) => {
      answer = resolve;
    });
  };
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const refresh = progressFeed({ progress }, board, () => nowMs);
  refresh();
  board.set('1', { name: 'a', state: 'running', job: 'j' });
  refresh();
  nowMs = 5_000;
  refresh();
  expect(asked).toEqual([['j']]);
  answer(new Map([['j', running(0.5)]]));
  await turn();
  expect(view.single()).toBe('a: running 50%, 5s');
  refresh();
  nowMs = 5_500;
  answer(new Map());
  await turn();
  refresh();
  expect(asked).toHaveLength(2);
  nowMs = 6_000;
  refresh();
  await turn();
  expect(asked).toHaveLength(3);
  expect(view.single()).toBe('a: running 50%, 6s');
});
