// What a long command shows while it works: a status line on a terminal, plain lines elsewhere.
import type { Progress } from '../terminal/streams.js';

/** Off a terminal: a line for each change, one summary line in this many milliseconds, or nothing. */
export type ProgressMode = 'each' | 'none' | { readonly everyMs: number };

/** More items than this get summary lines by default. */
const mostLines = 50;
const defaultEveryMs = 30_000;

export const defaultMode = (items: number): ProgressMode =>
  items <= mostLines ? 'each' : { everyMs: defaultEveryMs };

export interface Reporter {
  /** Shows the current status. */
  show(): void;
  /** A change of one item. */
  note(line: string): void;
  stop(): void;
}

const silent: Reporter = { show: () => {}, note: () => {}, stop: () => {} };

/**
 * @param status the current status in one line
 * @param rows what it waits for, a line each, below the status on a terminal
 */
export const reporterOf = (
  progress: Progress,
  mode: ProgressMode,
  status: () => string,
  now: () => number,
  rows: () => readonly string[] = () => [],
): Reporter => {
  if (mode === 'none') return silent;
  const stop = (): void => progress.stop();
  if (progress.animated) {
    const show = (): void => progress.status(() => [status(), ...rows()]);
    return { show, note: () => {}, stop };
  }
  if (mode === 'each') return { show: () => {}, note: (line) => progress.line(line), stop };
  let [shownMs, shown] = [now(), ''];
  const show = (): void => {
    if (now() - shownMs < mode.everyMs) return;
    const line = status();
    if (line !== shown) progress.line(line);
    [shownMs, shown] = [now(), line];
  };
  return { show, note: () => {}, stop };
};
