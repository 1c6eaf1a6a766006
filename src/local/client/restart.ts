// `local start` with flags while a service runs: it gets the flags by a restart, which is harmless when no
// job is unfinished.
import { CliError, Exit } from '../../errors.js';
import type { StartOptions } from '../process/start-options.js';
import { forgetLastStart, readLastStart, saveLastStart } from './last-start.js';
import { startService, type StartContext, type StartedService } from './start.js';
import type { FoundService } from './status.js';
import { stopService } from './stop.js';

/** The flag of each option, as typed. */
const flagOf: Readonly<Record<keyof StartOptions, string>> = {
  port: '--port',
  concurrency: '--concurrency',
  engine: '--engine',
  model: '--model',
  command: '--engine-command',
  commandDir: '--engine-command',
  roots: '--root',
  idleMs: '--idle-timeout',
};

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The flags among those typed that the running service does not have. */
export const differentFlags = (
  { file, status }: FoundService,
  options: StartOptions,
  typed: readonly (keyof StartOptions)[],
): readonly string[] => {
  const has = (name: keyof StartOptions): boolean => {
    if (name === 'port' && (options.port === 0 || options.port === file.port)) return true;
    // A service of another version may not say what it was started with.
    return equal((status.options as StartOptions | undefined)?.[name], options[name]);
  };
  return [...new Set(typed.filter((name) => !has(name)).map((name) => flagOf[name]))];
};

const busy = (unfinished: number, flags: readonly string[]): CliError => {
  const jobs = unfinished === 1 ? '1 unfinished job' : `${unfinished} unfinished jobs`;
  return new CliError(
    Exit.usage,
    `The local service runs with another ${flags.join(', ')} and has ${jobs}`,
    {
      code: 'local_busy',
      hint: 'Run the command again when the jobs are finished, or stop the service first: `asrctl local stop`. Its jobs then continue with the new flags.',
    },
  );
};

/**
 * Stops the service and starts it with these options. Throws exit 2 when it has unfinished jobs, exit 8 when
 * it does not start; automatic starts then use the flags of before.
 */
export const restartWith = async (
  context: StartContext & { readonly platform: NodeJS.Platform },
  { status }: FoundService,
  options: StartOptions,
  flags: readonly string[],
): Promise<StartedService> => {
  const unfinished = status.running + status.waiting;
  if (unfinished > 0) throw busy(unfinished, flags);
  const { lastStart } = context.paths;
  const before = readLastStart(lastStart);
  // First: a waiting command that finds the service stopped may start it before this one does.
  saveLastStart(lastStart, options);
  await stopService(context);
  try {
    return await startService(context, options);
  } catch (error) {
    if (before === null) forgetLastStart(lastStart);
    else saveLastStart(lastStart, before);
    throw error;
  }
};
