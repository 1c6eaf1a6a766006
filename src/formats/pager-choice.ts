// Which program pages the output of a command.
import type { App } from '../app.js';
import { parseArgv, type Argv } from '../argv.js';

/** What the environment names; null if it names nothing. */
export const namedPager = ({ env }: Pick<App, 'env'>): string | null =>
  env['ASRCTL_PAGER'] ?? env['PAGER'] ?? null;

/**
 * The program of `ASRCTL_PAGER`, else `PAGER`, else less. Null if they turn it off (`cat`, or empty), or where stdout
 * is not a terminal that a pager can use.
 */
export const pagerFor = (app: Pick<App, 'env' | 'io'>): Argv | null => {
  const { stdout } = app.io;
  if (!stdout.isTTY || stdout.rows === Number.POSITIVE_INFINITY || app.env['TERM'] === 'dumb')
    return null;
  const argv = parseArgv(namedPager(app) ?? 'less');
  return argv?.[0] === 'cat' ? null : argv;
};
