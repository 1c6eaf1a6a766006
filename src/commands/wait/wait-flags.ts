// The flags of every command that waits for jobs.
import type { Command } from '@commander-js/extra-typings';
import { usageError } from '../../errors.js';
import type { Argv } from '../../argv.js';
import { readArgv } from './exec-flag.js';
import { progressFlag } from '../inputs/progress-flag.js';
import { notifyFlag } from '../views/notify-me.js';
import { parseDuration } from '../views/times.js';

export interface WaitFlags {
  readonly timeout?: string;
  readonly interval?: string;
  readonly any?: true;
  readonly exec?: string;
  readonly progress?: string;
  readonly notifyMe?: true;
}

export interface WaitSettings {
  /** Infinity for no limit. */
  readonly timeoutMs: number;
  /** Null follows the pace. */
  readonly intervalMs: number | null;
  readonly any: boolean;
  /** The program to run per finished job and its arguments; null for none. */
  readonly exec: Argv | null;
  readonly progress: string | undefined;
  readonly notify: boolean;
}

export const addWaitFlags = <A extends unknown[]>(command: Command<A>) =>
  command
    .option(
      '--timeout <time>',
      'stop waiting after this time (exit 7): 90s, 15m, 2h; default: never',
    )
    .option('--interval <time>', 'time between two calls; default: short at first, then longer')
    .option('--any', 'stop when the first job is finished')
    .option('--exec <command>', 'run this program per finished job, with its document on stdin')
    .option(...progressFlag)
    .option(...notifyFlag);

/** Throws exit 2 for flags that make no sense. */
export const readWaitFlags = ({
  timeout,
  interval,
  any,
  exec,
  progress,
  notifyMe,
}: WaitFlags): WaitSettings => {
  const intervalMs = interval === undefined ? null : parseDuration(interval, '--interval');
  if (intervalMs !== null && intervalMs < 100)
    throw usageError(
      '--interval is under 100ms',
      'The service refuses so many calls. Use a longer time, for example 2s.',
    );
  return {
    timeoutMs:
      timeout === undefined ? Number.POSITIVE_INFINITY : parseDuration(timeout, '--timeout'),
    intervalMs,
    any: any === true,
    exec: exec === undefined ? null : readArgv(exec, '--exec'),
    progress,
    notify: notifyMe === true,
  };
};
