// Which program pages the output of a command.
import type { App } from '../app.js';
import { parseArgv, type Argv } from '../argv.js';

/**
 * The program of `ASRCTL_PAGER`, else `PAGER`, else less. Null if they turn it off (`cat`, or empty), or where stdout
 * is not a terminal that a pager can use.
 */
export const pagerFor = ({ env, io: { stdout } }: Pick<App, 'env' | 'io'>): Argv | null => {
  if (!stdout.isTTY || stdout.rows === Number.POSITIVE_INFINITY || env['TERM'] === 'dumb')
    return null;
  const argv = parseArgv(env['ASRCTL_PAGER'] ?? env['PAGER'] ?? 'less');
  return argv?.[0] === 'cat' ? null : argv;
};
