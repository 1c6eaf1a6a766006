// Starting the background process from the command that needs it.
import { readFileSync } from 'node:fs';
import { CliError, Exit } from '../../errors.js';
import { fatalMark } from '../process/log.js';
import type { ServiceFile } from '../process/service-file.js';
import { defaultRoots, defaultOptions, type StartOptions } from '../process/start-options.js';
import { findService } from './find.js';
import { readLastStart } from './last-start.js';
import { launch, type LaunchedProcess, type LaunchOptions } from './launch.js';

export interface StartContext extends LaunchOptions {
  readonly home: string;
  readonly cwd: string;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface StartedService {
  readonly file: ServiceFile;
  /** False when it ran already. */
  readonly fresh: boolean;
}

const startPatienceMs = 20_000;
const pollMs = 25;
/** How long a service that holds the lock may take to show itself: it may still be starting, or about to stop. */
const raceMs = 2_000;

const failed = (reason: string, hint: string): CliError =>
  new CliError(Exit.unavailable, `The local service did not start: ${reason}`, {
    code: 'local_start_failed',
    hint,
    // Nothing was sent to it.
    retryAfterMs: Infinity,
  });

const logHint = (context: StartContext): string =>
  `See its log with \`asrctl local logs\` (${context.paths.log}).`;

/** What a service process wrote about its own end. */
const reasonOf = ({ paths }: StartContext, pid: number | null): string => {
  const mark = fatalMark(pid ?? 0);
  let text = '';
  try {
    text = readFileSync(paths.log, 'utf8');
  } catch {
    // No log: the process did not get that far.
  }
  const line = text.split('\n').findLast((one) => one.includes(mark));
  return line === undefined ? 'it ended at once' : line.slice(line.indexOf(mark) + mark.length);
};

const startFailed = (context: StartContext, pid: number | null): CliError => {
  const reason = reasonOf(context, pid);
  return failed(
    reason,
    reason.startsWith('port ')
      ? 'Choose another --port, or leave it out to use any free port.'
      : logHint(context),
  );
};

/** The service once it answers; null when the process ended because another service holds the lock and does not answer. */
const awaitService = async (
  context: StartContext,
  child: LaunchedProcess,
  deadlineMs: number,
): Promise<ServiceFile | null> => {
  let endedMs: number | null = null;
  while (context.now() < deadlineMs) {
    const found = await findService(context.paths.service);
    if (found !== null) return found;
    const code = child.exitCode();
    if (code !== null && code !== 0) throw startFailed(context, child.pid);
    if (code === 0) endedMs ??= context.now();
    if (endedMs !== null && context.now() - endedMs > raceMs) return null;
    await context.sleep(pollMs);
  }
  return null;
};

/**
 * The running service; starts one when none runs and returns when it answers. Any number of
 * processes may do so at once: the service's lock lets one live, the others find it. Throws exit 8 with
 * the reason when it cannot start.
 */
export const startService = async (
  context: StartContext,
  options: StartOptions,
): Promise<StartedService> => {
  const running = await findService(context.paths.service);
  if (running !== null) return { file: running, fresh: false };
  const roots = options.roots ?? defaultRoots(context.home, context.cwd);
  const deadlineMs = context.now() + startPatienceMs;
  while (context.now() < deadlineMs) {
    const child = launch(context, { ...options, roots });
    const file = await awaitService(context, child, deadlineMs);
    const fresh = file !== null && file.pid === child.pid;
    // One that lost the race but is still starting must not take over when the winner is stopped.
    if (!fresh) child.end();
    if (file !== null) return { file, fresh };
  }
  throw failed(
    'another process holds its lock and does not answer',
    `Stop it with \`asrctl local stop\`, then try again. ${logHint(context)}`,
  );
};

/** An automatic start's failure: nobody who sees it typed these flags just now. */
const withRecoveryHint = (context: StartContext, error: unknown): unknown =>
  error instanceof CliError && error.exitCode === Exit.unavailable
    ? new CliError(error.exitCode, error.message, {
        code: error.code,
        hint: `It uses the flags of the last \`asrctl local start\`. Start it with other flags, or run \`asrctl local stop\` to forget them. ${logHint(context)}`,
        retryAfterMs: error.retryAfterMs ?? undefined,
        cause: error,
      })
    : error;

/** As a command starts it that needs it: with the flags of the last start. */
export const startAsLast = async (context: StartContext): Promise<StartedService> => {
  const last = readLastStart(context.paths.lastStart);
  try {
    return await startService(context, last ?? defaultOptions);
  } catch (error) {
    throw last === null ? error : withRecoveryHint(context, error);
  }
};
